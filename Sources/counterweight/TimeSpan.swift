import ArgumentParser
import Foundation

/// A length of time on the command line: a number with `s`, `m`, `h` or `d` behind it.
struct TimeSpan: ExpressibleByArgument, CustomStringConvertible {
  /// How long, in seconds.
  let seconds: Double

  private static let units: [(name: Character, seconds: Double)] = [
    ("d", 86_400), ("h", 3600), ("m", 60), ("s", 1),
  ]

  /// A length of time.
  init(seconds: Double) {
    self.seconds = seconds
  }

  init?(argument: String) {
    guard let unit = Self.units.first(where: { $0.name == argument.last }),
      argument.dropLast().allSatisfy({ $0.isNumber || $0 == "." }),
      let number = Double(argument.dropLast()), number > 0, number.isFinite
    else { return nil }
    seconds = number * unit.seconds
  }

  /// In the greatest unit of which it is a whole number.
  var description: String {
    let unit = Self.units.first { seconds.truncatingRemainder(dividingBy: $0.seconds) == 0 }
    return unit.map { "\(Int(seconds / $0.seconds))\($0.name)" } ?? "\(seconds)s"
  }

  /// How `--help` shows a default.
  var defaultValueDescription: String { description }

  /// When Slurm will end this job; nil if nobody tells.
  static func endOfSlurmJob(_ environment: [String: String]) -> Date? {
    environment["SLURM_JOB_END_TIME"].flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
  }
}
