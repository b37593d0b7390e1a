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
  /// The label sequence behind each of the network's classes; 0 is the majority.
  public let labelSequences: [[Int]]
  /// How events are scaled before the network sees them.
  public let scaling: FeatureScaling
  /// The network's structure.
  public let network: SequenceClassifier
  /// The network's weights.
  public var parameters: Parameters<Float>

  /// A classifier with freshly drawn weights.
  public init(
    configuration: ClassifierConfiguration, featureNames: [String], classNames: [String],
    labelSequences: [[Int]], scaling: FeatureScaling, stream: RandomStream
  ) {
    self.configuration = configuration
    self.featureNames = featureNames
    self.classNames = classNames
    self.labelSequences = labelSequences
    self.scaling = scaling
    var parameters = Parameters<Float>()
    network = SequenceClassifier(
      configuration, features: featureNames.count, classes: labelSequences.count, in: &parameters,
      stream: stream)
    self.parameters = parameters
  }

  /// The probability of each class for each sample, row-major `[sample, class]`.
  ///
  /// - Parameter dataset: samples in data units, of any lengths.
  /// - Returns: `dataset.count` rows that sum to 1.
  /// - Throws: `ClassificationError.featureCount` if the data has other features than the model.
  /// - Complexity: one forward pass, in batches of `evaluationBatchSize`.
  public func probabilities(of dataset: SequenceDataset) throws -> [Float] {
    guard dataset.featureCount == featureNames.count else {
      throw ClassificationError.featureCount(
        model: featureNames.count, data: dataset.featureCount)
    }
    return probabilities(of: ScaledSequences(dataset, scaling: scaling))
  }

  /// The probabilities of samples that are scaled already.
  func probabilities(of sequences: ScaledSequences) -> [Float] {
    let classes = network.classes
    let weights = parameters.frozen
    var result = [Float](repeating: 0, count: sequences.lengths.count * classes)
    let batches = BatchOrder.sorted(
      lengths: sequences.lengths, size: configuration.evaluationBatchSize)
    for batch in batches {
      let (events, lengths) = sequences.batch(batch)
      let logits = network(Variable(events), lengths: lengths, weights: weights, mode: .inference)
      let rows = logits.softmax().value.scalars
      for (position, sample) in batch.enumerated() {
        for label in 0..<classes {
          result[sample * classes + label] = rows[position * classes + label]
        }
      }
    }
    return result
  }
}
