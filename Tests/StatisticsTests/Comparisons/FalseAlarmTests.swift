import Foundation
import RandomStreams
import Statistics
import Testing

/// How often tests reject where there is nothing to find.
///
/// Each suite simulates experiments without an effect and counts p < 0.05. 200 experiments each by
/// default, which finds gross errors; `COUNTERWEIGHT_FALSE_ALARM_EXPERIMENTS=2000` for the study
/// itself, which takes about a minute and prints its table.
@Suite("False alarms")
struct FalseAlarmTests {
  private static let level = 0.05
  private static let seedCounts = [3, 5, 10, 30]
  private static let experimentCount: Int = {
    let name = "COUNTERWEIGHT_FALSE_ALARM_EXPERIMENTS"
    return ProcessInfo.processInfo.environment[name].flatMap { Int($0) } ?? 200
  }()

  /// Rejections by test and setting.
  private struct Tally {
    private(set) var rejections: [String: [String: Int]] = [:]
    private var order: [String] = []

    mutating func note(_ test: String, _ setting: String, _ p: Double?) {
      if rejections[test] == nil { order.append(test) }
      rejections[test, default: [:]][setting, default: 0] += p.map { $0 < level } ?? false ? 1 : 0
    }

    /// What each test over seeds says of pairs of scores.
    mutating func noteTestsOverSeeds(
      _ scores: [(Double, Double)], testToTrainRatio: Double,
      using random: inout some RandomNumberGenerator
    ) {
      let (first, second) = (scores.map(\.0), scores.map(\.1))
      let differences = zip(first, second).map { $0 - $1 }
      let setting = "n = \(scores.count)"
      let corrected = TTest.correctedPaired(first, second, testToTrainRatio: testToTrainRatio)
      note("paired t", setting, TTest.paired(first, second)?.pValue)
      note("Nadeau-Bengio", setting, corrected?.pValue)
      note("Wilcoxon", setting, WilcoxonSignedRankTest(first, second)?.pValue)
      note(
        "sign-flip", setting,
        scores.count <= 12
          ? SignFlipTest.pValue(differences: differences)
          : SignFlipTest.sampledPValue(
            differences: differences, patternCount: 999, using: &random))
    }

    func rate(_ test: String, _ setting: String) -> Double {
      Double(rejections[test]?[setting] ?? 0) / Double(experimentCount)
    }

    /// At most 6 %, and with fewer experiments than the study has what chance adds to that.
    func expectFewAlarms(_ tests: [String], sourceLocation: SourceLocation = #_sourceLocation) {
      let count = Double(experimentCount)
      let chance = experimentCount < 2000 ? 3.5 * (0.06 * 0.94 / count).squareRoot() : 0
      for test in tests {
        for setting in (rejections[test] ?? [:]).keys {
          #expect(
            rate(test, setting) <= 0.06 + chance, "\(test), \(setting)",
            sourceLocation: sourceLocation)
        }
      }
    }

