import Foundation
import RandomStreams
import Statistics
import Testing

/// False alarms where the data are unkind: few minority samples, methods that are nearly alike, scores
/// with few distinct values.
///
/// 60 experiments per set-up by default; as many as `COUNTERWEIGHT_FALSE_ALARM_EXPERIMENTS` says else,
/// which with 2000 takes some minutes and prints the table.
@Suite("False alarms in unkind set-ups")
struct FalseAlarmSetUpTests {
  private static let experimentCount: Int = {
    let name = "COUNTERWEIGHT_FALSE_ALARM_EXPERIMENTS"
    return ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? 60
  }()

  /// A kind of study in which no method is better than another.
  enum Kind: String, CaseIterable, Sendable {
    case plain
    /// Methods share nearly all of what they make of a sample.
    case alike
    /// Scores are whole multiples of a half.
    case tied
  }

  struct SetUp: Sendable, CustomStringConvertible {
    var kind: Kind
    /// Test samples of the minority, a tenth of all.
    var minorityCount: Int
    var seedCount: Int
    var description: String { "\(kind), \(minorityCount) of the minority, \(seedCount) seeds" }
  }

  static let setUps = [10, 50, 400].flatMap { minorities in
    [3, 5, 10].flatMap { seeds in
      Kind.allCases.map { SetUp(kind: $0, minorityCount: minorities, seedCount: seeds) }
    }
  }.filter { experimentCount >= 2000 || $0.minorityCount < 400 }

  @Test("At most 5 % of experiments without an effect, but for chance", arguments: setUps)
  func alarms(setUp: SetUp) throws {
    var rejections: [String: Int] = [:]
    func note(_ test: String, _ p: Double?) {
      rejections[test, default: 0] += p.map { $0 < 0.05 } ?? false ? 1 : 0
    }
    for experiment in 0..<Self.experimentCount {
      let study = EqualMethods(
        setUp,
        random: RandomStream(seed: 7).substream(
          setUp.kind.rawValue, setUp.minorityCount, setUp.seedCount, experiment))
      let isMinority = study.truth.map { $0 == 1 }
      // F1: what the report's verdict rests on.
      if let evidence = study.f1Evidence(draws: 300) {
        note(
          "seeds and samples, F1",
          SeedsAndSamplesTest(
            differences: evidence.differences,
            sampleStandardError: evidence.samples.standardError,
            effectiveCount: setUp.minorityCount)?.pValue)
      }
      // ROC-AUC: standard errors by DeLong, of the mean areas.
      let areas = (0..<2).map { method in
        study.scores[method].compactMap { RankingScores.rocAUC(isPositive: isMinority, scores: $0) }
      }
      let deLong = DeLongTest(
        isPositive: isMinority, first: study.scores[0], second: study.scores[1])
      note(
        "seeds and samples, ROC-AUC",
        deLong.flatMap {
          SeedsAndSamplesTest(
            differences: zip(areas[0], areas[1]).map { $0 - $1 },
            sampleStandardError: $0.standardError, effectiveCount: setUp.minorityCount)?.pValue
        })
      note(
        "DeLong",
        DeLongTest(
          isPositive: isMinority, first: study.scores[0][0], second: study.scores[1][0])?.pValue)
      // Two models are taken as they are: they must be equally good themselves.
      var single = setUp
      single.seedCount = 1
      let models = EqualMethods(
        single, seedSpread: 0,
        random: RandomStream(seed: 10).substream(
          setUp.kind.rawValue, setUp.minorityCount, setUp.seedCount, experiment))
      note("paired bootstrap, F1", models.f1Evidence(draws: 300)?.samples.pValue)
      note(
        "McNemar",
        McNemarTest(
          truth: models.truth, first: models.predictions(0, 0), second: models.predictions(1, 0)
        ).pValue)
      // Each seed on samples of its own: independent differences, of few distinct values.
      let blocks = EqualMethods.independentScores(
        setUp,
        random: RandomStream(seed: 8).substream(
          setUp.kind.rawValue, setUp.minorityCount, setUp.seedCount, experiment))
      let (first, second) = (blocks.map { $0[0] }, blocks.map { $0[1] })
      let paired = TTest.paired(first, second)
      note("paired t", paired?.isDegenerate ?? true ? nil : paired?.pValue)
      note("paired t, equal differences taken as certain", paired?.pValue)
      note("Wilcoxon", WilcoxonSignedRankTest(first, second)?.pValue)
      note("sign-flip", SignFlipTest.pValue(differences: zip(first, second).map { $0 - $1 }))
      let friedman = FriedmanTest(scores: blocks)
      note("Friedman", friedman?.pValue)
      note("Nemenyi", friedman?.nemenyiPValues().joined().min())
      let family = (1..<4).compactMap { other -> Double? in
        guard let test = TTest.paired(blocks.map { $0[other] }, first), !test.isDegenerate else {
          return nil
        }
        return test.pValue
      }
      note("Holm over three paired t", PValueCorrection.holm.adjust(family).min())
    }
    let count = Double(Self.experimentCount)
    // Of three hundred counts the largest is some three standard errors above 5 %, by chance.
    let bound = 0.05 + 3.5 * (0.05 * 0.95 / count).squareRoot()
    for (test, found) in rejections where test != "paired t, equal differences taken as certain" {
      #expect(Double(found) / count <= bound, "\(test), \(setUp): \(found)")
    }
    guard count >= 2000 else { return }
    for (test, found) in rejections.sorted(by: { $0.key < $1.key }) {
      print("ALARMS | \(test) | \(setUp) | \(String(format: "%.1f", 100 * Double(found) / count))")
    }
  }
}

