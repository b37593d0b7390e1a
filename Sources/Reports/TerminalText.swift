/// Text for a terminal.
enum TerminalText {
  /// The widest line.
  static let width = 100

  /// `text` in lines of at most `width`; lines after the first are indented.
  ///
  /// A word that is wider than a line is cut.
  static func wrapped(_ text: String, indentation: Int) -> [String] {
    let margin = String(repeating: " ", count: indentation)
    var lines: [String] = []
    var line = ""
    for var word in words(of: text) {
      if !line.isEmpty, line.count + 1 + word.count > width {
        lines.append(line)
        line = ""
      }
      line += line.isEmpty ? (lines.isEmpty ? "" : margin) : " "
      while line.count + word.count > width {
        let room = width - line.count
        lines.append(line + word.prefix(room))
        word = String(word.dropFirst(room))
        line = margin
      }
      line += word
    }
    if !line.isEmpty { lines.append(line) }
    return lines
  }

  /// The words of a text; a sign of per cent stays with its number.
  private static func words(of text: String) -> [String] {
    var words: [String] = []
    for word in text.split(whereSeparator: \.isWhitespace) {
      if word.hasPrefix("%"), let last = words.popLast() {
        words.append("\(last) \(word)")
      } else {
        words.append(String(word))
      }
    }
    return words
  }
}
