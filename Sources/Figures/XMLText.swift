/// Text inside XML and HTML, where some characters would be read as markup.
public enum XMLText {
  /// The text with `&`, `<`, `>` and both quotes escaped; control characters, which XML forbids, and
  /// those that turn the direction of what follows become spaces.
  public static func escaped(_ text: String) -> String {
    var result = ""
    result.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      case "\n", "\t": result.unicodeScalars.append(scalar)
      case _ where scalar.properties.generalCategory == .control: result += " "
      case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": result += " "
      case "\u{FFFE}", "\u{FFFF}": result += " "
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
