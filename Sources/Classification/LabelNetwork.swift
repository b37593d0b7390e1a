import Differentiation
import Networks
import RandomStreams
import Tensors

/// The network of a classifier in either form.
public enum LabelNetwork: Sendable {
  /// One class per sample; classes are ids of label sequences.
  case seq2one(SequenceClassifier)
  /// One class per sample and label position; classes are those of the data.
  case seq2seq(LabelSequenceClassifier)

  /// A network with freshly drawn weights.
  ///
  /// - Precondition: `form` is resolved.
  init<Scalar: TensorScalar>(
    _ form: ClassifierForm, _ configuration: ClassifierConfiguration, features: Int, classes: Int,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    switch form {
    case .auto: preconditionFailure("The form of a network is resolved by its labels.")
    case .seq2one:
      self = .seq2one(
        SequenceClassifier(
          configuration, features: features, classes: classes, in: &parameters, stream: stream))
    case .seq2seq:
      self = .seq2seq(
        LabelSequenceClassifier(
          configuration, features: features, classes: classes, in: &parameters, stream: stream))
    }
  }

  /// The number of classes, C.
  public var classes: Int {
    switch self {
    case .seq2one(let network): network.classes
    case .seq2seq(let network): network.classes
    }
  }

  /// The logits of a batch, `[batch * positions, classes]`, all positions of a sample together.
  ///
  /// - Precondition: `positions` is 1 for seq2one.
  func callAsFunction<Scalar: TensorScalar>(
    _ events: Variable<Scalar>, lengths: [Int32], positions: Int, weights: Weights<Scalar>,
    mode: Mode
  ) -> Variable<Scalar> {
    switch self {
    case .seq2one(let network):
      precondition(positions == 1, "A seq2one classifier has one label position.")
      return network(events, lengths: lengths, weights: weights, mode: mode)
    case .seq2seq(let network):
      return network(
        events, lengths: lengths, positions: positions, weights: weights, mode: mode
      ).reshaped([events.shape[0] * positions, network.classes])
    }
  }
}
