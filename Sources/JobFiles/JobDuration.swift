/// How long a job may take, in whole minutes: what all schedulers can count in.
public struct JobDuration: Equatable, Sendable {
  /// How many minutes.
  public let minutes: Int

  /// That many minutes.
  public init(minutes: Int) {
    self.minutes = minutes
  }

  /// A number with `m`, `h` or `d` behind it, such as `90m`, `12h` or `2d`; nil otherwise.
  public init?(_ text: String) {
    let units: [Character: Int] = ["m": 1, "h": 60, "d": 24 * 60]
    guard let last = text.last, let unit = units[last],
      text.dropLast().allSatisfy({ $0.isASCII && $0.isNumber }),
      let number = Int(text.dropLast()), number > 0, number <= 100_000
    else { return nil }
    minutes = number * unit
  }

  /// In seconds.
  var seconds: Int { 60 * minutes }

  /// As `HH:MM`.
  var hoursAndMinutes: String { "\(Self.twoDigits(minutes / 60)):\(Self.twoDigits(minutes % 60))" }

  /// As `HH:MM:SS`.
  var clock: String { "\(hoursAndMinutes):00" }

  /// How many seconds before its end a job is told: two minutes, of a short job a quarter.
  var notice: Int { min(120, seconds / 4) }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
