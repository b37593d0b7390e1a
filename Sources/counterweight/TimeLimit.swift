import ArgumentParser
import Foundation

/// How long a run may take: a number with `s`, `m`, `h` or `d` behind it.
struct TimeLimit: ExpressibleByArgument {
  /// How long.
  let seconds: Double
  /// When the time is over.
  let deadline: Date

  /// Counts from now.
  init?(argument: String) {
    let units: [Character: Double] = ["s": 1, "m": 60, "h": 3600, "d": 86_400]
    guard let last = argument.last, let unit = units[last],
      argument.dropLast().allSatisfy({ $0.isNumber || $0 == "." }),
      let number = Double(argument.dropLast()), number > 0, number.isFinite
    else { return nil }
    seconds = number * unit
    deadline = Date.now + seconds
  }

  /// When the scheduler will end this job, as Slurm tells; nil if nobody tells.
  static func ofSlurmJob(_ environment: [String: String]) -> Date? {
    environment["SLURM_JOB_END_TIME"].flatMap(Double.init).map(Date.init(timeIntervalSince1970:))
  }
}
