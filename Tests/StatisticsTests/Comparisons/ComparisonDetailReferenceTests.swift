import RandomStreams
import Testing

@testable import Statistics

/// Against SciPy, statsmodels, scikit-posthocs, baycomp and MLstatkit, on the inputs of
/// `Tests/Fixtures/statistics_comparison_details.py`: intervals, one to twelve and hundreds of values,
/// magnitudes from 1e-270 to 1e270, ties by rounding only.
@Suite("Comparisons of few, many and extreme values, against SciPy and others")
struct ComparisonDetailReferenceTests {
  private func compareTests(
    _ group: String, width: Int, floor: @escaping ([Double?], Int) -> Double = { _, _ in 0.01 },
    sourceLocation: SourceLocation = #_sourceLocation, _ found: (Int) throws -> [Double?]
  ) throws {
    try compare(
      "statistics_comparison_details", group, width: width, floor: floor,
      sourceLocation: sourceLocation, found)
  }

  @Test("B12: t-tests, their intervals and that of a mean, at all levels and magnitudes")
  func tIntervals() throws {
    // Columns 1 and 2, 4 and 5, ... are the ends of an interval: to 1e-10 of the larger one.
    // Column 12 is a standard deviation.
    let ends: ([Double?], Int) -> Double = { row, column in
      guard column % 3 != 0 else { return column < 12 ? 0.01 : 0 }
      let first = column % 3 == 1 ? column : column - 1
      return max(abs(row[first] ?? 0), abs(row[first + 1] ?? 0))
    }
    try compareTests("tIntervals", width: 15, floor: ends) { index in
      var cases = ReferenceCases(group: 50, case: index)
      let input = cases.scaledPair()
      let tests = [
        TTest.paired(input.first, input.second, confidence: input.confidence),
        TTest.student(input.first, input.second, confidence: input.confidence),
        TTest.welch(input.first, input.second, confidence: input.confidence),
        TTest.correctedPaired(
          input.first, input.second, testToTrainRatio: 0.4, confidence: input.confidence),
      ]
      let summary = SampleSummary(input.first)
      let interval = summary?.interval(confidence: input.confidence)
      return tests.flatMap { test -> [Double?] in
        [test?.statistic, test?.interval.lowerBound, test?.interval.upperBound]
      } + [summary?.standardDeviation, interval?.lowerBound, interval?.upperBound]
    }
  }

  @Test("Nadeau and Bengio's p, and the Bayesian correlated t-test, equal baycomp's")
  func correlated() throws {
    try compareTests("bayesianT", width: 4) { index in
      var cases = ReferenceCases(group: 51, case: index)
      let input = cases.scaledPair()
      let count = input.first.count
      let divisors = (2...count).filter { count.isMultiple(of: $0) }
      let folds = input.choice % 2 == 1 ? divisors[divisors.count - 1] : divisors[0]
      let ratio = 1 / Double(folds - 1)
      let test = BayesianCorrelatedTTest(
        differences: zip(input.first, input.second).map { $0 - $1 },
        region: [0, 0.01, 0.1, 1][input.choice] * input.size, testToTrainRatio: ratio)
      return [
        test?.probabilities.lower, test?.probabilities.equivalent, test?.probabilities.higher,
        TTest.correctedPaired(input.first, input.second, testToTrainRatio: ratio)?.pValue,
      ]
    }
  }

  @Test("Wilcoxon's test where differences are tied by rounding only, one to thirty pairs")
  func wilcoxonRounding() throws {
    try compareTests("wilcoxonRounding", width: 6, floor: { _, _ in 0 }) { index in
      var cases = ReferenceCases(group: 52, case: index)
      let (count, width) = (1 + cases.integer(30), [3, 12, 60][cases.integer(3)])
      var (first, second): ([Double], [Double]) = ([], [])
      for _ in 0..<count {
        // Multiplied and divided: two roundings of what are the same tenths.
        first.append(Double(cases.integer(width)) * 0.1)
        second.append(Double(cases.integer(width)) / 10)
      }
      let test = try #require(WilcoxonSignedRankTest(first, second))
      let pratt = try #require(WilcoxonSignedRankTest(first, second, zeros: .ranked))
      return [
        test.positiveRankSum, test.exactPValue, test.normalPValue, test.continuityCorrectedPValue,
        pratt.exactPValue, pratt.normalPValue,
      ]
    }
  }

