/// Tells missing values from others.
struct MissingTokens {
  private let tokens: [[UInt8]]
  private var isFirstByte = [Bool](repeating: false, count: 256)
  private let isEmptyMissing: Bool

  init(_ tokens: [String]) {
    self.tokens = tokens.map { Array($0.utf8) }
    isEmptyMissing = tokens.contains("")
    for token in self.tokens {
      if let first = token.first { isFirstByte[Int(first)] = true }
    }
  }

  /// Whether a field stands for a missing value.
  ///
  /// Cost: for almost every number one look at its first byte.
  @inline(__always)
  func contains(_ content: UnsafeBufferPointer<UInt8>) -> Bool {
    guard let first = content.first else { return isEmptyMissing }
    guard isFirstByte[Int(first)] else { return false }
    return tokens.contains { $0.elementsEqual(content) }
  }
}

/// Gives every different text a number, in the order of their appearance.
struct TextNumbering {
  /// The texts; the index is the number.
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]
  private var lastContent: [UInt8] = []
  private var lastNumber = -1

  /// The number of the text in a field.
  ///
  /// Cost: a comparison if the text is the same as in the call before.
  mutating func number(of field: DelimitedField, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    let content = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
    if lastNumber >= 0, lastContent.elementsEqual(content) { return lastNumber }
    let number = number(of: field.text(in: bytes))
    lastContent = Array(content)
    lastNumber = number
    return number
  }

  /// The number of a text.
  mutating func number(of text: String) -> Int {
    if let number = numbers[text] { return number }
    numbers[text] = texts.count
    texts.append(text)
    return texts.count - 1
  }
}
