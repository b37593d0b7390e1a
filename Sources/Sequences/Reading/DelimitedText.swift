/// A table of text fields with a header: CSV, or the same with semicolons or tabs.
///
/// Fields may be quoted, with doubled quotes inside (RFC 4180), unless quotes are said to be ordinary
/// characters; lines end in a line feed, with or
/// without a carriage return; empty lines are skipped. Works on bytes, because making a `String`
/// of every field takes ten times as long as reading a number from it.
struct DelimitedText {
  /// The path for errors.
  let file: String
  /// The names of the columns: those in the first line, unless they are given.
  let header: [String]
  private let bytes: [UInt8]
  private let separator: UInt8
  private let quotes: Bool
  private let bodyStart: Int
  private let bodyLine: Int

  /// The table in `bytes`.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: the path for errors.
  ///   - separator: one character, a blank for any number of blanks and tabs, or empty for the one
  ///     of `,`, `;` and tab that the first line has most of.
  ///   - names: the names of the columns, if the first line does not have them.
  ///   - quotes: whether a quote at the beginning of a field encloses it.
  /// - Throws: `wrongFormat`, `empty` or `duplicateColumn`.
  init(
    _ bytes: [UInt8], file: String, separator: String, names: [String] = [],
    quotes: Bool = true
  ) throws(DataError) {
    try ReadableText.require(bytes, file: file, kind: "a CSV file")
    var position = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    let bodyStart = position
    var line = 1
    let chosen = separator.utf8.first ?? Self.likelySeparator(in: bytes[position...])
    var fields: [DelimitedField] = []
    let header: [String] = try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      guard
        try Self.scanRow(
          buffer, separator: chosen, quotes: quotes, file: file, position: &position, line: &line,
          into: &fields) != nil
      else { return [] }
      return fields.map { $0.text(in: buffer) }
    }
    guard names.isEmpty else {
      self.init(
        file: file, header: names, bytes: bytes, separator: chosen, quotes: quotes,
        bodyStart: bodyStart, bodyLine: 1)
      return
    }
    guard !header.isEmpty else { throw DataError(.empty, at: DataPlace(file: file)) }
    if let repeated = header.filter({ !$0.isEmpty }).firstRepeated {
      throw DataError(.duplicateColumn, at: DataPlace(file: file, line: 1, column: repeated))
    }
    // A last line without a line feed has its end one behind the last byte.
    self.init(
      file: file, header: header, bytes: bytes, separator: chosen, quotes: quotes,
      bodyStart: min(position, bytes.count), bodyLine: line)
  }

  private init(
    file: String, header: [String], bytes: [UInt8], separator: UInt8, quotes: Bool,
    bodyStart: Int, bodyLine: Int
  ) {
    self.file = file
    self.header = header
    self.bytes = bytes
    self.separator = separator
    self.quotes = quotes
    self.bodyStart = bodyStart
    self.bodyLine = bodyLine
  }

  /// The position of a column.
  ///
  /// - Throws: `missingColumn` with the columns that there are.
  func column(_ name: String) throws(DataError) -> Int {
    guard let index = header.firstIndex(of: name) else {
      throw DataError(
        .missingColumn(available: header), at: DataPlace(file: file, column: name))
    }
    return index
  }

  /// An upper bound of the number of rows, to reserve memory by.
  var rowEstimate: Int {
    let sample = bytes[bodyStart..<min(bytes.count, bodyStart + 10_000)]
    let lines = sample.count { $0 == UInt8(ascii: "\n") }
    return lines == 0 ? 1 : (bytes.count - bodyStart) * (lines + 1) / max(1, sample.count)
  }

  /// Calls `body` with every row below the header.
  ///
  /// - Throws: what `body` throws; `fieldCount` or `unterminatedQuote` with the line.
  func forEachRow(_ body: (borrowing DelimitedRow) throws(DataError) -> Void) throws(DataError) {
    try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      var position = bodyStart
      var line = bodyLine
      var fields: [DelimitedField] = []
      fields.reserveCapacity(header.count)
      while let rowLine = try Self.scanRow(
        buffer, separator: separator, quotes: quotes, file: file, position: &position,
        line: &line, into: &fields)
      {
        guard fields.count == header.count else {
          throw DataError(
            .fieldCount(found: fields.count, expected: header.count),
            at: DataPlace(file: file, line: rowLine))
        }
        try fields.withUnsafeBufferPointer { fields throws(DataError) in
          try body(DelimitedRow(bytes: buffer, fields: fields, line: rowLine))
        }
      }
    }
  }

  /// Finds the fields of the next row that is not empty.
  ///
  /// - Returns: the line of the row; nil at the end.
  private static func scanRow(
    _ bytes: UnsafeBufferPointer<UInt8>, separator: UInt8, quotes: Bool, file: String,
    position: inout Int, line: inout Int, into fields: inout [DelimitedField]
  ) throws(DataError) -> Int? {
    let lineFeed = UInt8(ascii: "\n")
    let quote = UInt8(ascii: "\"")
    let isBlank = separator == UInt8(ascii: " ")
    @inline(__always) func isSeparator(_ byte: UInt8) -> Bool {
      byte == separator || isBlank && isSpace(byte)
    }
    while position < bytes.count {
      fields.removeAll(keepingCapacity: true)
      let rowLine = line
      var isRowOpen = true
      while isRowOpen {
        while position < bytes.count, isSpace(bytes[position]),
          isBlank || bytes[position] != separator
        {
          position += 1
        }
        if isBlank, !fields.isEmpty, position >= bytes.count || bytes[position] == lineFeed {
          // Blanks at the end of a line are no separators.
          isRowOpen = false
          position += 1
          continue
        }
        var field = DelimitedField(start: position, end: position, isQuoted: false)
        if quotes, position < bytes.count, bytes[position] == quote {
          position += 1
          field = DelimitedField(start: position, end: position, isQuoted: true)
          while true {
            guard position < bytes.count else {
              throw DataError(.unterminatedQuote, at: DataPlace(file: file, line: rowLine))
            }
            if bytes[position] == quote {
              guard position + 1 < bytes.count, bytes[position + 1] == quote else { break }
              position += 1
            } else if bytes[position] == lineFeed {
              line += 1
            }
            position += 1
          }
          field.end = position
          while position < bytes.count, !isSeparator(bytes[position]), bytes[position] != lineFeed {
            position += 1
          }
        } else {
          while position < bytes.count, !isSeparator(bytes[position]), bytes[position] != lineFeed {
            position += 1
          }
          field.end = position
          while field.end > field.start, isSpace(bytes[field.end - 1]) { field.end -= 1 }
        }
        fields.append(field)
        isRowOpen = position < bytes.count && isSeparator(bytes[position])
        position += 1
      }
      if position <= bytes.count, bytes[position - 1] == lineFeed { line += 1 }
      let isEmptyLine = fields.count == 1 && fields[0].start == fields[0].end
      if !isEmptyLine || fields[0].isQuoted { return rowLine }
    }
    return nil
  }

  @inline(__always)
  private static func isSpace(_ byte: UInt8) -> Bool { byte.isBlank }

  private static func likelySeparator(in bytes: ArraySlice<UInt8>) -> UInt8 {
    let firstLine = bytes.prefix { $0 != UInt8(ascii: "\n") }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    var best = candidates[0]
    var most = 0
    for candidate in candidates {
      let count = firstLine.count { $0 == candidate }
      if count > most { (best, most) = (candidate, count) }
    }
    return best
  }
}

