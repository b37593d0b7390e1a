import Checkpoints
import GenerativeOversampling
import RandomStreams
import Sequences

/// Novelty by a GAN with autoencoder that knows only the majority (spec/01 section 15).
///
/// Two methods look at one model: `novelty-critic` takes the critic's value of a sample's hidden
/// sequence, `novelty-reconstruction` the mean squared error with which the autoencoder gives the
/// sample back. The model learns sequences, never labels.
public struct GANNoveltyDetector: NoveltyDetector {
  /// Which number of the model tells novelty.
  public enum Score: String, Sendable, CaseIterable {
    /// D(G(0, x)).
    case critic
    /// The mean over valid entries of (x - xhat)².
    case reconstruction
  }

  /// Which number of the model tells novelty.
  public let score: Score
  /// The settings.
  public let configuration: NoveltyConfiguration

  /// A detector with settings that have no `problems()`.
  public init(_ score: Score, _ configuration: NoveltyConfiguration = NoveltyConfiguration()) {
    self.score = score
    self.configuration = configuration
  }

  /// `novelty-critic` or `novelty-reconstruction`.
  public var name: String { Self.name(score) }

  /// The name of the method that goes by a score.
  public static func name(_ score: Score) -> String { "novelty-\(score.rawValue)" }

  /// `novelty`, for both.
  public var modelName: String { "novelty" }

  /// What the GAN needs: batches of 2 for each update of a block.
  public var minimumMajority: Int {
    GANAutoencoderOversampler(configuration.gan).minimumMinority
  }

  private var updatesPerBlock: Int {
    configuration.gan.generatorUpdates + configuration.gan.criticUpdates + 1
  }

  /// Warns where the samples do not fill the batches that were asked for.
  public func warning(majority count: Int) -> String? {
    let wanted = configuration.gan.batchSize
    guard count < updatesPerBlock * wanted else { return nil }
    let consequence =
      switch configuration.gan.smallDataBlocks {
      case .shrink: "the batches shrink to \(count / updatesPerBlock)"
      case .skip: "nothing is trained, and scores will tell nothing (smallDataBlocks: skip)"
      }
    return """
      \(count) majority samples do not fill one block of \(updatesPerBlock) batches of \(wanted) \
      for novelty detection; \(consequence).
      """
  }

  /// The most samples on which `diagnostics` are computed.
  private static let diagnosedSamples = 2048

  /// Trains the model; `diagnostics` are `realVersusFakeF1` and `realVersusFakeAUC`, see
  /// `BranchSeparability`, on the first samples of the majority.
  public func fit(
    _ majority: TrainingSplit, stream: RandomStream, monitor: TrainingMonitor
  ) throws -> FittedDetector {
    let count = majority.dataset.count
    guard count >= minimumMajority else {
      throw NoveltyError.tooFewMajority(count: count, needed: minimumMajority)
    }
    let fitted = try GANAutoencoderFit.model(
      of: majority, configuration: configuration.gan, stream: stream, monitor: monitor)
    let some = majority.dataset.subset(Array(0..<min(count, Self.diagnosedSamples)))
    let scores = try GANAutoencoderScores(
      decoding: fitted.model, stream: stream.substream("diagnostics"))
    let separability = BranchSeparability(
      real: try scores.criticValues(of: some),
      fake: try scores.fakeCriticValues(of: some))
    return FittedDetector(
      model: fitted.model, curves: fitted.curves,
      diagnostics: separability.map {
        ["realVersusFakeF1": $0.f1, "realVersusFakeAUC": $0.rocAUC]
      } ?? [:])
  }

  /// The critic's value or the reconstruction error of each sample.
  public func scores(
    of samples: SequenceDataset, model: [UInt8], stream: RandomStream
  ) throws -> [Float] {
    let scores = try GANAutoencoderScores(decoding: model, stream: stream)
    return switch score {
    case .critic: try scores.criticValues(of: samples)
    case .reconstruction: try scores.reconstructionErrors(of: samples)
    }
  }

  /// By default low values of the critic, and large errors of the reconstruction.
  public var readings: [ScoreReading] {
    let grid = configuration.thresholds == .grid ? publishedGrid : nil
    if score == .reconstruction { return [ScoreReading(.high, grid: grid)] }
    return switch configuration.direction {
    case .low: [ScoreReading(.low, grid: grid)]
    case .high: [ScoreReading(.high, grid: grid)]
    case .auto: [ScoreReading(.low, grid: grid), ScoreReading(.high, grid: grid)]
    }
  }

  /// The thresholds of the published code, each the double nearest to its decimal (D26).
  private var publishedGrid: [Double] {
    switch score {
    case .critic: (-30...9).map { Double($0) / 10 }
    case .reconstruction: (1...40).map { Double($0) / 20 }
    }
  }
}
