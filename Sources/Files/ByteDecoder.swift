/// Takes out of bytes what a `ByteEncoder` put in, in the same order.
public struct ByteDecoder: Sendable {
  /// Bytes that no `ByteEncoder` wrote, or not all of them.
  public struct Failure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The position in the bytes where decoding failed.
    public let position: Int

    /// A failure at a position.
    public init(position: Int) {
      self.position = position
    }

    /// One sentence.
    public var description: String {
      "The message is damaged at byte \(position); sender and receiver must be the same version."
    }
  }

  private let bytes: [UInt8]
  private var position = 0

  /// A decoder at the beginning of `bytes`.
  public init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  /// Whether everything was taken out.
  public var isAtEnd: Bool { position == bytes.count }

  /// How many bytes were taken out.
  public var consumed: Int { position }

  /// Takes out a whole number.
  ///
  /// - Throws: `Failure` if the bytes end.
  public mutating func integer() throws(Failure) -> Int {
    Int(Int64(littleEndian: try elements(Int64.self, count: 1)[0]))
  }

  /// Takes out a text.
  ///
  /// - Throws: `Failure` if the bytes end or are not UTF-8.
  public mutating func text() throws(Failure) -> String {
    let start = position
    guard let text = String(validating: try content(), as: UTF8.self) else {
      throw Failure(position: start)
    }
    return text
  }

  /// Takes out bytes.
  ///
  /// - Throws: `Failure` if the bytes end.
  public mutating func content() throws(Failure) -> [UInt8] {
    try elements(UInt8.self, count: try integer())
  }

  /// Takes out texts.
  ///
  /// - Throws: `Failure` if the bytes end or are not UTF-8.
  public mutating func texts() throws(Failure) -> [String] {
    let start = position
    let count = try integer()
    guard count >= 0, count <= bytes.count else { throw Failure(position: start) }
    var texts: [String] = []
    for _ in 0..<count { texts.append(try text()) }
    return texts
  }

  /// Takes out single-precision numbers.
  ///
  /// - Throws: `Failure` if the bytes end.
  public mutating func floats() throws(Failure) -> [Float] {
    try elements(Float.self, count: try integer())
  }

  /// Takes out double-precision numbers.
  ///
  /// - Throws: `Failure` if the bytes end.
  public mutating func doubles() throws(Failure) -> [Double] {
    try elements(Double.self, count: try integer())
  }

  /// Takes out whole numbers from 0.
  ///
  /// - Throws: `Failure` if the bytes end or the width is unknown.
  public mutating func naturals() throws(Failure) -> [Int] {
    let count = try integer()
    switch try elements(UInt8.self, count: 1)[0] {
    case 1: return try elements(UInt8.self, count: count).map { Int($0) }
    case 2: return try elements(UInt16.self, count: count).map { Int(UInt16(littleEndian: $0)) }
    case 4: return try elements(UInt32.self, count: count).map { Int(UInt32(littleEndian: $0)) }
    case 8: return try elements(Int64.self, count: count).map { Int(Int64(littleEndian: $0)) }
    default: throw Failure(position: position - 1)
    }
  }

  private mutating func elements<Element: BitwiseCopyable>(
    _: Element.Type, count: Int
  ) throws(Failure) -> [Element] {
    let width = MemoryLayout<Element>.size
    guard count >= 0, count <= (bytes.count - position) / width else {
      throw Failure(position: position)
    }
    let start = position
    position += count * width
    return [Element](unsafeUninitializedCapacity: count) { target, filled in
      bytes.withUnsafeBytes { source in
        UnsafeMutableRawBufferPointer(target)
          .copyMemory(from: UnsafeRawBufferPointer(rebasing: source[start..<position]))
      }
      filled = count
    }
  }
}