/// Where a field lies in the bytes of its file, without its quotes.
struct DelimitedField {
  var start: Int
  var end: Int
  var isQuoted: Bool

  /// The text, with doubled quotes made single.
  func text(in bytes: UnsafeBufferPointer<UInt8>) -> String {
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    guard isQuoted, text.utf8.contains(UInt8(ascii: "\"")) else { return text }
    return text.split(separator: "\"\"", omittingEmptySubsequences: false).joined(separator: "\"")
  }
}

/// One row of a table; valid only during the call that hands it over.
struct DelimitedRow: ~Copyable {
  /// The whole file.
  let bytes: UnsafeBufferPointer<UInt8>
  /// One field per column of the header.
  let fields: UnsafeBufferPointer<DelimitedField>
  /// The line of the file, from 1.
  let line: Int

  /// The text of a field.
  func text(_ column: Int) -> String { fields[column].text(in: bytes) }

  /// The bytes of a field.
  @inline(__always)
  func content(_ column: Int) -> UnsafeBufferPointer<UInt8> {
    let field = fields[column]
    return UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
  }

  /// The finite number in a field.
  ///
  /// - Throws: `notANumber` or `notFinite` with file, line and column.
  @inline(__always)
  func number(_ column: Int, of table: borrowing DelimitedText) throws(DataError) -> Double {
    guard let value = DecimalNumber.parse(content(column)) else {
      throw DataError(
        content(column).isEmpty ? .missingValue : .notANumber(text: text(column)),
        at: table.place(line: line, column: column))
    }
    guard Float(value).isFinite else {
      throw DataError(.notFinite, at: table.place(line: line, column: column))
    }
    return value
  }
}

extension DelimitedText {
  /// The place of a field.
  func place(line: Int, column: Int) -> DataPlace {
    DataPlace(file: file, line: line, column: header[column])
  }
}
