import Statistics
import Testing

/// Against SciPy and leaving out one sample at a time, on the inputs of
/// `Tests/Fixtures/statistics_seeds_and_samples.py`: a thousand of each, with ties, no spread, a
/// mean of 0, perfect rankings, two seeds and two samples.
@Suite("Seeds and test samples at once, against SciPy")
struct SeedsAndSamplesReferenceTests {
  private func rows(_ group: String, width: Int) throws -> [[Double?]] {
    let rows = try ReferenceValues("statistics_seeds_and_samples").rows(group, width: width)
    #expect(rows.count == 1000)
    return rows
  }

  /// Both ends to 1e-10 of the larger: where the two nearly cancel, no more digits are to be had.
  private func agreeEnds(_ ours: ClosedRange<Double>, _ low: Double?, _ high: Double?) -> Bool {
    guard let low, let high else { return false }
    let allowed = 1e-10 * max(abs(low), abs(high))
    return abs(ours.lowerBound - low) <= allowed && abs(ours.upperBound - high) <= allowed
  }

  @Test("p, degrees of freedom, interval and need of seeds")
  func both() throws {
    var (undefined, needs) = (0, [0, 0, 0])
    for (index, expected) in try rows("both", width: 6).enumerated() {
      var cases = ReferenceCases(group: 20, case: index)
      let input = cases.seedsAndSamples()
      let found = SeedsAndSamplesTest(
        differences: input.differences, sampleStandardError: input.error,
        effectiveCount: input.count, confidence: input.confidence)
      guard expected[0] != nil else {
        #expect(found == nil, "Case \(index) has no spread over seeds.")
        undefined += 1
        continue
      }
      let test = try #require(found)
      #expect(agree(test.pValue, expected[0]), "Case \(index): \(test), not \(expected)")
      #expect(agree(test.degreesOfFreedom, expected[1]), "Case \(index): \(test), not \(expected)")
      #expect(
        agreeEnds(test.interval, expected[2], expected[3]), "Case \(index): \(test), \(expected)")
      switch test.need() {
      case .seeds(let count):
        // The power is an approximation of the noncentral t, which `exact` is by.
        let exact = expected[4] ?? 1001
        #expect(
          abs(Double(count) - exact) <= max(1, exact / 20), "Case \(index): \(count), not \(exact)")
        needs[0] += 1
      case .testSamples(let factor):
        #expect(agree(factor, expected[5]), "Case \(index): \(factor), not \(expected)")
        needs[1] += 1
      case nil:
        #expect(expected[4] == nil && expected[5] == nil && test.difference == 0)
        needs[2] += 1
      }
    }
    #expect(undefined > 50 && needs.allSatisfy { $0 > 50 }, "\(undefined), \(needs)")
  }

  @Test("never surer than the paired t-test over seeds, and equal to it without samples' spread")
  func neverSurer() throws {
    for index in 0..<1000 {
      var cases = ReferenceCases(group: 20, case: index)
      let input = cases.seedsAndSamples()
      let plain = try #require(
        TTest.paired(
          input.differences, input.differences.map { _ in 0 }, confidence: input.confidence))
      for error in [0, input.error] {
        guard
          let test = SeedsAndSamplesTest(
            differences: input.differences, sampleStandardError: error,
            effectiveCount: input.count, confidence: input.confidence)
        else { continue }
        #expect(test.pValue >= plain.pValue - 1e-12)
        let rounding = 1e-12 * max(abs(test.interval.lowerBound), abs(test.interval.upperBound))
        #expect(test.interval.upperBound >= plain.interval.upperBound - rounding)
        #expect(test.interval.lowerBound <= plain.interval.lowerBound + rounding)
        if error == 0 { #expect(agree(test.pValue, plain.pValue)) }
      }
    }
  }

  @Test("DeLong's test of mean areas: areas, standard error, p and interval")
  func meanAreas() throws {
    var (degenerate, certain) = (0, 0)
    for (index, expected) in try rows("areas", width: 6).enumerated() {
      var cases = ReferenceCases(group: 21, case: index)
      let input = cases.runs()
      let test = try #require(
        DeLongTest(
          isPositive: input.truth, first: input.first, second: input.second,
          confidence: input.confidence))
      let found = [
        test.firstArea, test.secondArea, test.standardError, test.pValue,
        test.interval.lowerBound, test.interval.upperBound,
      ]
      #expect(
        zip(found, expected).allSatisfy { agree($0, $1) }, "Case \(index): \(found), \(expected)")
      #expect(test.isDegenerate == (expected[2] == 0))
      if test.isDegenerate { degenerate += 1 }
      if test.pValue == 0 { certain += 1 }
    }
    #expect(certain > 50 && degenerate > certain + 50, "\(certain) of \(degenerate)")
  }
}

extension ReferenceCases {
  /// `seeds_and_samples` of the fixture's program.
  fileprivate mutating func seedsAndSamples() -> (
    differences: [Double], error: Double, count: Int, confidence: Double
  ) {
    let seeds = [2, 3, 5, 10, 30][integer(5)]
    let count = [2, 3, 12, 40, 300][integer(5)]
    let confidence = [0.95, 0.9, 0.99][integer(3)]
    let style = integer(8)
    let shift = Double(integer(5) - 2) * 0.01
    let size = scale(-30, 30)
    var differences: [Double] = []
    for seed in 0..<seeds {
      let d = normal()
      switch style {
      case 1: differences.append(shift + (d * 2).rounded(.down) / 128)
      case 2: differences.append(size * (d / (abs(normal()) + 0.01)))
      case 3: differences.append(1 + d / 1024)
      case 4: differences.append(0.25 + shift)
      case 5:
        let isMiddle = seeds % 2 == 1 && seed == seeds - 1
        differences.append(isMiddle ? 0 : seed % 2 == 0 ? 0.125 : -0.125)
      default: differences.append(shift + d * 0.02)
      }
    }
    let error = [0.0, 0.002, 0.01, 0.03, 1.0, 1e-9][integer(6)] * (style == 2 ? size : 1)
    return (differences, error, count, confidence)
  }

  /// `runs` of the fixture's program.
  fileprivate mutating func runs() -> (
    truth: [Bool], first: [[Double]], second: [[Double]], confidence: Double
  ) {
    let (positives, negatives) = (2 + integer(8), 2 + integer(14))
    let style = integer(9)
    let counts = [1 + integer(4), 1 + integer(4)]
    var truth = (0..<(positives + negatives)).map { _ in integer(2) == 0 }
    truth.replaceSubrange(0..<4, with: [true, false, true, false])
    let confidence = [0.95, 0.9, 0.99][integer(3)]
    var arms = (0..<2).map { arm in
      (0..<counts[arm]).map { run in
        truth.map { isPositive in
          let s = normal() + (isPositive ? (arm == 0 ? 1 : 0.5) : 0)
          return switch style {
          case 1: s.rounded(.down)
          case 2: (s * 2).rounded(.down) / 2
          case 3: (isPositive ? 20 : -20) + s
          case 4 where arm == 0: (isPositive ? 20 : -20) + s
          case 5: (isPositive == (arm == 0) ? 20 : -20) + s
          case 6 where arm == 1: 0.5
          case 7: s * Double(sign: .plus, exponent: 40 * run - 60, significand: 1)
          default: s
          }
        }
      }
    }
    if style == 8, integer(2) == 0 { arms[1] = arms[0] }
    return (truth, arms[0], arms[1], confidence)
  }
}