/// Two methods, equally good, on one test split of which a tenth is the minority.
private struct EqualMethods {
  let truth: [Int]
  /// By method and seed, a score per sample.
  let scores: [[[Double]]]

  /// A seed moves all scores of a model by `seedSpread`.
  init(_ setUp: FalseAlarmSetUpTests.SetUp, seedSpread: Double? = nil, random: RandomStream) {
    var random = random
    truth = (0..<(10 * setUp.minorityCount)).map { $0 % 10 == 0 ? 1 : 0 }
    let own = setUp.kind == .alike ? 0.1 : 0.5
    let spread = seedSpread ?? (setUp.kind == .alike ? 0.05 : 0.15)
    let common = truth.map { 1.5 * Double($0) + 0.7 * random.normal() }
    scores = (0..<2).map { _ in
      let liking = common.map { $0 + own * random.normal() }
      return (0..<setUp.seedCount).map { _ in
        let shift = spread * random.normal()
        return liking.map { value in
          let score = value + shift + (setUp.kind == .alike ? 0.1 : 0.3) * random.normal()
          return setUp.kind == .tied ? (score * 2).rounded() / 2 : score
        }
      }
    }
  }

  func predictions(_ method: Int, _ seed: Int) -> [Int] {
    scores[method][seed].map { $0 >= 1 ? 1 : 0 }
  }

  /// The differences in F1 by seed, and what test samples say of their mean.
  func f1Evidence(draws: Int) -> (differences: [Double], samples: PairedBootstrapTest)? {
    let count = scores[0].count
    let bootstrap = ConfusionBootstrap(
      truth: truth,
      predictions: (0..<2).flatMap { method in (0..<count).map { predictions(method, $0) } },
      classCount: 2)
    func differences(_ matrices: [ConfusionMatrix]) -> [Double]? {
      let scores = matrices.compactMap(\.minorityF1)
      guard scores.count == matrices.count else { return nil }
      return (0..<count).map { scores[$0] - scores[count + $0] }
    }
    func mean(_ values: [Double]?) -> Double? { values.flatMap { SampleSummary($0)?.mean } }
    var random = RandomStream(seed: 9).substream("draws")
    guard let observed = differences(bootstrap.observed), let average = mean(observed),
      let samples = PairedBootstrapTest(
        difference: average,
        resampled: (0..<draws).map { _ in mean(differences(bootstrap.draw(using: &random))) },
        effectiveCount: truth.count { $0 == 1 })
    else { return nil }
    return (observed, samples)
  }

  /// By seed, recalls of four equal methods on minority samples of that seed's own: few of them have
  /// few distinct values.
  static func independentScores(
    _ setUp: FalseAlarmSetUpTests.SetUp, random: RandomStream
  ) -> [[Double]] {
    var random = random
    let own = setUp.kind == .alike ? 0.2 : 0.7
    return (0..<setUp.seedCount).map { _ in
      var found = [0, 0, 0, 0]
      for _ in 0..<setUp.minorityCount {
        let common = random.normal()
        for method in found.indices where common + own * random.normal() > -0.7 {
          found[method] += 1
        }
      }
      return found.map { hits in
        let recall = Double(hits) / Double(setUp.minorityCount)
        return setUp.kind == .tied ? (recall * 10).rounded() / 10 : recall
      }
    }
  }
}
