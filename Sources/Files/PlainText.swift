/// Text that a terminal shows as it is, whatever names in it came from files.
public enum PlainText {
  /// The text with spaces for the characters that steer a terminal, such as escape, and for those
  /// that turn the direction of what follows; line feeds and tabs remain.
  public static func of(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: isSteering) else { return text }
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars { plain.append(isSteering(scalar) ? " " : scalar) }
    return String(plain)
  }

  private static func isSteering(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\n", "\t": false
    case "\u{202A}"..."\u{202E}", "\u{2066}"..."\u{2069}": true
    default: scalar.properties.generalCategory == .control
    }
  }
}
