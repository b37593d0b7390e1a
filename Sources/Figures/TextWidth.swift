/// How wide text is, without a font at hand.
///
/// Widths are those of a common sans-serif face, rounded up, so that what is measured to fit does
/// fit in the fonts that browsers choose.
public enum TextWidth {
  /// The width of one line of text in units of the figure.
  public static func of(_ text: String, size: Double = FigureStyle.textSize) -> Double {
    size * text.reduce(0) { $0 + ems($1) }
  }

  /// The text, or as much of its beginning as fits with an ellipsis behind it.
  public static func shortened(
    _ text: String, to width: Double, size: Double = FigureStyle.textSize
  ) -> String {
    guard of(text, size: size) > width else { return text }
    var kept = ""
    var used = ems("…") * size
    for character in text {
      used += ems(character) * size
      guard used <= width else { break }
      kept.append(character)
    }
    return kept + "…"
  }

  /// The text in lines that fit, broken behind spaces, hyphens, underscores and slashes.
  ///
  /// Nil if a word is wider than a line.
  static func lines(
    _ text: String, to width: Double, size: Double = FigureStyle.textSize
  ) -> [String]? {
    var lines: [String] = []
    var line = ""
    for word in words(text) {
      guard of(trimmed(word), size: size) <= width else { return nil }
      if !line.isEmpty, of(line + trimmed(word), size: size) > width {
        lines.append(trimmed(line))
        line = ""
      }
      line += word
    }
    return line.isEmpty ? lines : lines + [trimmed(line)]
  }

  /// The text in pieces after each of which a line may end.
  private static func words(_ text: String) -> [String] {
    var words = [""]
    for character in text {
      words[words.count - 1].append(character)
      if " -_/".contains(character) { words.append("") }
    }
    return words.filter { !$0.isEmpty }
  }

  private static func trimmed(_ text: String) -> String {
    text.last == " " ? String(text.dropLast()) : text
  }

  /// The width of a character as a multiple of the font size.
  private static func ems(_ character: Character) -> Double {
    switch character {
    case "i", "j", "l", "'", "|", ".", ",", ":", ";", "!": 0.29
    case "f", "t", "r", "I", "(", ")", "[", "]", " ", "-", "/": 0.37
    case "m", "M", "W", "@", "…": 0.93
    case "w", "G", "O", "Q", "%": 0.83
    case "A"..."Z": 0.70
    case "0"..."9", "a"..."z": 0.58
    case _ where character.isASCII: 0.62
    // An ideograph is as wide as it is high; other letters are like ours.
    case _ where character.unicodeScalars.allSatisfy({ $0.value < 0x2E80 }): 0.62
    default: 1.05
    }
  }
}
