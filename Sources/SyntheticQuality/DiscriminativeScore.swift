import Classification
import RandomStreams
import Sequences
import Statistics

/// How well a small classifier tells synthetic samples from real ones that it did not learn from.
///
/// A sample and all that came from it are on one side of the split: else the classifier could know a
/// synthetic sample by its source. After Yoon, Jarrett and van der Schaar, "Time-series generative
/// adversarial networks" (2019), who report |accuracy - 0.5|. 0.5 means that it cannot tell.
public struct DiscriminativeScore: Equatable, Sendable {
  /// The mean of the shares of real and of synthetic held-out samples that it is right about.
  public let accuracy: Double
  /// The area under the receiver operating characteristic; nil if a probability is no number.
  public let rocAUC: Double?
  /// How many samples were held out.
  public let heldOut: Int

  /// The distance from not being able to tell, 0 to 0.5.
  public var value: Double { (accuracy - 0.5).magnitude }

  /// The share of sources that is held out.
  static let heldOutShare = 0.3
  /// How many samples of either kind must be held out, and be left to learn from.
  static let least = 5

  /// Trains the classifier on 70 % of the sources and asks it about the others.
  ///
  /// One LSTM layer on standardised features, weighted by class, trained by Adadelta for a fixed number
  /// of epochs. Cost: that training; with 500 sequences of 20 events and 6 features, less than a second.
  ///
  /// - Parameters:
  ///   - samples: real and synthetic samples.
  ///   - configuration: its size and its epochs.
  ///   - stream: splits the sources and trains.
  ///   - keepOn: called after each update; what it throws ends the training.
  /// - Returns: the score; nil if there are too few samples or no epochs, or if it diverged.
  /// - Throws: what `keepOn` throws.
  static func score(
    _ samples: QualitySamples, _ configuration: DiscriminatorConfiguration, stream: RandomStream,
    keepOn: () throws -> Void
  ) throws -> DiscriminativeScore? {
    guard configuration.epochs > 0, let split = Split(samples, stream: stream) else { return nil }
    guard let training = try? TrainingSplit(split.samples(split.learned)),
      let vocabulary = try? LabelVocabulary(training)
    else { return nil }
    let settings = classifier(configuration)
    let classifier = TrainedClassifier(
      configuration: settings, form: .seq2one, featureNames: training.dataset.featureNames,
      classNames: training.dataset.classNames, labelSequences: [[0], [1]],
      scaling: FeatureScaling(.standardise, fittedTo: training),
      stream: stream.substream("initial-weights"))
    let labels = training.dataset.labels
    var member = MemberTraining(
      settings, classifier: classifier,
      samples: ScaledSequences(training.dataset, scaling: classifier.scaling),
      targets: TrainingTargets(ids: labels, count: 2, weighting: .memberBalanced),
      vocabulary: vocabulary, stream: stream)
    do {
      for epoch in 1...configuration.epochs {
        _ = try member.runEpoch(
          epoch, batchSize: min(settings.batchSize, labels.count)
        ) { _, _ in try keepOn() }
      }
    } catch is ClassificationError {
      return nil
    }
    let heldOut = try split.samples(split.heldOut)
    let probabilities = try member.classifier.probabilities(of: heldOut)
    return DiscriminativeScore(
      isSynthetic: heldOut.labels.map { $0 == 1 },
      probabilities: (0..<heldOut.count).map { Double(probabilities[2 * $0 + 1]) })
  }

  /// The score of probabilities of being synthetic; nil if a kind is missing.
  init?(isSynthetic: [Bool], probabilities: [Double]) {
    let synthetic = isSynthetic.count(where: \.self)
    let real = isSynthetic.count - synthetic
    guard real > 0, synthetic > 0 else { return nil }
    let right = zip(isSynthetic, probabilities).map { ($0, ($1 > 0.5) == $0) }
    accuracy =
      (Double(right.count { $0.0 && $0.1 }) / Double(synthetic)
        + Double(right.count { !$0.0 && $0.1 }) / Double(real)) / 2
    rocAUC = RankingScores.rocAUC(isPositive: isSynthetic, scores: probabilities)
    heldOut = isSynthetic.count
  }

  private static func classifier(
    _ configuration: DiscriminatorConfiguration
  ) -> ClassifierConfiguration {
    var settings = ClassifierConfiguration()
    settings.hidden = configuration.hidden
    settings.layers = 1
    settings.dense = configuration.hidden
    settings.batchSize = configuration.batchSize
    settings.epochs = max(1, configuration.epochs)
    // Adadelta's first steps are as small as this: with the default it would hardly move in so few.
    settings.epsilon = 1e-6
    (settings.inputDropout, settings.recurrentDropout, settings.denseDropout) = (0, 0, 0)
    return settings
  }
}

/// Samples that are learned from and samples that are asked about, apart by their sources.
private struct Split {
  let learned: (real: [Int], synthetic: [Int])
  let heldOut: (real: [Int], synthetic: [Int])
  private let all: QualitySamples

  /// Splits the sources; nil if either side gets too few samples of a kind.
  init?(_ samples: QualitySamples, stream: RandomStream) {
    var stream = stream.substream("held-out")
    let order = stream.permutation(count: samples.real.count)
    let count = Int((DiscriminativeScore.heldOutShare * Double(order.count)).rounded())
    let isHeldOut = Set(order.prefix(count))
    func side(_ wanted: Bool) -> (real: [Int], synthetic: [Int]) {
      (
        (0..<samples.real.count).filter { isHeldOut.contains($0) == wanted },
        (0..<samples.synthetic.count).filter { isHeldOut.contains(samples.sources[$0]) == wanted }
      )
    }
    learned = side(false)
    heldOut = side(true)
    all = samples
    let sizes = [learned.real, learned.synthetic, heldOut.real, heldOut.synthetic].map(\.count)
    guard sizes.allSatisfy({ $0 >= DiscriminativeScore.least }) else { return nil }
  }

  /// Some samples, the real ones with the label 0 and the synthetic ones with 1.
  func samples(_ side: (real: [Int], synthetic: [Int])) throws -> SequenceDataset {
    let real = all.real.subset(side.real)
    let synthetic = all.synthetic.subset(side.synthetic)
    let both = try real.selectingNoLabels.appending(synthetic.selectingNoLabels)
    return try SequenceDataset(
      featureNames: both.featureNames, classNames: ["real", "synthetic"], values: both.values,
      starts: both.starts, lengths: both.lengths,
      labels: side.real.map { _ in 0 } + side.synthetic.map { _ in 1 })
  }
}
