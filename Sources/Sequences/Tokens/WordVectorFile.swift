/// Reads word vectors: the binary and the text format of word2vec, and the text format of GloVe.
///
/// Both formats of word2vec begin with a line of two counts, of words and of numbers per word. In the
/// binary one, a word ends in a blank, and its numbers follow in single precision with the least
/// significant byte first; some programs write a line feed behind them. In the text formats a line
/// holds a word and its numbers with blanks between them; GloVe's has no first line of counts, and a
/// few of its words contain blanks, so the numbers are counted from the end of the line.
struct WordVectorFile {
  private let bytes: [UInt8]
  private let file: String
  private let format: TextConfiguration.VectorFormat
  /// The counts of the first line; nil if there is none.
  private let header: (words: Int, dimension: Int)?
  private let bodyStart: Int

  /// A reader of one file.
  ///
  /// - Parameters:
  ///   - bytes: the content of the file.
  ///   - file: the path for errors.
  ///   - format: how vectors are written; `auto` to find out.
  /// - Throws: `wrongFormat` or `empty`.
  init(
    _ bytes: [UInt8], file: String, format: TextConfiguration.VectorFormat
  ) throws(DataError) {
    self.bytes = bytes
    self.file = file
    guard !bytes.isEmpty else { throw DataError(.empty, at: DataPlace(file: file)) }
    // A first line of two counts is short, and the first line of a wrong file may be very long.
    let firstLine = bytes.prefix(64).prefix { $0 != UInt8(ascii: "\n") }
    let counts = firstLine.count < bytes.count ? Self.counts(in: firstLine) : nil
    if format == .word2vecBinary || format == .word2vecText, counts == nil {
      throw DataError(
        .wrongFormat(
          expected: "a file of word2vec's \(format == .word2vecText ? "text" : "binary") format",
          detail: "its first line is not the number of words and the length of a vector"),
        at: DataPlace(file: file))
    }
    header = format == .glove ? nil : counts
    bodyStart = header == nil ? 0 : firstLine.count + 1
    guard format == .auto else {
      self.format = format
      return
    }
    guard let counts else {
      self.format = .glove
      return
    }
    let secondLine = bytes[bodyStart...].prefix { $0 != UInt8(ascii: "\n") }
    self.format =
      Self.isVectorLine(secondLine, dimension: counts.dimension) ? .word2vecText : .word2vecBinary
  }

  /// The vectors of some words.
  ///
  /// Cost: one pass over the file; numbers are read for these words only.
  ///
  /// - Parameter isWanted: whether the vector of a word is needed.
  /// - Returns: the vectors of those wanted words that the file has.
  /// - Throws: `wrongFormat`, `notUTF8` or `notANumber` with the line or the word.
  func vectors(where isWanted: (String) -> Bool) throws(DataError) -> WordVectors {
    format == .word2vecBinary
      ? try binaryVectors(where: isWanted) : try textVectors(where: isWanted)
  }

  private func binaryVectors(
    where isWanted: (String) -> Bool
  ) throws(DataError) -> WordVectors {
    guard let (words, dimension) = header else { throw failure("it has no first line of counts") }
    // No count that a damaged file claims is believed beyond its length.
    guard dimension <= bytes.count / 4 else {
      throw failure("vectors of \(dimension) numbers are longer than the file")
    }
    var vectors = WordVectors(dimension: dimension)
    return try bytes.withUnsafeBufferPointer { buffer throws(DataError) in
      let raw = UnsafeRawBufferPointer(buffer)
      var position = bodyStart
      for index in 0..<words {
        while position < buffer.count, buffer[position] == UInt8(ascii: "\n") { position += 1 }
        let start = position
        while position < buffer.count, buffer[position] != UInt8(ascii: " ") { position += 1 }
        guard buffer.count - position > 4 * dimension else {
          throw failure("it ends within word \(index + 1) of \(words)")
        }
        // Some files have words that are cut within a character; no text contains those.
        let word = String(decoding: buffer[start..<position], as: UTF8.self)
        position += 1
        if isWanted(word) {
          let vector = (0..<dimension).map { offset in
            Float(
              bitPattern: UInt32(
                littleEndian: raw.loadUnaligned(
                  fromByteOffset: position + 4 * offset, as: UInt32.self)))
          }
          guard vector.allSatisfy(\.isFinite) else {
            throw failure("the vector of '\(word)' has a number that is not finite")
          }
          vectors.append(word, vector)
        }
        position += 4 * dimension
      }
      let rest = buffer[position...].contains { $0 != UInt8(ascii: "\n") }
      guard !rest else { throw failure("something follows the \(words) words of its first line") }
      return vectors
    }
  }

