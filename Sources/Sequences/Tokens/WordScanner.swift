/// Cuts text into tokens: words of a language, or symbols of a log.
///
/// **Words.** A word is a run of letters and digits (Unicode categories L and N) of any script;
/// single apostrophes between them belong to it (`don't`). Everything else separates words and is
/// left out. In Python the same is
/// `re.findall(r"[^\W_]+(?:'[^\W_]+)*", text.replace("\u2019", "'"))`.
///
/// **Symbols.** Whatever stands between blanks, as it is.
enum WordScanner {
  private static let apostrophe = UInt8(ascii: "'")

  /// Calls `body` with every word of a text, in their order.
  ///
  /// Cost: about 30 ns per letter of ASCII text.
  static func forEachWord(
    of text: UnsafeBufferPointer<UInt8>, lowerCase: Bool, _ body: (String) -> Void
  ) {
    var position = 0
    while position < text.count {
      // A chunk is a run of letters, digits, apostrophes and parts of characters beyond ASCII.
      var end = position
      var bits: UInt8 = 0
      while end < text.count, isInner(text[end]) {
        bits |= text[end]
        end += 1
      }
      if end > position {
        let chunk = UnsafeBufferPointer(rebasing: text[position..<end])
        if bits < 0x80 {
          forEachASCIIWord(of: chunk, lowerCase: lowerCase, body)
        } else {
          forEachUnicodeWord(of: chunk.text, lowerCase: lowerCase, body)
        }
      }
      position = end + 1
    }
  }

  /// Calls `body` with every symbol of a text, in their order.
  static func forEachSymbol(of text: UnsafeBufferPointer<UInt8>, _ body: (String) -> Void) {
    var start = 0
    for position in 0...text.count where position == text.count || text[position].isBlank {
      if position > start { body(UnsafeBufferPointer(rebasing: text[start..<position]).text) }
      start = position + 1
    }
  }

  private static func isInner(_ byte: UInt8) -> Bool {
    isLetterOrDigit(byte) || byte == apostrophe || byte >= 0x80
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    (byte | 0x20) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }

  /// The words of letters, digits and apostrophes in ASCII.
  private static func forEachASCIIWord(
    of chunk: UnsafeBufferPointer<UInt8>, lowerCase: Bool, _ body: (String) -> Void
  ) {
    var start = 0
    while start < chunk.count {
      guard chunk[start] != apostrophe else {
        start += 1
        continue
      }
      var end = start
      while end < chunk.count {
        let isJoined =
          chunk[end] == apostrophe && end + 1 < chunk.count && chunk[end + 1] != apostrophe
        guard chunk[end] != apostrophe || isJoined else { break }
        end += 1
      }
      let word = UnsafeBufferPointer(rebasing: chunk[start..<end])
      body(
        String(unsafeUninitializedCapacity: word.count) { target in
          for (index, byte) in word.enumerated() {
            let isUpper = byte &- UInt8(ascii: "A") < 26
            target[index] = lowerCase && isUpper ? byte | 0x20 : byte
          }
          return word.count
        })
      start = end + 1
    }
  }

  /// The words of any text.
  private static func forEachUnicodeWord(
    of chunk: String, lowerCase: Bool, _ body: (String) -> Void
  ) {
    var word = String.UnicodeScalarView()
    // An apostrophe that belongs to the word if a letter follows.
    var isJoining = false
    func finish() {
      if !word.isEmpty { body(String(word)) }
      word.removeAll()
      isJoining = false
    }
    for scalar in (lowerCase ? chunk.lowercased() : chunk).unicodeScalars {
      if isLetterOrDigit(scalar) {
        if isJoining { word.append("'") }
        isJoining = false
        word.append(scalar)
      } else if scalar == "'" || scalar == "\u{2019}", !word.isEmpty, !isJoining {
        isJoining = true
      } else {
        finish()
      }
    }
    finish()
  }

  private static func isLetterOrDigit(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .decimalNumber, .letterNumber, .otherNumber:
      true
    default: false
    }
  }
}
