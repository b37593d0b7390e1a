import Files
import Foundation

/// Numbers for people: a fixed number of decimals, independent of locale.
enum NumberText {
  /// What stands for an undefined value.
  static let dash = "–"

  /// A number with `decimals` decimals, never "-0.0000"; one of more than nine digits before them as
  /// `1.0e308`, a dash for what is not a number.
  static func fixed(_ value: Double, decimals: Int = 4) -> String {
    if value.isNaN { return dash }
    if value.isFinite, abs(value) >= 1e9 { return scientific(value, digits: 2) }
    let text = String(format: "%.\(decimals)f", value)
    let isZero = text.allSatisfy { "-0.".contains($0) }
    return isZero && text.hasPrefix("-") ? String(text.dropFirst()) : text
  }

  /// A number with so many significant digits, such as `0.0123` and `1234`; large and tiny ones as
  /// `1.23e9`.
  static func significant(_ value: Double, digits: Int = 3) -> String {
    guard value != 0, value.isFinite else { return value == 0 ? "0" : dash }
    // Of the value as it will be rounded: 9.999 becomes 10.0.
    let rounded = scientific(value, digits: digits)
    guard let exponent = rounded.split(separator: "e").last.flatMap({ Int($0) }),
      (-4...6).contains(exponent)
    else { return rounded }
    return fixed(value, decimals: max(0, digits - 1 - exponent))
  }

  /// A number such as `1.23e9`.
  private static func scientific(_ value: Double, digits: Int) -> String {
    let parts = String(format: "%.\(digits - 1)e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return dash }
    return "\(parts[0])e\(exponent)"
  }

  /// A number with its sign; a rounded 0 has none.
  static func signed(_ value: Double, decimals: Int = 4) -> String {
    let text = fixed(value, decimals: decimals)
    let isZero = text.allSatisfy { "0.".contains($0) }
    return text.hasPrefix("-") || isZero ? text : "+" + text
  }

  /// A share in per cent, such as `1.95 %`.
  static func percent(_ share: Double) -> String { fixed(100 * share, decimals: 2) + " %" }

  /// `p = 0.0123`, or `p < 0.0001` where four decimals would show 0.
  static func probability(_ value: Double) -> String {
    value < 0.0001 ? "p < 0.0001" : "p = " + fixed(value)
  }

  /// A small number as `0.0625`, or in three digits where four decimals would show 0.
  static func small(_ value: Double) -> String {
    value > 0 && value < 0.0001 ? String(format: "%.2g", value) : fixed(value)
  }

  /// A count with a thin space between groups of three digits.
  static func grouped(_ count: Int) -> String {
    let digits = String(count)
    guard digits.count > 4 else { return digits }
    var text = ""
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { text += "\u{202F}" }
      text.append(digit)
    }
    return text
  }

  /// A count with its noun, such as `1 seed` and `5 seeds`.
  static func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    CountText.counted(count, noun, plural)
  }
}
