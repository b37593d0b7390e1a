import Statistics
import Testing

/// Against scikit-learn, imbalanced-learn and SciPy, on the inputs of
/// `Tests/Fixtures/statistics_score_details.py`: one to eight samples, unknown classes, scores from
/// 1e-300 to 1e300 that are tied or one rounding apart, probabilities of 0 and 1.
@Suite("Scores of few samples and extreme values, against scikit-learn")
struct ScoreDetailReferenceTests {
  private func compareScores(
    _ group: String, width: Int, sourceLocation: SourceLocation = #_sourceLocation,
    _ found: (Int) throws -> [Double?]
  ) throws {
    try compare(
      "statistics_score_details", group, width: width, sourceLocation: sourceLocation, found)
  }

  @Test("B10: counts and scores of every class against all others, and of the matrix")
  func byClass() throws {
    try compareScores("byClass", width: 18) { index in
      var cases = ReferenceCases(group: 70, case: index)
      let input = cases.fewLabels()
      let matrix = ConfusionMatrix(
        truth: input.truth, predicted: input.before, classCount: input.classes)
      let counts = (0..<input.classes).map { matrix.counts(of: $0) }
      // An unknown prediction is a column of its own, an unknown truth a row.
      let known = Array(0..<input.classes)
      let cells = (known + [-1]).flatMap { actual -> [Double] in
        (known.map { Double(matrix[truth: actual, predicted: $0]) })
          + [0, Double(matrix[truth: actual, predicted: ConfusionMatrix.unknown])]
      }
      return [
        weighed(cells), weighed(counts.map(\.precision)), weighed(counts.map(\.recall)),
        weighed(counts.map(\.f1)), weighed(counts.map(\.matthewsCorrelation)),
        weighed(counts.map(\.specificity)), weighed(counts.map(\.gMean)),
        weighed(counts.map(\.balancedAccuracy)), matrix.matthewsCorrelation,
        matrix.balancedAccuracy, matrix.gMean, matrix.macroPrecision, matrix.macroRecall,
        matrix.macroF1, matrix.microPrecision, matrix.microRecall, matrix.microF1, matrix.accuracy,
      ]
    }
  }

  @Test("B10: all scores of a set of predictions at once")
  func whole() throws {
    try compareScores("whole", width: 9) { index in
      var cases = ReferenceCases(group: 71, case: index)
      let input = cases.fewLabels()
      let scores = ClassificationScores(
        truth: input.truth, predicted: input.before, probabilities: input.probabilities,
        classCount: input.classes)
      let sequences = ClassificationScores(
        truth: input.truth, predicted: input.before,
        minorityProbability: input.truth.map { _ in 0.5 }, classCount: input.classes, logLoss: nil,
        exactMatch: nil, positionAccuracy: nil)
      return [
        scores[.minorityPrecision], scores[.minorityRecall], scores[.minorityF1], scores[.prAUC],
        scores[.rocAUC], scores[.logLoss], scores[.brier], scores[.calibrationError],
        sequences[.anyMinorityF1],
      ]
    }
  }

  @Test("B10: areas, curves, values on a grid, and the threshold of the best F1")
  func rankings() throws {
    let grid = (0..<12).map { (Double($0) + 0.37) / 12.3 }
    try compareScores("rankings", width: 9) { index in
      var cases = ReferenceCases(group: 72, case: index)
      let (truth, scores) = cases.fewScores()
      let points = try #require(RankingCurves.points(isPositive: truth, scores: scores))
      let choice = try #require(ThresholdChoice(isPositive: truth, scores: scores))
      #expect(
        choice.decisions(on: scores).count { $0 }
          == choice.counts.truePositives + choice.counts.falsePositives)
      // With every score as a candidate, and one below all, the same samples can be flagged.
      let candidates = try #require(
        ThresholdChoice(
          isPositive: truth, scores: scores, candidates: scores + [-.greatestFiniteMagnitude]))
      #expect(
        scores.contains(-.greatestFiniteMagnitude) || candidates.counts == choice.counts,
        "Case \(index)")
      return [
        RankingScores.rocAUC(isPositive: truth, scores: scores),
        RankingScores.averagePrecision(isPositive: truth, scores: scores), Double(points.count),
        weighed(points.map(\.falsePositiveRate)), weighed(points.map(\.recall)),
        weighed(RankingCurves.recall(atFalsePositiveRates: grid, on: points)),
        weighed(RankingCurves.precision(at: grid, on: points)), choice.f1,
        Double(choice.decisions(on: scores).count { $0 }),
      ]
    }
  }

  @Test("Log loss, Brier score and calibration where probabilities are 0, 1 or on a bin's edge")
  func probabilities() throws {
    try compareScores("probabilities", width: 12) { index in
      var cases = ReferenceCases(group: 73, case: index)
      let (truth, p, bins) = cases.edgeProbabilities()
      let calibrations = try Calibration.Binning.allCases.map {
        try #require(
          Calibration(isPositive: truth, probabilities: p, binCount: bins, binning: $0))
      }
      return [
        RankingScores.logLoss(isPositive: truth, probabilities: p),
        ProbabilityScores.brier(isPositive: truth, probabilities: p),
      ]
        + calibrations.flatMap { calibration -> [Double?] in
          [
            weighed(calibration.bins.map { Double($0.count) }),
            weighed(calibration.bins.map(\.positiveShare)),
            weighed(calibration.bins.map(\.meanProbability)), calibration.expectedError,
            calibration.largestError,
          ]
        }
    }
  }

  @Test("Prior shift of several classes, and the share of positives of the largest likelihood")
  func shifts() throws {
    try compareScores("shifts", width: 2) { index in
      var cases = ReferenceCases(group: 74, case: index)
      let input = cases.priorShift()
      let corrected = PriorShift.corrected(
        input.probabilities, trainingPriors: input.training, truePriors: input.actual)
      let estimate = PriorShift.estimatedPriors(
        input.answers.flatMap { [1 - $0, $0] }, trainingPriors: [1 - input.share, input.share],
        tolerance: 1e-15)
      return [corrected.map { weighed($0) }, estimate?[1]]
    }
  }

  @Test("A43: the difference of two matrices, and samples by how they changed sides")
  func changes() throws {
    try compareScores("changes", width: 2) { index in
      var cases = ReferenceCases(group: 75, case: index)
      let input = cases.fewLabels()
      let change = ConfusionDifference(
        truth: input.truth, before: input.before, after: input.after, classCount: input.classes)
      let known = Array(0..<input.classes)
      let cells = (known + [-1]).flatMap { actual -> [Double] in
        (known.map { Double(change[truth: actual, predicted: $0]) })
          + [0, Double(change[truth: actual, predicted: ConfusionMatrix.unknown])]
      }
      let moves = known.flatMap { id -> [Int] in
        let moves = change.transitions(of: id)
        return [
          moves.clearedByBoth, moves.clearedThenRaised, moves.raisedThenCleared,
          moves.raisedByBoth, moves.missedByBoth, moves.missedThenFound, moves.foundThenMissed,
          moves.foundByBoth,
        ]
      }
      return [weighed(cells), weighed(moves.map { Double($0) })]
    }
  }
}

