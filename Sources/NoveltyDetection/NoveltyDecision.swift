import Statistics

/// The threshold that validation data chose for a detector's scores (spec/01 section 15).
///
///     let decision = try NoveltyDecision(
///       scores: [0.9, 0.8, -0.5], isNovel: [false, false, true], readings: [ScoreReading(.low)])
///     decision.threshold  // 0.15: halfway between -0.5 and 0.8
///     decision.isNovel(-0.1)  // true
///
/// The threshold has the best F1 of the novel samples; among equals the one that flags the most,
/// and the reading that comes first. Test data have no part in it.
public struct NoveltyDecision: Sendable, Equatable {
  /// Which end of the scores is novel.
  public let direction: ScoreReading.Direction
  /// The score beyond which samples are novel, never at it; may be infinite.
  public let threshold: Double
  /// The F1 of the novel samples on the data that chose.
  public let validationF1: Double

  /// A decision as it was recorded.
  public init(direction: ScoreReading.Direction, threshold: Double, validationF1: Double) {
    self.direction = direction
    self.threshold = threshold
    self.validationF1 = validationF1
  }

  /// Chooses reading and threshold.
  ///
  /// - Parameters:
  ///   - scores: of the validation samples.
  ///   - isNovel: the truth about them.
  ///   - readings: what scores may mean.
  /// - Throws: `NoveltyError` if no sample is novel or a score is not finite.
  /// - Precondition: as many truths as scores, and at least one reading.
  /// - Complexity: O(n log n) per reading.
  public init(
    scores: [Float], isNovel: [Bool], readings: [ScoreReading]
  ) throws(NoveltyError) {
    precondition(!readings.isEmpty, "Scores must mean something.")
    guard isNovel.contains(true) else { throw .noNovelValidationSample }
    var best: NoveltyDecision?
    for reading in readings {
      let turned = scores.map { reading.turned(Double($0)) }
      let choice =
        if let grid = reading.grid {
          ThresholdChoice(
            isPositive: isNovel, scores: turned, candidates: grid.map(reading.turned))
        } else {
          ThresholdChoice(isPositive: isNovel, scores: turned)
        }
      guard let choice else { throw .scoreNotFinite(split: "validation") }
      if best.map({ choice.f1 > $0.validationF1 }) ?? true {
        best = NoveltyDecision(
          direction: reading.direction, threshold: reading.turned(choice.threshold),
          validationF1: choice.f1)
      }
    }
    guard let best else { throw .noNovelValidationSample }
    self = best
  }

  /// A number that grows with novelty: the score, or its negative where low scores are novel.
  public func novelty(_ score: Float) -> Double {
    ScoreReading(direction).turned(Double(score))
  }

  /// Whether a score lies beyond the threshold.
  public func isNovel(_ score: Float) -> Bool {
    novelty(score) > ScoreReading(direction).turned(threshold)
  }
}