  @Test("Wilcoxon's test beyond 200 pairs")
  func wilcoxonLarge() throws {
    try compareTests("wilcoxonLarge", width: 2, floor: { _, _ in 0 }) { index in
      var cases = ReferenceCases(group: 53, case: index)
      let (count, shift) = (201 + cases.integer(40), Double(cases.integer(3)) * 0.1)
      let isTied = cases.integer(2) == 0
      let differences = (0..<count).map { _ in
        shift + (isTied ? (cases.normal() * 4).rounded(.down) / 4 : cases.normal())
      }
      let test = try #require(WilcoxonSignedRankTest(differences: differences))
      #expect(isTied || (test.exactPValue == nil && test.pValue == test.continuityCorrectedPValue))
      return [test.normalPValue, test.continuityCorrectedPValue]
    }
  }

  @Test("The sign-flip test of one to twelve differences, and of patterns that are drawn")
  func signFlip() throws {
    try compareTests("signFlip", width: 2, floor: { _, _ in 0 }) { index in
      var cases = ReferenceCases(group: 54, case: index)
      let (count, style) = (1 + cases.integer(12), cases.integer(4))
      let differences = (0..<count).map { _ in
        let (v, w) = (cases.normal(), cases.integer(7))
        return switch style {
        case 0: v
        case 1: (v * 2).rounded(.down) / 2
        case 2: v * 0x1p-900
        default: Double(w) * 0.1
        }
      }
      var random = CaseBits(cases: cases)
      return [
        SignFlipTest.pValue(differences: differences),
        SignFlipTest.sampledPValue(differences: differences, patternCount: 99, using: &random),
      ]
    }
  }

  @Test("Effect sizes of 3 to 400 pairs, and of samples of different sizes")
  func effects() throws {
    try compareTests("effects", width: 3) { index in
      var cases = ReferenceCases(group: 55, case: index)
      let (count, others) = ([3, 4, 7, 30, 400][cases.integer(5)], 1 + cases.integer(12))
      let style = cases.integer(3)
      let size = Double(sign: .plus, exponent: cases.integer(601) - 300, significand: 1)
      let values = (0..<(count + others)).map { _ in
        style == 0 ? (cases.normal() * 2).rounded(.down) : cases.normal() * size
      }
      let (a, b) = (Array(values[..<count]), Array(values[count...]))
      return [
        EffectSize.cohenPaired(differences: a), EffectSize.hedgesPaired(differences: a),
        EffectSize.cliffsDelta(a, b),
      ]
    }
  }

  @Test("DeLong's test and the areas' intervals equal MLstatkit's")
  func deLong() throws {
    try compareTests("delong", width: 8) { index in
      var cases = ReferenceCases(group: 56, case: index)
      let (truth, first, second) = cases.ranking()
      let confidence = [0.9, 0.95, 0.99][cases.integer(3)]
      let test = try #require(DeLongTest(isPositive: truth, first: first, second: second))
      let areas = try [first, second].map {
        try #require(ROCAreaEstimate(isPositive: truth, scores: $0, confidence: confidence))
      }
      return [areas[0].area, areas[1].area, test.zStatistic, test.pValue]
        + areas.flatMap { [$0.interval.lowerBound, $0.interval.upperBound] }
    }
  }

  @Test("McNemar's test of predictions, unknown ones among them, and of counts up to 2000")
  func mcNemar() throws {
    // Below 1e-290 numbers begin to lose digits.
    try compareTests("mcnemar", width: 6, floor: { _, _ in 1e-290 }) { index in
      var cases = ReferenceCases(group: 57, case: index)
      let (count, classes) = (1 + cases.integer(60), 2 + cases.integer(2))
      var columns = [[Int]](repeating: [], count: 3)
      for _ in 0..<count {
        for column in columns.indices { columns[column].append(cases.integer(classes + 1) - 1) }
      }
      let small = McNemarTest(truth: columns[0], first: columns[1], second: columns[2])
      let large = McNemarTest(firstOnly: cases.integer(2000), secondOnly: cases.integer(2000))
      return [
        Double(small.firstOnly), Double(small.secondOnly), small.pValue, small.midPValue,
        large.pValue, large.midPValue,
      ]
    }
  }