    func show(_ title: String, _ settings: [String]) {
      guard experimentCount >= 2000 else { return }
      print("\(title), rejected of \(experimentCount) at \(level), in percent")
      print((["test"] + settings).joined(separator: " | "))
      for test in order {
        let cells = settings.map { String(format: "%.1f", 100 * rate(test, $0)) }
        print(([test] + cells).joined(separator: " | "))
      }
    }
  }

  @Test("Over independent seeds, paired by partition")
  func seeds() {
    var tally = Tally()
    for count in Self.seedCounts {
      for experiment in 0..<Self.experimentCount {
        var random = RandomStream(seed: 6).substream("seeds", count, experiment)
        // Both arms are on the same partitions, which they have a good part of their luck from.
        let scores = (0..<count).map { _ in
          let partition = random.normal()
          return (partition + random.normal(), partition + random.normal())
        }
        tally.noteTestsOverSeeds(scores, testToTrainRatio: 0.25, using: &random)
      }
    }
    tally.expectFewAlarms(["paired t", "Nadeau-Bengio", "Wilcoxon", "sign-flip"])
    // What TestReach says of three and five seeds.
    for count in [3, 5] {
      #expect(tally.rate("Wilcoxon", "n = \(count)") == 0)
      #expect(tally.rate("sign-flip", "n = \(count)") == 0)
    }
    tally.show("Independent seeds", Self.seedCounts.map { "n = \($0)" })
  }

  @Test("Of several methods over independent seeds")
  func methods() {
    var tally = Tally()
    for methods in [3, 4, 8] {
      for count in Self.seedCounts {
        for experiment in 0..<Self.experimentCount {
          var random = RandomStream(seed: 6).substream("methods", methods, count, experiment)
          let blocks = (0..<count).map { _ in
            let partition = random.normal()
            return (0..<methods).map { _ in partition + random.normal() }
          }
          let friedman = FriedmanTest(scores: blocks)
          let (setting, of) = ("n = \(count)", "\(methods) methods")
          tally.note("Friedman, \(of)", setting, friedman?.pValue)
          tally.note("chi-squared, \(of)", setting, friedman?.chiSquaredPValue)
          tally.note("Iman-Davenport, \(of)", setting, friedman?.imanDavenportPValue)
          guard let ranks = friedman?.averageRanks, let best = ranks.min(), let worst = ranks.max()
          else { continue }
          // Nemenyi's p of the two methods furthest apart: the smallest of all pairs.
          let error = (Double(methods * (methods + 1)) / Double(6 * count)).squareRoot()
          let p = StudentizedRangeDistribution(groupCount: methods)
            .upperTail((worst - best) / error * 2.0.squareRoot())
          tally.note("Nemenyi, any pair of \(of)", setting, p)
        }
      }
    }
    tally.expectFewAlarms([3, 4, 8].map { "Friedman, \($0) methods" })
    tally.expectFewAlarms([3, 4, 8].map { "Nemenyi, any pair of \($0) methods" })
    tally.show("Several methods", Self.seedCounts.map { "n = \($0)" })
  }

  @Test("Over splits of one data set, where Nadeau and Bengio's correction is needed")
  func splits() {
    var tally = Tally()
    for experiment in 0..<Self.experimentCount {
      let root = RandomStream(seed: 6).substream("splits", experiment)
      let data = TwoFeatures(sampleCount: 120, random: root.substream("data"))
      for count in Self.seedCounts {
        var random = root.substream("order", count)
        let scores = (0..<count).map { _ in
          data.accuracies(order: random.permutation(count: 120), trainCount: 96)
        }
        tally.noteTestsOverSeeds(scores, testToTrainRatio: 24.0 / 96, using: &random)
      }
    }
    tally.expectFewAlarms(["Nadeau-Bengio"])
    // The plain test takes 30 splits of one data set for 30 data sets.
    #expect(tally.rate("paired t", "n = 30") > 0.2)
    tally.show("Random splits of one data set", Self.seedCounts.map { "n = \($0)" })
  }

  @Test("Over seeds on one test split, where neither seeds nor test samples alone are enough")
  func seedsAndSamples() {
    var tally = Tally()
    var settings: [String] = []
    for (size, seeds) in [(300, 3), (300, 5), (1000, 3), (1000, 5), (1000, 10)] {
      let setting = "\(size), n = \(seeds)"
      settings.append(setting)
      for experiment in 0..<Self.experimentCount {
        let study = TwoMethods(
          sampleCount: size, seedCount: seeds,
          // Whose luck is the greater, the samples' or the seeds', differs between experiments.
          seedSpread: [0.05, 0.15, 0.3][experiment % 3],
          sampleSpread: [0.7, 0.5, 0.1][experiment % 3],
          random: RandomStream(seed: 6).substream("both", size, seeds, experiment))
        guard
          let (differences, samples) = study.evidence(
            resampleCount: Self.experimentCount < 2000 ? 100 : 400)
        else { continue }
        let overSeeds = TTest.paired(differences, differences.map { _ in 0 })?.pValue
        tally.note("paired t over seeds", setting, overSeeds)
        tally.note("bootstrap over test samples", setting, samples.pValue)
        tally.note(
          "both below 0.05", setting, overSeeds.map { Swift.max($0, samples.pValue) })
        tally.note(
          "seeds and samples", setting,
          SeedsAndSamplesTest(
            differences: differences, sampleStandardError: samples.standardError,
            effectiveCount: size / 10)?.pValue)
      }
    }
    tally.expectFewAlarms(["seeds and samples"])
    // One split is taken for all, or a few models for all.
    #expect(tally.rate("paired t over seeds", "1000, n = 10") > 0.2)
    #expect(tally.rate("bootstrap over test samples", "1000, n = 3") > 0.1)
    tally.show("Samples, seeds on one split", settings)
  }

  @Test("Over test samples, a tenth of them positive")
  func samples() {
    var tally = Tally()
    let sizes = [100, 300, 1000]
    for size in sizes {
      for experiment in 0..<Self.experimentCount {
        let root = RandomStream(seed: 6).substream("samples", size, experiment)
        var random = root.substream("data")
        let truth = (0..<size).map { $0 % 10 == 0 }
        var (first, second): ([Double], [Double]) = ([], [])
        for isPositive in truth {
          let common = (isPositive ? 1.5 : 0) + 0.7 * random.normal()
          first.append(common + 0.7 * random.normal())
          second.append(common + 0.7 * random.normal())
        }
        let setting = "\(size) samples"
        let mcNemar = McNemarTest(
          truth: truth.map { $0 ? 1 : 0 }, first: first.map { $0 > 1 ? 1 : 0 },
          second: second.map { $0 > 1 ? 1 : 0 })
        tally.note("McNemar", setting, mcNemar.pValue)
        tally.note("McNemar mid-p", setting, mcNemar.midPValue)
        tally.note(
          "DeLong", setting, DeLongTest(isPositive: truth, first: first, second: second)?.pValue)
        let codes = (0..<size).map { sample in
          Outcome(isPositive: truth[sample], first: first[sample] > 1, second: second[sample] > 1)
        }
        var draws = root.substream("bootstrap")
        let bootstrap = PairedBootstrapTest(
          sampleCount: size, effectiveCount: size / 10,
          resampleCount: Self.experimentCount < 2000 ? 200 : 1000, using: &draws,
          difference: { Outcome.f1Difference(codes, drawn: $0) })
        tally.note("paired bootstrap of F1", setting, bootstrap?.pValue)
      }
    }
    tally.expectFewAlarms(["McNemar", "DeLong", "paired bootstrap of F1"])
    tally.show("Test samples", sizes.map { "\($0) samples" })
  }
}

