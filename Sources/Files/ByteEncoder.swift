/// Puts numbers, texts and arrays into bytes, little-endian, for messages between ranks.
public struct ByteEncoder: Sendable {
  /// What was encoded so far.
  public private(set) var bytes: [UInt8] = []

  /// Nothing encoded.
  public init() {}

  /// Appends a whole number in eight bytes.
  public mutating func append(_ value: Int) {
    appendElements([Int64(value).littleEndian])
  }

  /// Appends a text with its length.
  public mutating func append(_ text: String) {
    append(Array(text.utf8))
  }

  /// Appends bytes with their number.
  public mutating func append(_ content: [UInt8]) {
    append(content.count)
    bytes.append(contentsOf: content)
  }

  /// Appends texts with their number.
  public mutating func append(_ texts: [String]) {
    append(texts.count)
    for text in texts { append(text) }
  }

  /// Appends single-precision numbers with their number, bit by bit.
  public mutating func append(_ values: [Float]) {
    append(values.count)
    appendElements(values)
  }

  /// Appends double-precision numbers with their number, bit by bit.
  public mutating func append(_ values: [Double]) {
    append(values.count)
    appendElements(values)
  }

  /// Appends whole numbers from 0 with their number, in as few bytes each as the largest needs.
  ///
  /// - Precondition: no value is negative.
  public mutating func append(natural values: [Int]) {
    let largest = values.max() ?? 0
    precondition(values.allSatisfy { $0 >= 0 })
    append(values.count)
    if largest <= UInt8.max {
      bytes.append(1)
      appendElements(values.map { UInt8(truncatingIfNeeded: $0) })
    } else if largest <= UInt16.max {
      bytes.append(2)
      appendElements(values.map { UInt16(truncatingIfNeeded: $0).littleEndian })
    } else if largest <= UInt32.max {
      bytes.append(4)
      appendElements(values.map { UInt32(truncatingIfNeeded: $0).littleEndian })
    } else {
      bytes.append(8)
      appendElements(values.map { Int64($0).littleEndian })
    }
  }

  private mutating func appendElements<Element: BitwiseCopyable>(_ elements: [Element]) {
    elements.withUnsafeBytes { bytes.append(contentsOf: $0) }
  }
}
