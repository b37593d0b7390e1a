import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors

/// A classifier with its weights and all that a prediction needs besides: scaling, features, classes.
public struct TrainedClassifier: Sendable {
  /// The settings it was made with.
  public let configuration: ClassifierConfiguration
  /// The features it expects, in order.
  public let featureNames: [String]
  /// The names of the data's classes.
  public let classNames: [String]
  /// What it predicts; never `auto`.
  public let form: ClassifierForm
  /// The label sequences of training, the majority first; in seq2one form those behind the
  /// network's classes.
  public let labelSequences: [[Int]]
  /// How events are scaled before the network sees them.
  public let scaling: FeatureScaling
  /// The network's structure.
  public let network: LabelNetwork
  /// The network's weights.
  public var parameters: Parameters<Float>

  /// A classifier with freshly drawn weights.
  ///
  /// - Parameters:
  ///   - configuration: its settings.
  ///   - form: what it predicts; `auto` goes by the lengths of the label sequences.
  ///   - featureNames: the features, in order.
  ///   - classNames: the names of the data's classes.
  ///   - labelSequences: those of training, the majority first.
  ///   - scaling: how events are scaled.
  ///   - stream: the initial weights are drawn from substreams of it.
  public init(
    configuration: ClassifierConfiguration, form: ClassifierForm = .auto, featureNames: [String],
    classNames: [String], labelSequences: [[Int]], scaling: FeatureScaling, stream: RandomStream
  ) {
    self.configuration = configuration
    self.featureNames = featureNames
    self.classNames = classNames
    self.labelSequences = labelSequences
    self.scaling = scaling
    self.form = form.resolved(labelLength: labelSequences.map(\.count).max() ?? 1)
    var parameters = Parameters<Float>()
    network = LabelNetwork(
      self.form, configuration, features: featureNames.count,
      classes: self.form == .seq2seq ? classNames.count : labelSequences.count, in: &parameters,
      stream: stream)
    self.parameters = parameters
  }

  /// The probability of each class for each sample.
  ///
  /// - Parameter dataset: samples in data units, of any lengths; in seq2seq form the lengths of
  ///   their label sequences say how many positions to predict.
  /// - Returns: rows that sum to 1: in seq2one form `[sample, label sequence]`, in seq2seq form
  ///   `[sample, L, class]` with zeros behind a sample's last position.
  /// - Throws: `ClassificationError.featureCount` if the data has other features than the model.
  /// - Complexity: one forward pass, in batches of `evaluationBatchSize`.
  public func probabilities(of dataset: SequenceDataset) throws -> [Float] {
    guard dataset.featureCount == featureNames.count else {
      throw ClassificationError.featureCount(
        model: featureNames.count, data: dataset.featureCount)
    }
    return probabilities(of: scaled(dataset))
  }

  /// Samples as the network reads them.
  func scaled(_ dataset: SequenceDataset) -> ScaledSequences {
    ScaledSequences(dataset, scaling: scaling)
  }

  /// The probabilities of samples that are scaled already.
  func probabilities(of sequences: ScaledSequences) -> [Float] {
    let classes = network.classes
    let weights = parameters.frozen
    let size = (form == .seq2seq ? sequences.labelLength : 1) * classes
    var result = [Float](repeating: 0, count: sequences.lengths.count * size)
    let batches = BatchOrder.sorted(
      lengths: sequences.lengths, size: configuration.evaluationBatchSize)
    for batch in batches {
      let (events, lengths) = sequences.batch(batch)
      let positions =
        form == .seq2seq ? batch.reduce(1) { max($0, sequences.labelLengths[$1]) } : 1
      let logits = network(
        Variable(events), lengths: lengths, positions: positions, weights: weights,
        mode: .inference)
      let rows = logits.softmax().value.scalars
      for (place, sample) in batch.enumerated() {
        let count = (form == .seq2seq ? sequences.labelLengths[sample] : 1) * classes
        let first = place * positions * classes
        for offset in 0..<count { result[sample * size + offset] = rows[first + offset] }
      }
    }
    return result
  }
}
