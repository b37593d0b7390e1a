/// Values as words of a shell script or of YAML, so that each stays one word whatever is in it.
enum ShellWord {
  /// The value as one word of a POSIX shell.
  static func quoted(_ value: String) -> String {
    let plain = value.allSatisfy {
      $0.isASCII && ($0.isLetter || $0.isNumber || "/._-+,:@%=".contains($0))
    }
    if plain, !value.isEmpty { return value }
    return "'"
      + value.split(separator: "'", omittingEmptySubsequences: false)
      .joined(separator: "'\\''") + "'"
  }

  /// The value as a double-quoted scalar of YAML.
  static func yaml(_ value: String) -> String {
    var text = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"", "\\": text += "\\" + String(scalar)
      case "\t": text += "\\t"
      default: text.unicodeScalars.append(scalar)
      }
    }
    return text + "\""
  }
}
