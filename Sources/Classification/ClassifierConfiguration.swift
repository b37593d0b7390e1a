import Sequences
import Statistics
import Tensors

/// The settings of the classifier and of its training (spec/01 sections 3, 4 and 6).
///
/// The defaults are meant for new data. The published power configuration is 8 units, 5 layers and
/// 8 dense units with the same optimiser.
public struct ClassifierConfiguration: Codable, Equatable, Sendable {
  /// What is predicted: `seq2one`, one class per sample, `seq2seq`, one per label position, or
  /// `auto`, by the labels.
  public var form = ClassifierForm.auto
  /// What the decoder of seq2seq looks at.
  public var attention = DecoderAttention.additive
  /// The units of each recurrent layer, H.
  public var hidden = 64
  /// The number of stacked recurrent layers of the encoder, M; in seq2one, M - 1 dense layers follow.
  public var layers = 2
  /// The units of each dense layer.
  public var dense = 64
  /// What follows each dense layer.
  public var denseActivation = DenseActivation.relu
  /// The cell of the recurrent layers; the decoder of seq2seq has keras-tanh where this is keras-relu.
  public var lstmFlavour = LSTMFlavour.standard
  /// The share of inputs that training leaves out, one mask per sample for all of its events.
  public var inputDropout = 0.2
  /// The share of the recurrent state that training leaves out, one mask per sample.
  public var recurrentDropout = 0.2
  /// The share of the dense layers' outputs, in seq2seq of the decoder's, that training leaves out.
  public var denseDropout = 0.2
  /// How samples are weighted in the loss.
  public var classWeights = ClassWeighting.memberBalanced
  /// How inputs are scaled; fitted on the training split.
  public var inputScaling = FeatureScaling.Method.standardise
  /// What chooses the epoch whose model is kept.
  public var selectionMetric = SelectionMetric.minorityF1
  /// Which minority classes the minority F1 is over, on validation and in the results.
  public var f1LabelSet = F1LabelSet.support
  /// Passes over the member's training set.
  ///
  /// All are run; the model of the best on validation is kept.
  public var epochs = 100
  /// Samples per update.
  public var batchSize = 256
  /// How many batches' samples are sorted by length together; 1 leaves batches to chance.
  ///
  /// Padding costs nothing in either case. Larger pools keep more samples running at each step, which
  /// saved a seventh of the time on log sessions of 2 to 284 events; but where length and class go
  /// together, batches of one length hold one class, and there the minority F1 fell from 0.63 to 0.37.
  /// Without effect where all lengths are equal.
  public var batchesPerPool = 1
  /// Samples per forward pass of an evaluation: a matter of speed and memory.
  ///
  /// Results agree for any number but for rounding in matrix products.
  public var evaluationBatchSize = 1024
  /// Adadelta's step size.
  public var learningRate = 1.0
  /// Adadelta's decay of its running averages.
  public var rho = 0.95
  /// What Adadelta adds under its roots.
  public var epsilon = 1e-8
  /// The size to which each entry of a gradient is clipped.
  public var gradientClip = 100.0

  /// The defaults.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    var problems: [String] = []
    for (name, value) in [
      ("hidden", hidden), ("layers", layers), ("dense", dense), ("epochs", epochs),
      ("batchSize", batchSize), ("batchesPerPool", batchesPerPool),
      ("evaluationBatchSize", evaluationBatchSize),
    ] where value < 1 {
      problems.append("\(name) is \(value); give at least 1.")
    }
    for (name, value) in [
      ("inputDropout", inputDropout), ("recurrentDropout", recurrentDropout),
      ("denseDropout", denseDropout),
    ] where !(value >= 0 && value < 1) {
      problems.append("\(name) is \(value); give a share from 0 to below 1.")
    }
    if !(rho >= 0 && rho < 1) {
      problems.append("rho is \(rho); give a number from 0 to below 1.")
    }
    for (name, value) in [
      ("learningRate", learningRate), ("epsilon", epsilon), ("gradientClip", gradientClip),
    ] where !(value > 0 && value.isFinite) {
      problems.append("\(name) is \(value); give a positive number.")
    }
    return problems
  }

  /// Sets the switches of the `reference` profile (spec/01 section 18: D19, D21, D34, D35 and the set
  /// of classes that F1 is over) and leaves all other settings as they are.
  public mutating func useReferenceSwitches() {
    lstmFlavour = .kerasReLU
    denseActivation = .none
    classWeights = .none
    selectionMetric = .positionF1
    f1LabelSet = .sklearnUnion
  }
}

/// What follows each dense layer of a classifier (spec/01 D35).
public enum DenseActivation: String, Codable, Sendable, CaseIterable {
  /// The rectifier.
  case relu
  /// Nothing: the layer stays linear, as in the reference code.
  case none
}

/// How samples are weighted in the loss (spec/01 section 4).
public enum ClassWeighting: String, Codable, Sendable, CaseIterable {
  /// Inversely to the class's frequency in the member's own training set; in seq2seq the two classes
  /// are majority and minority sequences, and a sample's weight holds at all of its positions.
  case memberBalanced = "member-balanced"
  /// In seq2seq each label by its frequency at its position; in seq2one the same as
  /// `member-balanced`.
  case perPosition = "per-position"
  /// All alike.
  case none
}