  @Test("Friedman's exact p equals that of arrays of rank sums")
  func friedmanExact() throws {
    try compareTests("friedmanExact", width: 1, floor: { _, _ in 0 }) { index in
      var cases = ReferenceCases(group: 58, case: index)
      let methods = 2 + cases.integer(4)
      let blocks = 2 + cases.integer([60, 29, 5, 2][methods - 2])
      let levels = [2, 3, 1000][cases.integer(3)]
      let table = (0..<blocks).map { _ in
        (0..<methods).map { Double(cases.integer(levels) + (levels == 3 ? $0 : 0)) }
      }
      return [FriedmanTest(scores: table)?.exactPValue]
    }
  }

  @Test("Nemenyi's test, both families of normal tests in three corrections, critical differences")
  func postHoc() throws {
    try compareTests("postHoc", width: 11) { index in
      var cases = ReferenceCases(group: 59, case: index)
      let test = try #require(FriedmanTest(scores: cases.table()))
      let count = test.methodCount
      let (control, level) = (cases.integer(count), [0.05, 0.1, 0.01][cases.integer(3)])
      func ofPairs(_ values: [[Double]]) -> Double {
        weighed((0..<count).flatMap { i in (0..<i).map { values[i][$0] } })
      }
      var found: [Double?] = [ofPairs(test.nemenyiPValues())]
      for correction in [PValueCorrection.holm, .hochberg, .benjaminiHochberg] {
        found.append(
          weighed(test.pValues(against: control, correction: correction).compactMap(\.self)))
        found.append(ofPairs(test.pairwisePValues(correction: correction)))
      }
      let difference = test.criticalDifference(level: level)
      let bars = difference.groups.map { bar in bar.map { Double($0 + 1) } }
      return found + [
        difference.difference, Double(bars.count),
        bars.reduce(0) { $0 + $1.reduce(0) { $0 + $1 * $1 * $1 } },
        bars.reduce(0) { $0 + $1.reduce(0, +) * $1.reduce(0, +) },
      ]
    }
  }

  @Test("Corrections of families of up to 40, with 0, 1 and ties, equal statsmodels'")
  func corrections() throws {
    try compareTests("corrections", width: 3) { index in
      var cases = ReferenceCases(group: 60, case: index)
      let values = (0..<(1 + cases.integer(40))).map { _ in
        let u = cases.uniform()
        return [u, 0, 1, (u * 4).rounded(.down) / 100, u * 0x1p-500][cases.integer(5)]
      }
      return [PValueCorrection.holm, .hochberg, .benjaminiHochberg].map {
        weighed($0.adjust(values))
      }
    }
  }

  @Test("The shares of one weighting of the Bayesian signed-rank test equal baycomp's")
  func signedRankShares() throws {
    try compareTests("signedRankShares", width: 3) { index in
      var cases = ReferenceCases(group: 61, case: index)
      let (count, isTied) = (1 + cases.integer(15), cases.integer(2) == 0)
      let region = [0, 0.25, 0.5][cases.integer(3)]
      let differences = (0..<count).map { _ in
        let v = cases.normal()
        return isTied ? (v * 4).rounded(.down) / 4 : v
      }
      let weights = (0...count).map { _ in cases.uniform() + 0.001 }
      let total = weights.reduce(0, +)
      let shares = SignedRankShares(differences: differences, region: region)
        .evaluate(weights.map { $0 / total })
      return [shares.lower, shares.equivalent, shares.higher]
    }
  }

