/// A number that tells one content from another: 64 bits over whatever is put in, in that order.
///
///     var fingerprint = Fingerprint()
///     fingerprint.combine("classifier")
///     fingerprint.combine(values)
///     fingerprint.value
///
/// For telling apart what was not made to be confused, without a copy of it; where somebody might
/// try, take `SHA256`. The same on every machine. Cost: about half a second for each GiB.
public struct Fingerprint: Sendable, Equatable {
  /// The number for what was put in so far.
  public private(set) var value: UInt64 = 0x9E37_79B9_7F4A_7C15

  /// Of nothing.
  public init() {}

  /// Puts 64 bits in.
  public mutating func combine(_ word: UInt64) {
    value = (value ^ word) &* 0xFF51_AFD7_ED55_8CCD
    // The multiplication moves bits upwards only.
    value ^= value >> 32
  }

  /// Puts a whole number in.
  public mutating func combine(_ number: Int) { combine(UInt64(bitPattern: Int64(number))) }

  /// Puts a text in.
  public mutating func combine(_ text: String) { combine(Array(text.utf8)) }

  /// Puts bytes in, with their number.
  public mutating func combine(_ bytes: [UInt8]) {
    combine(bytes.count)
    for byte in bytes { combine(UInt64(byte)) }
  }

  /// Puts whole numbers in, with their number.
  public mutating func combine(_ numbers: [Int]) {
    combine(numbers.count)
    for number in numbers { combine(number) }
  }

  /// Puts single-precision numbers in, bit by bit, with their number.
  public mutating func combine(_ numbers: UnsafeBufferPointer<Float>) {
    combine(numbers.count)
    for number in numbers { combine(UInt64(number.bitPattern)) }
  }
}
