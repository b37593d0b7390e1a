import Statistics
import Testing

/// Against NumPy and SciPy from the same resamples, on the inputs of
/// `Tests/Fixtures/statistics_paired_bootstrap.py`: means and F1, tied, equal on every sample, and
/// undefined on some draws.
@Suite("The paired bootstrap, against NumPy and SciPy")
struct PairedBootstrapReferenceTests {
  @Test("Difference, p, interval, standard error and number of defined draws")
  func reference() throws {
    let rows = try ReferenceValues("statistics_paired_bootstrap").rows("bootstrap", width: 6)
    #expect(rows.count == 1000)
    var (undefined, partly, withoutInterval) = (0, 0, 0)
    for (index, expected) in rows.enumerated() {
      var cases = ReferenceCases(group: 26, case: index)
      let input = BootstrapInput(&cases)
      var random = CaseNumbers(cases: cases)
      let found = PairedBootstrapTest(
        sampleCount: input.count, effectiveCount: input.effectiveCount, resampleCount: 499,
        confidence: input.confidence, using: &random, difference: input.difference)
      guard expected[0] != nil else {
        #expect(found == nil, "Case \(index)")
        undefined += 1
        continue
      }
      let test = try #require(found)
      let ends = test.interval?.interval
      let ours = [
        test.difference, test.pValue, ends?.lowerBound, ends?.upperBound, test.standardError,
        Double(test.resampleCount),
      ]
      #expect(
        zip(ours, expected).allSatisfy { agree($0, $1) }, "Case \(index): \(ours), not \(expected)")
      if ends == nil { withoutInterval += 1 }
      if test.resampleCount < 499 { partly += 1 }

      // The same from draws that were made elsewhere.
      random = CaseNumbers(cases: cases)
      let resampled = (0..<499).map { _ in
        input.difference(
          (0..<input.count).map { _ in
            Int(random.next().multipliedFullWidth(by: UInt64(input.count)).high)
          })
      }
      let other = PairedBootstrapTest(
        difference: test.difference, resampled: resampled, effectiveCount: input.effectiveCount,
        confidence: input.confidence)
      #expect(other == test)
    }
    #expect(
      undefined > 0 && partly > 50 && (200..<800).contains(withoutInterval),
      "\(undefined), \(partly), \(withoutInterval)")
  }
}

/// The numbers of a case as the test's source of indices.
private struct CaseNumbers: RandomNumberGenerator {
  var cases: ReferenceCases

  mutating func next() -> UInt64 { cases.next() }
}

/// `inputs` of the fixture's program.
private struct BootstrapInput {
  let count: Int
  let effectiveCount: Int
  let confidence: Double
  private let isMean: Bool
  private var differences: [Double] = []
  private var truth: [Bool] = []
  private var guesses: (first: [Bool], second: [Bool]) = ([], [])

  init(_ cases: inout ReferenceCases) {
    count = 2 + cases.integer(14)
    let style = cases.integer(6)
    isMean = style < 4
    effectiveCount = 2 + cases.integer(count - 1)
    confidence = [0.95, 0.9, 0.99][cases.integer(3)]
    for _ in 0..<count {
      let (d, label) = (cases.normal(), cases.integer(2) == 1)
      let (first, second) = (cases.integer(4), cases.integer(4))
      switch style {
      case 0: differences.append((d * 1024).rounded(.down) / 1024)
      case 1: differences.append(d.rounded(.down))
      case 2: differences.append(1 + (d * 16).rounded(.down) / 1024)
      case 3: differences.append(0.25)
      default:
        truth.append(label)
        guesses.first.append(label != (first == 0))
        guesses.second.append(label != (second < 2))
      }
    }
  }

  func difference(_ drawn: [Int]) -> Double? {
    guard !isMean else { return drawn.reduce(0) { $0 + differences[$1] } / Double(drawn.count) }
    guard let first = f1(guesses.first, drawn), let second = f1(guesses.second, drawn) else {
      return nil
    }
    return first - second
  }

  private func f1(_ guess: [Bool], _ drawn: [Int]) -> Double? {
    let both = drawn.count { truth[$0] && guess[$0] }
    let sum = drawn.count { truth[$0] } + drawn.count { guess[$0] }
    return sum == 0 ? nil : Double(2 * both) / Double(sum)
  }
}
