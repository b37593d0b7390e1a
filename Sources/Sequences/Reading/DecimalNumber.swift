/// Numbers in text.
enum DecimalNumber {
  /// Powers of ten that a double holds exactly.
  private static let powers: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
  ]

  /// The number that the whole text spells, correctly rounded; nil if it spells none.
  ///
  /// Cost: a few nanoseconds for up to 15 digits and small exponents, where one multiplication of
  /// two exact numbers rounds correctly (Clinger 1990); a call of the library for everything else.
  @inline(__always)
  static func parse(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    var position = 0
    var isNegative = false
    if let first = text.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") {
      isNegative = first == UInt8(ascii: "-")
      position = 1
    }
    var mantissa: UInt64 = 0
    var digits = 0
    var fractionDigits = 0
    var hasPoint = false
    while position < text.count {
      let byte = text[position]
      if byte &- 48 < 10 {
        mantissa = mantissa &* 10 &+ UInt64(byte &- 48)
        digits += 1
        if hasPoint { fractionDigits += 1 }
      } else if byte == UInt8(ascii: "."), !hasPoint {
        hasPoint = true
      } else {
        return parseSlowly(text)
      }
      position += 1
    }
    guard digits > 0, digits <= 15 else { return digits == 0 ? nil : parseSlowly(text) }
    let value = Double(mantissa) / powers[fractionDigits]
    return isNegative ? -value : value
  }

  /// The number by the standard library, which knows exponents, long mantissas, `nan` and `inf`.
  @inline(never)
  private static func parseSlowly(_ text: UnsafeBufferPointer<UInt8>) -> Double? {
    // Hexadecimal numbers are no decimal numbers; more often they are codes.
    guard !text.contains(UInt8(ascii: "x")), !text.contains(UInt8(ascii: "X")) else { return nil }
    return Double(String(decoding: text, as: UTF8.self))
  }
}
