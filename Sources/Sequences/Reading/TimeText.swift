/// Points in time in text.
struct TimeText {
  /// How dates with slashes or points are read.
  let dateOrder: ColumnConfiguration.DateOrder

  /// The time in seconds, or the number itself if the text is one; nil if it is neither.
  ///
  /// Read are `28/4/2007`, `28.4.2007`, `2007-04-28`, each alone or followed by a blank or `T` and
  /// a clock; and `00:21`, `00:21:00`, `00:21:00.5` alone. A `Z` at the end is ignored. Dates
  /// count from 1970-01-01, without leap seconds and time zones.
  ///
  /// - Parameters:
  ///   - text: the text.
  ///   - isElapsed: whether a clock may show more than 24 hours, because it tells the time since a
  ///     start and not that of a day.
  /// - Returns: the time.
  func parse(_ text: UnsafeBufferPointer<UInt8>, isElapsed: Bool = false) -> Double? {
    // Looked at first, because trying to read a date as a number is slow.
    let isDateOrClock = text.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: ":") }
    if !isDateOrClock, let number = DecimalNumber.parse(text) {
      return number.isFinite ? number : nil
    }
    var end = text.count
    if end > 0, text[end - 1] == UInt8(ascii: "Z") { end -= 1 }
    let gap = (0..<end).first { text[$0] == UInt8(ascii: " ") || text[$0] == UInt8(ascii: "T") }
    if let gap {
      guard let day = date(text[0..<gap]), let seconds = clock(text[(gap + 1)..<end]) else {
        return nil
      }
      return day + seconds
    }
    return date(text[0..<end]) ?? clock(text[0..<end], hours: isElapsed ? 999_999 : 24)
  }

  private func date(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Double? {
    for separator in [UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ".")] {
      guard let parts = naturals(text, separatedBy: separator), parts.count == 3 else { continue }
      let (year, month, day) =
        if text.prefix(4).allSatisfy({ $0 &- 48 < 10 }) {
          (parts[0], parts[1], parts[2])
        } else if dateOrder == .dayMonthYear {
          (parts[2], parts[1], parts[0])
        } else {
          (parts[2], parts[0], parts[1])
        }
      guard (1...12).contains(month), (1...31).contains(day) else { return nil }
      return Double(Self.daysFromEpoch(year: year, month: month, day: day)) * 86_400
    }
    return nil
  }

  private func clock(_ text: Slice<UnsafeBufferPointer<UInt8>>, hours: Int = 24) -> Double? {
    var whole = text
    var fraction = 0.0
    if let point = text.firstIndex(of: UInt8(ascii: ".")) {
      let digits = UnsafeBufferPointer(rebasing: text[point...])
      guard let value = DecimalNumber.parse(digits), value >= 0 else { return nil }
      fraction = value
      whole = text[..<point]
    }
    guard let parts = naturals(whole, separatedBy: UInt8(ascii: ":")),
      (2...3).contains(parts.count),
      parts[0] <= hours, parts[1] < 60, parts.count == 2 || parts[2] <= 60
    else { return nil }
    return Double(parts[0] * 3600 + parts[1] * 60 + (parts.count == 3 ? parts[2] : 0)) + fraction
  }

  private func naturals(
    _ text: Slice<UnsafeBufferPointer<UInt8>>, separatedBy separator: UInt8
  ) -> [Int]? {
    var numbers: [Int] = []
    var value = 0
    var digits = 0
    for byte in text {
      if byte &- 48 < 10 {
        value = value * 10 + Int(byte &- 48)
        digits += 1
        guard digits <= 6 else { return nil }
      } else if byte == separator, digits > 0 {
        numbers.append(value)
        (value, digits) = (0, 0)
      } else {
        return nil
      }
    }
    guard digits > 0 else { return nil }
    return numbers + [value]
  }

  /// The number of days from 1970-01-01 in the Gregorian calendar.
  ///
  /// Years are counted from March, so that the leap day is the last of its year.
  static func daysFromEpoch(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month > 2 ? year : year - 1
    let marchMonth = (month + 9) % 12
    let leapDays = marchYear / 4 - marchYear / 100 + marchYear / 400
    return marchYear * 365 + leapDays + (marchMonth * 306 + 5) / 10 + day - 1 - 719_468
  }
}