  @Test("The Bayesian signed-rank test's probabilities scatter around baycomp's as they should")
  func signedRank() throws {
    let rows = try ReferenceValues("statistics_comparison_details").rows("signedRank", width: 3)
    #expect(rows.count == 1000)
    var (squares, sums, count) = (0.0, 0.0, 0)
    for (index, expected) in rows.enumerated() {
      var cases = ReferenceCases(group: 62, case: index)
      let (first, second) = cases.pair()
      let region = [0, 0.1, 0.5][cases.integer(3)]
      var random = RandomStream(seed: 62).substream("weightings", index)
      let differences = zip(first, second).map { $0 - $1 }.prefix(12).map { $0 }
      let test = try #require(
        BayesianSignedRankTest(
          differences: differences, region: region, sampleCount: 4000, using: &random))
      let found = [
        test.probabilities.lower, test.probabilities.equivalent, test.probabilities.higher,
      ]
      guard region > 0 || differences.contains(where: { $0 != 0 }) else {
        // Half and half; baycomp lets the rounding of each weighting decide.
        #expect(found == [0.5, 0, 0.5])
        continue
      }
      for (ours, theirs) in zip(found, expected) {
        let theirs = try #require(theirs)
        let p = (ours + theirs) / 2
        guard p * 4000 >= 5, (1 - p) * 4000 >= 5 else {
          #expect(abs(ours - theirs) < 0.005, "Case \(index): \(found), not \(expected)")
          continue
        }
        let error = (ours - theirs) / (p * (1 - p) / 2000).squareRoot()
        #expect(abs(error) < 5, "Case \(index): \(found), not \(expected)")
        squares += error * error
        sums += error
        count += 1
      }
    }
    // Errors have mean 0 and variance 1, if both draw from the same distribution.
    #expect(count > 1000 && abs(squares / Double(count) - 1) < 0.15, "\(squares / Double(count))")
    #expect(abs(sums) < 5 * Double(count).squareRoot())
  }

  @Test("Bootstrap intervals and standard errors of two to six values equal SciPy's")
  func bootstrap() throws {
    try compareTests("bootstrap", width: 5) { index in
      var cases = ReferenceCases(group: 63, case: index)
      let (count, isTied) = (2 + cases.integer(5), cases.integer(3) == 0)
      let confidence = [0.5, 0.9, 0.99][cases.integer(3)]
      let values = (0..<count).map { _ in
        let v = cases.normal()
        return isTied ? (v * 2).rounded(.down) : (v * v * v * 1024).rounded(.down) / 1024
      }
      let drawn: [Double?] = (0..<60).map { _ in
        (0..<count).reduce(0.0) { sum, _ in sum + values[cases.integer(count)] } / Double(count)
      }
      let total = values.reduce(0, +)
      let leftOut: [Double?] = values.map { (total - $0) / Double(count - 1) }
      let found = try BootstrapInterval.Method.allCases.map {
        try #require(
          BootstrapInterval(
            estimate: total / Double(count), resampled: drawn, leftOut: leftOut,
            confidence: confidence, method: $0))
      }
      return found.flatMap { [$0.interval.lowerBound, $0.interval.upperBound] }
        + [found[0].standardError]
    }
  }

  @Test("The corrected test's power, and how many pairs the plain one needs, equal SciPy's")
  func power() throws {
    try compareTests("power", width: 2, floor: { _, _ in 1 }) { index in
      var cases = ReferenceCases(group: 64, case: index)
      let (effect, count) = (cases.scale(-6, 1), 2 + cases.integer(60))
      let ratio = [0, 1.0 / 9, 0.25, 1][cases.integer(4)]
      let (level, wanted) = (
        [0.05, 0.01, 0.1][cases.integer(3)], [0.8, 0.9, 0.5][cases.integer(3)]
      )
      let needed = TTestPower.pairCount(
        effectSize: effect, power: wanted, level: level, largestCount: 1000)
      return [
        TTestPower.power(
          effectSize: effect, pairCount: count, level: level, testToTrainRatio: ratio),
        Double(needed ?? 0),
      ]
    }
  }
}

/// The numbers of a case as a test's source of random bits.
private struct CaseBits: RandomNumberGenerator {
  var cases: ReferenceCases

  mutating func next() -> UInt64 { cases.next() }
}

extension ReferenceCases {
  /// `scaled_pair` of the fixture's program.
  fileprivate mutating func scaledPair() -> (
    first: [Double], second: [Double], confidence: Double, choice: Int, size: Double
  ) {
    let (first, second) = pair()
    // The exponent is drawn only where it is used.
    let power = integer(2)
    let size = power == 0 ? Double(sign: .plus, exponent: integer(1801) - 900, significand: 1) : 1
    let confidence = [0.5, 0.9, 0.95, 0.99, 0.999][integer(5)]
    return (first.map { $0 * size }, second.map { $0 * size }, confidence, integer(4), size)
  }
}
