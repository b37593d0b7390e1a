/// Text in lines of limited length.
public enum WrappedText {
  /// The words of a text in lines of at most `width` characters; a longer word has a line of its own.
  ///
  /// - Returns: at least one line, which is empty for a text without words.
  public static func lines(_ text: String, width: Int) -> [String] {
    var lines: [String] = []
    var line = ""
    for word in text.split(separator: " ") {
      if line.isEmpty {
        line = String(word)
      } else if line.count + 1 + word.count <= width {
        line += " \(word)"
      } else {
        lines.append(line)
        line = String(word)
      }
    }
    return lines + [line]
  }
}
