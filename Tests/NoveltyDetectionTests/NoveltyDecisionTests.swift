import RandomStreams
import Statistics
import Testing

@testable import NoveltyDetection

@Suite("NoveltyDecision")
struct NoveltyDecisionTests {
  @Test("Low scores are novel below the threshold, high ones above; none is at it")
  func directions() throws {
    let low = try NoveltyDecision(
      scores: [0.5, 1, -0.5], isNovel: [false, false, true], readings: [ScoreReading(.low)])
    #expect(low.direction == .low)
    #expect(low.threshold == 0)
    #expect(low.validationF1 == 1)
    #expect([-1, -0.1, 0, 0.1].map(low.isNovel) == [true, true, false, false])
    #expect(low.novelty(-3) == 3)

    let high = try NoveltyDecision(
      scores: [0.5, 1, 2], isNovel: [false, false, true], readings: [ScoreReading(.high)])
    #expect(high.direction == .high)
    #expect(high.threshold == 1.5)
    #expect([1.4, 1.5, 1.6].map(high.isNovel) == [false, false, true])
    #expect(high.novelty(-3) == -3)
  }

  @Test("Of several readings the one with the better F1 is taken, among equals the first")
  func auto() throws {
    let both = [ScoreReading(.low), ScoreReading(.high)]
    for (novel, direction) in [(0, ScoreReading.Direction.low), (3, .high)] {
      let decision = try NoveltyDecision(
        scores: [0, 1, 2, 3], isNovel: (0..<4).map { $0 == novel }, readings: both)
      #expect(decision.direction == direction)
      #expect(decision.validationF1 == 1)
    }
    let undecided = try NoveltyDecision(
      scores: [0, 1, 2], isNovel: [false, true, false], readings: both)
    #expect(undecided.direction == .low)
  }

  @Test("A40: a decision has the F1 of its own decisions, in either direction")
  func consistency() throws {
    var stream = RandomStream(seed: 8)
    for _ in 0..<100 {
      let scores = (0..<20).map { _ in Float(stream.index(below: 12)) / 5 }
      var isNovel = scores.map { _ in stream.uniform() < 0.3 }
      isNovel[0] = true
      for direction in ScoreReading.Direction.allCases {
        let decision = try NoveltyDecision(
          scores: scores, isNovel: isNovel, readings: [ScoreReading(direction)])
        let matrix = ConfusionMatrix(
          truth: isNovel.map { $0 ? 1 : 0 },
          predicted: scores.map { decision.isNovel($0) ? 1 : 0 }, classCount: 2)
        #expect(matrix.minorityF1 == decision.validationF1)
      }
    }
  }

  @Test("A41: the grids are the published ones, and turn with the direction")
  func grids() throws {
    var settings = NoveltyConfiguration()
    settings.thresholds = .grid
    settings.direction = .auto
    let critic = GANNoveltyDetector(.critic, settings).readings
    #expect(critic.map(\.direction) == [.low, .high])
    let grid = try #require(critic[0].grid)
    #expect(grid.count == 40 && grid.first == -3 && grid.last == 0.9)
    let errors = try #require(GANNoveltyDetector(.reconstruction, settings).readings.first?.grid)
    #expect(errors.count == 40 && errors.first == 0.05 && errors.last == 2)

    let decision = try NoveltyDecision(
      scores: [-5, -0.25, 0.55], isNovel: [true, true, false], readings: critic)
    #expect(decision.direction == .low)
    #expect(decision.validationF1 == 1)
    // Among the equally good, the one that flags the most.
    #expect(decision.threshold == 0.5)
  }

  @Test("By default the critic's low values are novel, and every cut is tried")
  func defaults() {
    #expect(GANNoveltyDetector(.critic).readings == [ScoreReading(.low)])
    #expect(GANNoveltyDetector(.reconstruction).readings == [ScoreReading(.high)])
    var settings = NoveltyConfiguration()
    settings.direction = .high
    #expect(GANNoveltyDetector(.critic, settings).readings == [ScoreReading(.high)])
    #expect(GANNoveltyDetector(.reconstruction, settings).readings == [ScoreReading(.high)])
  }

  @Test("Nothing can be chosen without a novel sample, or by scores that are no numbers")
  func refused() {
    #expect(throws: NoveltyError.noNovelValidationSample) {
      try NoveltyDecision(scores: [1, 2], isNovel: [false, false], readings: [ScoreReading(.low)])
    }
    #expect(throws: NoveltyError.scoreNotFinite(split: "validation")) {
      try NoveltyDecision(
        scores: [1, .nan], isNovel: [false, true], readings: [ScoreReading(.low)])
    }
  }
}
