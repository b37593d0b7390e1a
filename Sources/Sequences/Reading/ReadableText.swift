/// Looks at the bytes of a file before they are read as text.
enum ReadableText {
  /// Refuses what is no text, and text of which parts would be taken for others.
  ///
  /// Bytes that are no UTF-8 would all become the same replacement character, so that two labels
  /// could become one. Cost: a fast pass over the bytes; a slow one if they are not all ASCII.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: the path for errors.
  ///   - kind: what the file should be, such as `a CSV file`.
  /// - Throws: `wrongFormat` or `notUTF8`.
  static func require(_ bytes: [UInt8], file: String, kind: String) throws(DataError) {
    if let found = binaryKind(of: bytes) {
      throw DataError(
        .wrongFormat(expected: kind, detail: "it is \(found); set data.format accordingly"),
        at: DataPlace(file: file))
    }
    let lineFeed = UInt8(ascii: "\n")
    let allBits = bytes.withUnsafeBufferPointer { $0.reduce(0, |) }
    if allBits >= 0x80, String(validating: bytes, as: UTF8.self) == nil {
      let lines = bytes.split(separator: lineFeed, omittingEmptySubsequences: false)
      let line = lines.firstIndex { String(validating: $0, as: UTF8.self) == nil } ?? 0
      throw DataError(.notUTF8, at: DataPlace(file: file, line: line + 1))
    }
    if !bytes.contains(lineFeed), bytes.dropLast().contains(UInt8(ascii: "\r")) {
      throw DataError(
        .wrongFormat(
          expected: "\(kind) that can be read",
          detail: "its lines end in carriage returns alone; save it with line feeds"),
        at: DataPlace(file: file))
    }
  }

  private static func binaryKind(of bytes: [UInt8]) -> String? {
    if bytes.starts(with: NumpyArray.magic) { return "a NumPy array" }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return "a zip archive" }
    return bytes.prefix(1000).contains(0) ? "not text" : nil
  }
}

/// The lines of a text file, for formats whose lines are no rows of one table.
struct TextLines {
  /// The path for errors.
  let file: String
  private let bytes: [UInt8]

  /// The lines in `bytes`, which end in a line feed with or without a carriage return.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: the path for errors.
  ///   - kind: what the file should be, such as `a .ts file`.
  /// - Throws: `wrongFormat` or `notUTF8`.
  init(_ bytes: [UInt8], file: String, kind: String) throws(DataError) {
    try ReadableText.require(bytes, file: file, kind: kind)
    self.file = file
    self.bytes = bytes
  }

  /// Calls `body` with every line, without spaces at its ends, and its number from 1; an empty text
  /// behind the last line feed is no line.
  ///
  /// The bytes are valid during the call only.
  func forEach(
    _ body: (UnsafeBufferPointer<UInt8>, Int) throws(DataError) -> Void
  ) throws(DataError) {
    try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      // A byte order mark.
      var position = buffer.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
      var line = 0
      while position < buffer.count {
        var end = position
        while end < buffer.count, buffer[end] != UInt8(ascii: "\n") { end += 1 }
        line += 1
        try body(UnsafeBufferPointer(rebasing: buffer[position..<end]).trimmed, line)
        position = end + 1
      }
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The bytes without spaces, tabs and carriage returns at both ends.
  var trimmed: UnsafeBufferPointer<UInt8> {
    var start = 0
    var end = count
    while start < end, self[start].isBlank { start += 1 }
    while end > start, self[end - 1].isBlank { end -= 1 }
    return UnsafeBufferPointer(rebasing: self[start..<end])
  }

  /// The bytes as text.
  var text: String { String(decoding: self, as: UTF8.self) }

  /// Calls `body` with each part between separators, without spaces at its ends.
  ///
  /// There is one part more than there are separators, so nothing has one empty part.
  @inline(__always)
  func forEachField(
    separatedBy isSeparator: (UInt8) -> Bool,
    _ body: (UnsafeBufferPointer<UInt8>) throws(DataError) -> Void
  ) throws(DataError) {
    var start = 0
    for position in 0...count where position == count || isSeparator(self[position]) {
      try body(UnsafeBufferPointer(rebasing: self[start..<position]).trimmed)
      start = position + 1
    }
  }
}

extension UInt8 {
  /// Whether this is a space, tab or carriage return.
  @inline(__always)
  var isBlank: Bool {
    self == UInt8(ascii: " ") || self == UInt8(ascii: "\t") || self == UInt8(ascii: "\r")
  }
}
