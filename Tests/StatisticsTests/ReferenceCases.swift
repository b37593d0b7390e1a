import Foundation
import TestSupport
import Testing

/// The random inputs that `Tests/Fixtures/statistics_cases.py` makes: SplitMix64, and only
/// operations that IEEE 754 fixes to the last bit, so that both programs have the same inputs and
/// only what Python computed of them is stored.
struct ReferenceCases {
  private var state: UInt64

  init(group: UInt64, case index: Int) { state = group * 1_000_000 + UInt64(index) }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func integer(_ bound: Int) -> Int { Int(next() % UInt64(bound)) }

  mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  /// Nearly normal.
  mutating func normal() -> Double {
    var total = 0.0
    for _ in 0..<12 { total += uniform() }
    return total - 6
  }

  /// Spread over magnitudes from 2^low to 2^(high + 1).
  mutating func scale(_ low: Int, _ high: Int) -> Double {
    let power = low + integer(high - low + 1)
    return (1 + uniform()) * Double(sign: .plus, exponent: power, significand: 1)
  }

  mutating func pair() -> (first: [Double], second: [Double]) {
    let count = [2, 3, 4, 5, 6, 8, 10, 13, 20, 40][integer(10)]
    let style = integer(5)
    let shift = Double(integer(5) - 2) * 0.25
    var (first, second): ([Double], [Double]) = ([], [])
    for _ in 0..<count {
      var (a, b) = (normal(), normal())
      switch style {
      case 1: (a, b) = ((a * 4).rounded(.down) / 4, (b * 4).rounded(.down) / 4)
      case 2: (a, b) = (a / (abs(b) + 0.01), b * 1000)
      case 3: (a, b) = (a.rounded(.down), b.rounded(.down))
      case 4: (a, b) = (1 + a * 0.001, 1 + b * 0.001)
      default: break
      }
      first.append(a)
      second.append(b + shift)
    }
    return (first, second)
  }

  mutating func ranking() -> (truth: [Bool], first: [Double], second: [Double]) {
    let (positives, negatives) = (2 + integer(12), 2 + integer(30))
    let style = integer(3)
    var (truth, first, second): ([Bool], [Double], [Double]) = ([], [], [])
    for sample in 0..<(positives + negatives) {
      let positive =
        sample < 2 * min(positives, negatives) ? sample % 2 == 0 : positives > negatives
      let common = normal()
      var a = common + normal() + (positive ? 1 : 0)
      var b = common + normal() + (positive ? 0.5 : 0)
      if style == 1 {
        (a, b) = (a.rounded(.down), (b * 2).rounded(.down) / 2)
      } else if style == 2 {
        (a, b) = ((positive ? 5 : -5) + a.rounded(.down) / 8, b * 1e6)
      }
      truth.append(positive)
      first.append(a)
      second.append(b)
    }
    return (truth, first, second)
  }

  mutating func labels() -> (
    classes: Int, truth: [Int], predicted: [Int], probabilities: [Double]
  ) {
    let (classes, count) = (2 + integer(4), 3 + integer(30))
    let (truthLimit, guessLimit) = (1 + integer(classes), 1 + integer(classes))
    let style = integer(2)
    var (truth, predicted, probabilities): ([Int], [Int], [Double]) = ([], [], [])
    for _ in 0..<count {
      let label = integer(truthLimit)
      truth.append(label)
      predicted.append(uniform() < 0.5 && label < guessLimit ? label : integer(guessLimit))
      let row = (0..<classes).map { _ in
        let u = uniform()
        return style == 1 ? (u * 4).rounded(.down) + 0.25 : u + 0.001
      }
      let total = row.reduce(0, +)
      probabilities += row.map { $0 / total }
    }
    return (classes, truth, predicted, probabilities)
  }

  mutating func table() -> [[Double]] {
    let (blocks, methods) = (2 + integer(11), 2 + integer(5))
    let style = integer(3)
    let rows = (0..<blocks).map { _ in
      (0..<methods).map { method in
        let value = normal() + 0.25 * Double(method)
        return style == 1 ? value.rounded(.down) : value
      }
    }
    guard style == 2, integer(4) == 0 else { return rows }
    return rows.map { _ in (0..<methods).map { Double($0) } }
  }
}

/// What Python computed of the random inputs, by group; nil where it is undefined.
struct ReferenceValues {
  private let groups: [String: [Double?]]

  init(_ name: String) throws {
    groups = try storedCases(name, as: [String: [Double?]].self)
  }

  /// The values of a group, `width` per case.
  func rows(_ group: String, width: Int = 1) throws -> [[Double?]] {
    let values = try #require(groups[group], "The fixture has no group '\(group)'.")
    #expect(values.count.isMultiple(of: width))
    return stride(from: 0, to: values.count, by: width).map { Array(values[$0..<($0 + width)]) }
  }
}

/// The largest relative error of a function over a group, and where; values that are stored as null
/// are left out.
func worstError(
  _ expected: [[Double?]], _ value: (Int) -> Double, scale: (Int, Double) -> Double = { abs($1) }
) -> (error: Double, case: Int) {
  var worst = (error: 0.0, case: -1)
  for (index, row) in expected.enumerated() {
    guard let first = row.first, let wanted = first else { continue }
    let error = abs(value(index) - wanted) / scale(index, wanted)
    if !(error <= worst.error) { worst = (error, index) }
  }
  return worst
}