  private func textVectors(where isWanted: (String) -> Bool) throws(DataError) -> WordVectors {
    let lines = try TextLines(bytes, file: file, kind: "a file of word vectors")
    var vectors: WordVectors?
    var count = 0
    try lines.forEach { line, number throws(DataError) in
      guard !line.isEmpty, header == nil || number > 1 else { return }
      count += 1
      let blanks = line.indices.filter { line[$0].isBlank && !line[$0 - 1].isBlank }
      let dimension = vectors?.dimension ?? header?.dimension ?? blanks.count
      guard dimension > 0, blanks.count >= dimension else {
        throw failure(
          "the line has \(blanks.count) numbers behind its word, and \(max(1, dimension)) belong "
            + "there", line: number)
      }
      let wordEnd = blanks[blanks.count - dimension]
      let word = UnsafeBufferPointer(rebasing: line[..<wordEnd]).text
      // The first line shows whether this is a file of vectors at all.
      guard vectors == nil || isWanted(word) else { return }
      var vector: [Float] = []
      vector.reserveCapacity(dimension)
      let fields = UnsafeBufferPointer(rebasing: line[wordEnd...]).trimmed
      try fields.forEachField(separatedBy: \.isBlank) { field throws(DataError) in
        guard !field.isEmpty else { return }
        guard let value = DecimalNumber.parse(field) else {
          throw failure("'\(field.text.prefix(40))' is not a number", line: number)
        }
        guard Float(value).isFinite else {
          throw failure("the vector of '\(word)' has a number that is not finite", line: number)
        }
        vector.append(Float(value))
      }
      var known = vectors ?? WordVectors(dimension: dimension)
      // One owner at a time, or every word would copy all vectors before it.
      vectors = nil
      if isWanted(word) { known.append(word, vector) }
      vectors = known
    }
    if let header, header.words != count {
      throw failure("its first line promises \(header.words) words, and it has \(count)")
    }
    guard let vectors else { throw DataError(.empty, at: DataPlace(file: file)) }
    return vectors
  }

  private func failure(_ detail: String, line: Int? = nil) -> DataError {
    DataError(
      .wrongFormat(expected: "a file of word vectors that can be read", detail: detail),
      at: DataPlace(file: file, line: line))
  }

  /// The two whole numbers of a first line.
  private static func counts(in line: ArraySlice<UInt8>) -> (words: Int, dimension: Int)? {
    let numbers = line.split { $0.isBlank }.map { Int(String(decoding: $0, as: UTF8.self)) }
    guard numbers.count == 2, let words = numbers[0], let dimension = numbers[1], words > 0,
      dimension > 0
    else { return nil }
    return (words, dimension)
  }

  /// Whether a line is a word and `dimension` numbers in text.
  private static func isVectorLine(_ line: ArraySlice<UInt8>, dimension: Int) -> Bool {
    // A number takes a byte and a blank at least.
    guard line.count / 2 >= dimension else { return false }
    let fields = line.split { $0.isBlank }
    return fields.count > dimension
      && fields.suffix(dimension).allSatisfy { field in
        field.withUnsafeBufferPointer { DecimalNumber.parse($0) != nil }
      }
  }
}
