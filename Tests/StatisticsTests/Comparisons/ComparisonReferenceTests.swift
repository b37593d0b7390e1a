import RandomStreams
import Testing

@testable import Statistics

/// Against SciPy, statsmodels, baycomp and definitions written out in Python, on the inputs of
/// `Tests/Fixtures/statistics_comparisons.py`: a thousand of each, with ties, zeros, heavy tails
/// and samples of two.
@Suite("Comparisons against SciPy, statsmodels and baycomp")
struct ComparisonReferenceTests {
  private func rows(_ group: String, width: Int) throws -> [[Double?]] {
    let rows = try ReferenceValues("statistics_comparisons").rows(group, width: width)
    #expect(rows.count == 1000)
    return rows
  }

  /// Expects each number that Python has, to a relative 1e-10 or an absolute 1e-12.
  private func expect(
    _ values: [Double?], _ expected: [Double?], _ what: String,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    for (position, pair) in zip(values, expected).enumerated() {
      guard let wanted = pair.1 else { continue }
      let isClose = pair.0.map { agree($0, wanted) } ?? false
      #expect(
        isClose, "\(what), number \(position): \(String(describing: pair.0)), not \(wanted)",
        sourceLocation: sourceLocation)
    }
  }

  @Test("B12: paired, Student, Welch and Nadeau-Bengio t-tests equal SciPy's")
  func tTests() throws {
    for (index, expected) in try rows("tTests", width: 6).enumerated() {
      var cases = ReferenceCases(group: 1, case: index)
      let (first, second) = cases.pair()
      let paired = try #require(TTest.paired(first, second))
      let student = try #require(TTest.student(first, second))
      let welch = try #require(TTest.welch(first, second))
      let corrected = try #require(TTest.correctedPaired(first, second, testToTrainRatio: 0.25))
      expect(
        [
          paired.statistic, paired.pValue, student.pValue, welch.degreesOfFreedom, welch.pValue,
          corrected.pValue,
        ], expected, "Case \(index)")
      for test in [paired, student, welch, corrected] { #expect(!test.pValue.isNaN) }
    }
  }

  @Test("Wilcoxon's signed-rank test, exact and normal, with ties and zeros")
  func wilcoxon() throws {
    for (index, expected) in try rows("wilcoxon", width: 5).enumerated() {
      var cases = ReferenceCases(group: 1, case: index)
      let (first, second) = cases.pair()
      let differences = zip(first, second).map { $0 - $1 }
      let test = try #require(WilcoxonSignedRankTest(differences: differences))
      let pratt = try #require(WilcoxonSignedRankTest(differences: differences, zeros: .ranked))
      expect(
        [
          test.positiveRankSum, test.exactPValue, test.normalPValue,
          test.continuityCorrectedPValue, pratt.normalPValue,
        ], expected, "Case \(index)")
    }
  }

  @Test("The sign-flip test equals enumeration")
  func signFlip() throws {
    for (index, expected) in try rows("signFlip", width: 1).enumerated() {
      guard expected[0] != nil else { continue }
      var cases = ReferenceCases(group: 1, case: index)
      let (first, second) = cases.pair()
      let p = SignFlipTest.pValue(differences: zip(first, second).map { $0 - $1 })
      expect([p], expected, "Case \(index)")
    }
  }

  @Test("Cohen's d and Hedges' g of pairs, Cliff's delta")
  func effects() throws {
    for (index, expected) in try rows("effects", width: 3).enumerated() {
      var cases = ReferenceCases(group: 1, case: index)
      let (first, second) = cases.pair()
      let differences = zip(first, second).map { $0 - $1 }
      let ours = [
        EffectSize.cohenPaired(differences: differences),
        EffectSize.hedgesPaired(differences: differences), EffectSize.cliffsDelta(first, second),
      ]
      expect(ours, expected, "Case \(index)")
      #expect((ours[0] == nil) == (expected[0] == nil))
    }
  }

  @Test("The Bayesian correlated t-test equals baycomp's")
  func bayesianT() throws {
    for (index, expected) in try rows("bayesianT", width: 3).enumerated() {
      var cases = ReferenceCases(group: 1, case: index)
      let (first, second) = cases.pair()
      // What baycomp's one run of n folds stands for.
      let ratio = 1 / Double(first.count - 1)
      let test = try #require(
        BayesianCorrelatedTTest(
          differences: zip(first, second).map { $0 - $1 }, region: 0.1, testToTrainRatio: ratio))
      let found = test.probabilities
      expect([found.lower, found.equivalent, found.higher], expected, "Case \(index)")
    }
  }

  @Test("McNemar's test: exact, mid-p, chi-squared with and without correction")
  func mcNemar() throws {
    for (index, expected) in try rows("mcnemar", width: 4).enumerated() {
      var cases = ReferenceCases(group: 2, case: index)
      let size = [3, 10, 60, 1000][cases.integer(4)]
      let (b, c) = (cases.integer(size), cases.integer(size))
      let test = McNemarTest(firstOnly: b, secondOnly: c)
      expect(
        [
          test.pValue, test.midPValue, test.chiSquaredPValue(),
          test.chiSquaredPValue(isCorrected: false),
        ], expected, "\(b) against \(c)")
    }
  }

  @Test("DeLong's areas, standard errors and p values equal those of the definition")
  func deLong() throws {
    for (index, expected) in try rows("delong", width: 5).enumerated() {
      var cases = ReferenceCases(group: 3, case: index)
      let (truth, first, second) = cases.ranking()
      let area = try #require(ROCAreaEstimate(isPositive: truth, scores: first))
      let test = try #require(DeLongTest(isPositive: truth, first: first, second: second))
      expect(
        [
          test.firstArea, test.secondArea, area.standardError, test.standardError, test.pValue,
        ], expected, "Case \(index)")
      #expect(test.isDegenerate == (expected[4] == nil))
      #expect(area.area == RankingScores.rocAUC(isPositive: truth, scores: first))
    }
  }

  @Test("Friedman's test: chi-squared, Iman and Davenport's F, exact, Holm and Nemenyi")
  func friedman() throws {
    var exactCount = 0
    for (index, expected) in try rows("friedman", width: 8).enumerated() {
      var cases = ReferenceCases(group: 4, case: index)
      let test = try #require(FriedmanTest(scores: cases.table()))
      let last = test.methodCount - 1
      expect(
        [
          test.chiSquared, test.chiSquaredPValue, test.imanDavenport, test.imanDavenportPValue,
          test.exactPValue ?? expected[4], test.averageRanks[0],
        ], expected, "Case \(index)")
      if test.exactPValue != nil, expected[4] != nil { exactCount += 1 }
      // The library's Holm is over the comparisons with method 0.
      expect([test.pValues(against: 0)[last]], [expected[6]], "Case \(index), Holm")
      if index < 200 {
        // SciPy integrates numerically, too: 1e-9 is what it promises.
        let nemenyi = test.nemenyiPValues()[0][last]
        #expect(expected[7].map { abs($0 - nemenyi) < 1e-9 } ?? true, "Case \(index), Nemenyi")
      }
    }
    #expect(exactCount > 200)
  }

  @Test("Holm's, Hochberg's and Benjamini-Hochberg's corrections equal statsmodels'")
  func corrections() throws {
    for (index, expected) in try rows("corrections", width: 3).enumerated() {
      var cases = ReferenceCases(group: 5, case: index)
      let values = (0..<(1 + cases.integer(6))).map { _ in
        let u = cases.uniform()
        switch cases.integer(4) {
        case 0: return u
        case 1: return u * u * u / 100
        case 2: return (u * 5).rounded(.down) / 5
        default: return u / 1e9
        }
      }
      let sums = [PValueCorrection.holm, .hochberg, .benjaminiHochberg].map { correction in
        correction.adjust(values).enumerated().reduce(0) {
          $0 + Double($1.offset + 1) * $1.element
        }
      }
      expect(sums, expected, "\(values)")
    }
  }

  @Test("The shares of one weighting of the Bayesian signed-rank test equal sums over all pairs")
  func signedRankShares() throws {
    for (index, expected) in try rows("signedRankShares", width: 2).enumerated() {
      var cases = ReferenceCases(group: 6, case: index)
      let count = 1 + cases.integer(12)
      let isTied = cases.integer(2) == 0
      let differences = (0..<count).map { _ in
        let d = cases.normal()
        return isTied ? (d * 4).rounded(.down) / 4 : d
      }
      let weights = (0...count).map { _ in cases.uniform() + 0.001 }
      let total = weights.reduce(0, +)
      let region = [0, 0.25, 0.5][cases.integer(3)]
      let shares = SignedRankShares(differences: differences, region: region)
        .evaluate(weights.map { $0 / total })
      expect([shares.lower, shares.higher], expected, "Case \(index)")
      #expect(agree(shares.lower + shares.equivalent + shares.higher, 1))
    }
  }

  @Test("The Bayesian signed-rank test's probabilities equal baycomp's within four standard errors")
  func bayesianSignedRank() throws {
    let stored = try ReferenceValues("statistics_comparisons").rows("bayesianSignedRank", width: 3)
    #expect(stored.count == 10)
    for (index, expected) in stored.enumerated() {
      var cases = ReferenceCases(group: 7, case: index)
      let (first, second) = cases.pair()
      var random = RandomStream(seed: 2017).substream("weightings", index)
      let test = try #require(
        BayesianSignedRankTest(
          differences: zip(first, second).map { $0 - $1 }, region: 0.1, sampleCount: 20_000,
          using: &random))
      let found = [
        test.probabilities.lower, test.probabilities.equivalent, test.probabilities.higher,
      ]
      for (ours, theirs) in zip(found, expected) {
        let p = try #require(theirs)
        // Theirs come from 200,000 weightings, ours from 20,000.
        let error = (p * (1 - p) * (1 / 20_000 + 1 / 200_000)).squareRoot()
        #expect(abs(ours - p) <= 4 * error + 1e-4, "Case \(index): \(found), not \(expected)")
      }
    }
  }

  @Test("Bootstrap intervals, percentile and BCa, equal SciPy's from the same resamples")
  func bootstrap() throws {
    for (index, expected) in try rows("bootstrap", width: 4).enumerated() {
      var cases = ReferenceCases(group: 8, case: index)
      let count = 3 + cases.integer(15)
      let isTied = cases.integer(3) == 0
      let values = (0..<count).map { _ in
        let v = cases.normal()
        return isTied ? (v * 2).rounded(.down) : (v * v * 1024).rounded(.down) / 1024
      }
      let resampled: [Double?] = (0..<100).map { _ in
        (0..<count).reduce(0.0) { sum, _ in sum + values[cases.integer(count)] } / Double(count)
      }
      let total = values.reduce(0, +)
      let leftOut: [Double?] = values.map { (total - $0) / Double(count - 1) }
      let ends = try BootstrapInterval.Method.allCases.flatMap { method -> [Double?] in
        let interval = try #require(
          BootstrapInterval(
            estimate: total / Double(count), resampled: resampled, leftOut: leftOut,
            confidence: 0.9, method: method))
        return [interval.interval.lowerBound, interval.interval.upperBound]
      }
      expect(ends, expected, "Case \(index)")
    }
  }
}