extension ReferenceCases {
  /// `few_labels` of the fixture's program.
  fileprivate mutating func fewLabels() -> (
    classes: Int, truth: [Int], before: [Int], after: [Int], probabilities: [Double]
  ) {
    let (classes, count, unknown) = (2 + integer(3), 1 + integer(8), integer(3))
    var (truth, before, after): ([Int], [Int], [Int]) = ([], [], [])
    var probabilities: [Double] = []
    for _ in 0..<count {
      var (t, p, q) = (integer(classes), integer(classes), integer(classes))
      if unknown > 0 {
        if integer(8) == 0 { t = -1 }
        if integer(5) == 0 { p = -1 }
        if integer(5) == 0 { q = -1 }
      }
      let row = (0..<classes).map { _ in
        let u = uniform()
        return [0, 1, 0.5, u][integer(4)]
      }
      let total = row.reduce(0, +)
      probabilities +=
        total > 0
        ? row.map { $0 / total } : [1] + Array(repeating: 0, count: classes - 1)
      truth.append(t)
      before.append(p)
      after.append(q)
    }
    return (classes, truth, before, after, probabilities)
  }

  /// `few_scores` of the fixture's program.
  fileprivate mutating func fewScores() -> (truth: [Bool], scores: [Double]) {
    let (positives, negatives, style) = (1 + integer(6), 1 + integer(6), integer(5))
    let size = Double(sign: .plus, exponent: integer(1991) - 995, significand: 1)
    var (truth, scores): ([Bool], [Double]) = ([], [])
    for sample in 0..<(positives + negatives) {
      let (v, w) = (normal(), integer(4))
      switch style {
      case 0: scores.append(v * size)
      case 1: scores.append(v.rounded(.down) * size)
      case 2: scores.append([0.3, 0.1 + 0.2, 0.1 * 3, 0.6 / 2][w])
      case 3: scores.append(1 + Double(w) * 0x1p-52)
      default: scores.append([-1e300, -1e-300, 1e-300, 1e300][w])
      }
      truth.append(sample < positives)
    }
    return (truth, scores)
  }

  /// The inputs of `probabilities` of the fixture's program.
  fileprivate mutating func edgeProbabilities() -> (truth: [Bool], p: [Double], bins: Int) {
    let (count, bins, style) = (1 + integer(30), 1 + integer(12), integer(4))
    var (truth, p): ([Bool], [Double]) = ([], [])
    for _ in 0..<count {
      let (u, w) = (uniform(), integer(13))
      switch style {
      case 0: p.append(u)
      case 1: p.append(Double(w) / 12)
      case 2: p.append([0, 1, 1e-300, 1 - 0x1p-53][w % 4])
      default: p.append(w <= bins ? min(1, Double(w) * (1 / Double(bins))) : 0.1 + 0.2)
      }
      truth.append(integer(3) == 0)
    }
    return (truth, p, bins)
  }

  /// The inputs of `shifts` of the fixture's program.
  fileprivate mutating func priorShift() -> (
    probabilities: [Double], training: [Double], actual: [Double], share: Double, answers: [Double]
  ) {
    let (classes, count) = (2 + integer(4), 1 + integer(20))
    let training = (0..<classes).map { _ in uniform() + 0.01 }
    let actual = (0..<classes).map { _ in integer(6) == 0 ? 0 : uniform() + 0.01 }
    let probabilities = (0..<count).flatMap { _ -> [Double] in
      let row = (0..<classes).map { _ in uniform() + 0.001 }
      let total = row.reduce(0, +)
      return row.map { $0 / total }
    }
    let (trained, total) = (training.reduce(0, +), max(1e-9, actual.reduce(0, +)))
    let (share, answerCount) = (0.2 + 0.6 * uniform(), 30 + integer(60))
    let answers = (0..<answerCount).map { _ in
      let (u, side) = (uniform(), uniform())
      return side < 0.5 ? 0.999 - u * u * 0.3 : 0.001 + u * u * 0.3
    }
    return (
      probabilities, training.map { $0 / trained }, actual.map { $0 / total }, share, answers
    )
  }
}