/// Two classes and two features that tell them apart equally well, one for each of two learners.
private struct TwoFeatures {
  let isPositive: [Bool]
  let features: [(Double, Double)]

  init(sampleCount: Int, random: RandomStream) {
    var random = random
    isPositive = (0..<sampleCount).map { $0 % 2 == 0 }
    features = isPositive.map { positive in
      let centre = positive ? 0.5 : -0.5
      return (centre + random.normal(), centre + random.normal())
    }
  }

  /// The test accuracies of two learners that cut halfway between the classes' training means.
  func accuracies(order: [Int], trainCount: Int) -> (Double, Double) {
    var sums = (positive: (0.0, 0.0), negative: (0.0, 0.0))
    var positives = 0.0
    for sample in order.prefix(trainCount) {
      let (x, y) = features[sample]
      if isPositive[sample] {
        sums.positive = (sums.positive.0 + x, sums.positive.1 + y)
        positives += 1
      } else {
        sums.negative = (sums.negative.0 + x, sums.negative.1 + y)
      }
    }
    let negatives = Double(trainCount) - positives
    let cut = (
      (sums.positive.0 / positives + sums.negative.0 / negatives) / 2,
      (sums.positive.1 / positives + sums.negative.1 / negatives) / 2
    )
    var right = (0.0, 0.0)
    for sample in order.dropFirst(trainCount) {
      if (features[sample].0 > cut.0) == isPositive[sample] { right.0 += 1 }
      if (features[sample].1 > cut.1) == isPositive[sample] { right.1 += 1 }
    }
    let tests = Double(order.count - trainCount)
    return (right.0 / tests, right.1 / tests)
  }
}

/// Two methods that are equally good on all samples and all seeds, on one test split of which a tenth
/// is positive.
private struct TwoMethods {
  let truth: [Int]
  /// By seed, the first method's predictions, then by seed the second's.
  let predictions: [[Int]]

  /// A seed moves a method's scores by `seedSpread`; a sample suits one method by `sampleSpread`,
  /// whatever the seed.
  init(
    sampleCount: Int, seedCount: Int, seedSpread: Double, sampleSpread: Double,
    random: RandomStream
  ) {
    var random = random
    truth = (0..<sampleCount).map { $0 % 10 == 0 ? 1 : 0 }
    let common = truth.map { 1.5 * Double($0) + 0.7 * random.normal() }
    predictions = (0..<2).flatMap { _ -> [[Int]] in
      let liking = common.map { $0 + sampleSpread * random.normal() }
      return (0..<seedCount).map { _ in
        let shift = seedSpread * random.normal()
        return liking.map { $0 + shift + 0.3 * random.normal() > 1 ? 1 : 0 }
      }
    }
  }

  /// The differences in F1 by seed, and what test samples say of their mean.
  func evidence(resampleCount: Int) -> (differences: [Double], samples: PairedBootstrapTest)? {
    let bootstrap = ConfusionBootstrap(truth: truth, predictions: predictions, classCount: 2)
    func differences(_ matrices: [ConfusionMatrix]) -> [Double]? {
      let scores = matrices.compactMap(\.minorityF1)
      guard scores.count == matrices.count else { return nil }
      let half = scores.count / 2
      return (0..<half).map { scores[$0] - scores[half + $0] }
    }
    func mean(_ values: [Double]?) -> Double? { values.flatMap { SampleSummary($0)?.mean } }
    var random = RandomStream(seed: 6).substream("draws")
    guard let observed = differences(bootstrap.observed), let average = mean(observed),
      let samples = PairedBootstrapTest(
        difference: average,
        resampled: (0..<resampleCount).map { _ in
          mean(differences(bootstrap.draw(using: &random)))
        }, effectiveCount: truth.count { $0 == 1 })
    else { return nil }
    return (observed, samples)
  }
}

/// What two classifiers said of one sample.
private struct Outcome {
  let isPositive: Bool
  let first: Bool
  let second: Bool

  /// F1 of the first less F1 of the second on the drawn samples; nil without a positive one.
  static func f1Difference(_ outcomes: [Outcome], drawn: [Int]) -> Double? {
    var positives = 0
    var (found, flagged) = ((0, 0), (0, 0))
    for sample in drawn {
      let outcome = outcomes[sample]
      if outcome.isPositive { positives += 1 }
      if outcome.first {
        flagged.0 += 1
        if outcome.isPositive { found.0 += 1 }
      }
      if outcome.second {
        flagged.1 += 1
        if outcome.isPositive { found.1 += 1 }
      }
    }
    guard positives > 0 else { return nil }
    return 2 * Double(found.0) / Double(positives + flagged.0)
      - 2 * Double(found.1) / Double(positives + flagged.1)
  }
}
