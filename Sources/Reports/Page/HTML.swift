import Figures

/// Pieces of a page.
///
/// Whatever is given as text is escaped; what is given as `HTML` is not.
struct HTML: ExpressibleByStringInterpolation, CustomStringConvertible {
  /// The markup.
  private(set) var description: String

  /// Markup as written in the source.
  init(stringLiteral value: String) { description = value }

  /// Markup made elsewhere by this program, such as a figure.
  init(markup: String) { description = markup }

  /// Pieces behind each other.
  init(_ pieces: [HTML]) { description = pieces.map(\.description).joined(separator: "\n") }

  init(stringInterpolation: Interpolation) { description = stringInterpolation.markup }

  /// Escapes text on its way into markup.
  struct Interpolation: StringInterpolationProtocol {
    var markup = ""

    init(literalCapacity: Int, interpolationCount: Int) { markup.reserveCapacity(literalCapacity) }

    mutating func appendLiteral(_ literal: String) { markup += literal }
    /// A sign of per cent stays with its number.
    mutating func appendInterpolation(_ text: String) {
      markup += XMLText.escaped(
        text.split(separator: " %", omittingEmptySubsequences: false)
          .joined(separator: "\u{A0}%"))
    }
    mutating func appendInterpolation(_ count: Int) { markup += "\(count)" }
    mutating func appendInterpolation(_ piece: HTML) { markup += piece.description }
    mutating func appendInterpolation(_ pieces: [HTML]) { markup += HTML(pieces).description }
  }

  /// A page that needs nothing but itself.
  static func page(title: String, body: HTML) -> String {
    let page: HTML = """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>\(title)</title>
      <style>\(HTML(markup: PageStyle.rules))</style>
      </head>
      <body>
      \(body)
      </body>
      </html>

      """
    return page.description
  }

  /// A table whose first column is text and whose others are numbers.
  ///
  /// `textColumns` tells how many columns, from the first, are text.
  static func table(_ header: [String], _ rows: [[HTML]], textColumns: Int = 1) -> HTML {
    func style(_ column: Int) -> HTML { column < textColumns ? "" : " class=\"n\"" }
    let head = header.enumerated().map { column, title -> HTML in
      "<th scope=\"col\"\(style(column))>\(title)</th>"
    }
    let body = rows.map { row -> HTML in
      let cells = row.enumerated().map { column, cell -> HTML in
        column == 0
          ? "<th scope=\"row\">\(cell)</th>" : "<td\(style(column))>\(cell)</td>"
      }
      return "<tr>\(cells)</tr>"
    }
    let style: HTML = rows.reduce(0) { $0 + lines($1) } > mostLinesTogether ? "wide long" : "wide"
    return """
      <div class="\(style)"><table><thead><tr>\(head)</tr></thead>
      <tbody>\(body)</tbody></table></div>
      """
  }

  /// A table with more lines is taller than half a page, and may go on with the next.
  private static let mostLinesTogether = 22

  /// About how many lines a row of a table has on paper.
  private static func lines(_ row: [HTML]) -> Int {
    row.map { cell in
      let text = cell.description
      return text.contains("<small>")
        ? 1 + text.count / 60 : text.ranges(of: "<br/>").count + 1
    }.max() ?? 1
  }

  /// A list of sentences.
  static func list(_ items: [String]) -> HTML {
    "<ul>\(items.map { "<li>\($0)</li>" as HTML })</ul>"
  }

  /// Text that is shown on demand.
  static func details(_ title: String, _ content: HTML) -> HTML {
    "<details><summary>\(title)</summary>\(content)</details>"
  }

  /// A figure with its caption.
  static func figure(_ figure: Figure, _ caption: String) -> HTML {
    """
    <figure>\(HTML(markup: figure.element))<figcaption><b>\(figure.title).</b> \(caption)</figcaption></figure>
    """
  }
}
