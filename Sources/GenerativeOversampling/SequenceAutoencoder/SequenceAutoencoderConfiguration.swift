import Tensors

/// The settings of the sequence autoencoder, with the defaults of spec/01 8.3 for new data.
///
/// The published power setting has 8 units and 5 layers, the one for reviews 64 units and 3 layers.
public struct SequenceAutoencoderConfiguration: Codable, Equatable, Sendable {
  /// Units of each recurrent layer, and numbers in a code, H.
  ///
  /// Default: 64.
  public var hidden = 64
  /// Stacked recurrent layers of the encoder, M; the decoder has one, which runs both ways.
  ///
  /// Default: 2.
  public var layers = 2
  /// The cell of the recurrent layers; `keras-relu` is the reference code's (D34).
  ///
  /// Default: `standard`.
  public var lstmFlavour = LSTMFlavour.standard
  /// The share of inputs that training leaves out, one mask per sample for all of its events.
  ///
  /// Default: 0.2.
  public var inputDropout = 0.2
  /// The share of the recurrent state that training leaves out, one mask per sample.
  ///
  /// Default: 0.2.
  public var recurrentDropout = 0.2
  /// How inputs and targets are scaled.
  ///
  /// Default: `consistent`.
  public var scaling = SequenceAutoencoderScaling.consistent
  /// The share of the minority samples that chooses the epoch and is not trained on.
  ///
  /// Default: 0.1.
  public var heldOutShare = 0.1
  /// Passes over the minority samples.
  ///
  /// All are run; the model of the one with the least loss on the samples held out is kept. Default:
  /// 100.
  public var epochs = 100
  /// Samples per update.
  ///
  /// Default: 256.
  public var batchSize = 256
  /// Adadelta's step size.
  ///
  /// Default: 1.
  public var learningRate = 1.0
  /// Adadelta's decay of its running averages.
  ///
  /// Default: 0.95.
  public var rho = 0.95
  /// What Adadelta adds under its roots.
  ///
  /// Default: 1e-8.
  public var epsilon = 1e-8
  /// The size to which each entry of a gradient is clipped.
  ///
  /// Default: 100.
  public var gradientClip = 100.0

  private static let largestCount = 1_000_000_000

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each; empty if they can be used.
  public func problems() -> [String] {
    var problems: [String] = []
    for (name, count) in [
      ("hidden", hidden), ("layers", layers), ("epochs", epochs), ("batchSize", batchSize),
    ] where !(1...Self.largestCount).contains(count) {
      problems.append("\(name) is \(count); give from 1 to \(Self.largestCount).")
    }
    for (name, share) in [
      ("inputDropout", inputDropout), ("recurrentDropout", recurrentDropout), ("rho", rho),
    ] where !(share >= 0 && share < 1) {
      problems.append("\(name) is \(share); give a number from 0 to below 1.")
    }
    if !(heldOutShare > 0 && heldOutShare < 1) {
      problems.append("heldOutShare is \(heldOutShare); give a share above 0 and below 1.")
    }
    for (name, value) in [
      ("learningRate", learningRate), ("epsilon", epsilon), ("gradientClip", gradientClip),
    ] where !(value > 0 && value.isFinite) {
      problems.append("\(name) is \(value); give a positive number.")
    }
    return problems
  }

  /// Sets the switches of the `reference` profile (spec/01 D28, D34) and leaves the rest as it is.
  mutating func useReferenceSwitches() {
    lstmFlavour = .kerasReLU
    scaling = .code
  }
}

/// How the sequence autoencoder's inputs and targets are scaled (spec/01 D28).
public enum SequenceAutoencoderScaling: String, Codable, Sendable, CaseIterable {
  /// Each feature to -1...1 on the samples trained on, as input and as target, and back on the way
  /// out: samples come out in the units of the data.
  case consistent
  /// As in the reference code: inputs as they are, targets in 0...1 for each event and feature on
  /// its own, and nothing scaled back, so samples come out in other units than the data's.
  case code
}
