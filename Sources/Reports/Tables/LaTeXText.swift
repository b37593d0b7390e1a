import Files
import Foundation

/// Text for LaTeX, such that `pdflatex` sets it without further packages, whatever names hold.
enum LaTeXText {
  /// The command around text that `pdflatex` has no letters for.
  private static let other = "\\othertext"

  /// Text with what LaTeX would take for commands escaped, and with `\othertext` around what
  /// `pdflatex` cannot set.
  static func escaped(_ text: String) -> String {
    var result = ""
    var others = ""
    func close() {
      if !others.isEmpty { result += "\(other){\(others)}" }
      others = ""
    }
    // Composed, an accent is part of its letter.
    for character in PlainText.of(text).precomposedStringWithCanonicalMapping {
      if let piece = piece(character) {
        close()
        result += piece
      } else {
        others.append(character)
      }
    }
    close()
    return result
  }

  /// A file with a definition of `\othertext` before its first table, if it is used.
  static func file(_ contents: String) -> String {
    guard contents.contains("\(other){"), let table = contents.range(of: "\\begin{table}") else {
      return contents
    }
    return contents[..<table.lowerBound] + """
      % What pdflatex has no letters for is a question mark there; with xelatex and lualatex the font
      % decides. To set it in your way, define \(other) with one argument before this file.
      \\providecommand{\(other)}[1]{\\ifdefined\\Umathcode #1\\else ?\\fi}

      """ + contents[table.lowerBound...]
  }

  /// A character as LaTeX sets it; nil for one that `pdflatex` cannot set.
  private static func piece(_ character: Character) -> String? {
    switch character {
    case "&", "%", "$", "#", "_", "{", "}": "\\\(character)"
    case "\\": "\\textbackslash{}"
    case "~": "\\textasciitilde{}"
    case "^": "\\textasciicircum{}"
    case "|": "\\textbar{}"
    case "<": "\\textless{}"
    case ">": "\\textgreater{}"
    // At the beginning of a row they would belong to the end of the row before.
    case "[", "*": "{\(character)}"
    case "\u{A0}": "~"
    case "\u{202F}": "\\,"
    case "\u{2212}": "$-$"
    case "\u{2264}": "$\\le$"
    case "\u{2265}": "$\\ge$"
    case _ where character.isWhitespace: " "
    case _ where character.isASCII: "\(character)"
    case _ where character.unicodeScalars.allSatisfy(isSet): "\(character)"
    default: nil
    }
  }

  /// Whether `pdflatex` sets a character beyond ASCII, in its own encoding and without packages.
  private static func isSet(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "\u{AB}", "\u{BB}", "\u{AD}", "Ð", "Þ", "ð", "þ": false
    case "\u{A1}"..."\u{FF}": true
    case "Ą", "ą", "Đ", "đ", "Ę", "ę", "Į", "į", "ĸ", "ŉ", "Ŋ", "ŋ", "Ŧ", "ŧ", "Ų", "ų": false
    case "\u{13F}", "\u{140}": false
    case "\u{100}"..."\u{17E}": true
    case "\u{2013}", "\u{2014}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}": true
    case "\u{2020}"..."\u{2022}", "\u{2026}", "\u{20AC}", "\u{2122}": true
    default: false
    }
  }
}
