import RandomStreams
import Sequences

/// Small data for the contract of oversamplers.
///
/// Sequences whose features have very different units, so that a forgotten scale shows: around 1000
/// with a spread of 50, around 0.02 with a spread of 0.005, and a constant. Lengths are from 2 to 6.
public struct ContractData: Sendable {
  /// How many samples each minority class has.
  public var minorityPerClass = 8
  /// How many minority classes there are, 1 or 2.
  public var minorityClasses = 2
  /// Whether all sequences are made equally long, for methods that need it.
  public var usesEqualLengths = false

  /// Whether `flow` is not measured everywhere and there is a column of texts, `mode`.
  public var hasGaps = false
  /// How the gaps were filled: by the constant that is the median.
  public static var missing: MissingValueConfiguration {
    var missing = MissingValueConfiguration()
    missing.features = ["flow": .mask]
    return missing
  }

  /// The usual data.
  public init() {}

  /// The same with sequences of one length.
  public static var equallyLong: ContractData {
    var data = ContractData()
    data.usesEqualLengths = true
    return data
  }

  /// The training split.
  ///
  /// - Parameter labelLength: 1, or 2 for label sequences: the majority's is calm, calm, and those
  ///   of the minorities have their class in one position or in the other, or in both.
  /// - Returns: the majority and then the minorities.
  /// - Throws: `DataError` if there is no minority.
  public func training(labelLength: Int = 1) throws -> TrainingSplit {
    var draws = RandomStream(seed: 5).substream("contract-data")
    var values: [Float] = []
    var lengths: [Int] = []
    var labels: [Int] = []
    let minority = (1...minorityClasses).flatMap { Array(repeating: $0, count: minorityPerClass) }
    let majority = Array(repeating: 0, count: 40 + 2 * minorityPerClass)
    for (sample, label) in (majority + minority).enumerated() {
      let length = usesEqualLengths ? 5 : 2 + draws.index(below: 5)
      let phase = draws.uniform()
      for event in 0..<length {
        let wave = Double(label) + phase + 0.3 * Double(event) + 0.1 * draws.normal()
        values += [Float(1000 + 50 * wave), Float(0.02 - 0.005 * wave), 7]
      }
      lengths.append(length)
      let sequences = [[label, 0], [0, label], [label, label]]
      labels += labelLength == 1 ? [label] : sequences[sample % 3]
    }
    var names = ["pressure", "flow", "site"]
    if hasGaps {
      values = Self.withGaps(values)
      names += ["mode=high", "mode=low", "flow.present"]
    }
    return try TrainingSplit(
      SequenceDataset(
        featureNames: names, classNames: ["calm", "surge", "drop"],
        labelLength: labelLength, values: values, lengths: lengths, labels: labels))
  }

  /// Events of three features with a third of `flow` filled in, the mode and where flow was measured.
  private static func withGaps(_ values: [Float]) -> [Float] {
    var draws = RandomStream(seed: 5).substream("gaps")
    let rows = Array(stride(from: 0, to: values.count, by: 3))
    let isMeasured = rows.map { _ in draws.uniform() > 1.0 / 3 }
    let measured = zip(rows, isMeasured).filter { $0.1 }.map { values[$0.0 + 1] }.sorted()
    let constant = measured[(measured.count - 1) / 2]
    return zip(rows, isMeasured).flatMap { row, isMeasured -> [Float] in
      let isHigh = values[row] > 1050
      return [
        values[row], isMeasured ? values[row + 1] : constant, values[row + 2], isHigh ? 1 : 0,
        isHigh ? 0 : 1, isMeasured ? 1 : 0,
      ]
    }
  }
}
