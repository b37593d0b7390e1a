import Sequences
import Statistics

/// The validation split, ready to score a model after every epoch.
struct ValidationScores {
  let sequences: ScaledSequences
  private let target: PredictionTarget
  private let configuration: ClassifierConfiguration

  /// The minority F1, the log loss and the metric that chooses the epoch.
  typealias Values = (f1: Double, logLoss: Double, metric: Double)

  init(_ splits: DataSplits, by classifier: TrainedClassifier) {
    sequences = classifier.scaled(splits.validation.dataset)
    target = PredictionTarget(
      form: classifier.form, dataset: splits.validation.dataset, vocabulary: splits.vocabulary)
    configuration = classifier.configuration
  }

  var hasMinority: Bool { target.truth.contains { $0 > 0 } }

  /// The scores of a model's probabilities; throws if one is not a number.
  func scores(of probabilities: [Float], epoch: Int) throws -> Values {
    guard probabilities.allSatisfy(\.isFinite) else {
      throw ClassificationError.diverged(epoch: epoch, step: nil, lastGoodEpoch: nil)
    }
    let matrix = ConfusionMatrix(
      truth: target.truth, predicted: target.predictedIDs(probabilities),
      classCount: target.vocabulary.count)
    let f1 = matrix.minorityF1(over: configuration.f1LabelSet) ?? 0
    let metric =
      switch configuration.selectionMetric {
      case .minorityF1: f1
      case .positionF1: target.positionF1(target.predictedSequences(probabilities)) ?? f1
      }
    return (f1, target.logLoss(probabilities.map(Double.init)) ?? .nan, metric)
  }
}
