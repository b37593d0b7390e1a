/// A finished picture: a name for its file, words for those who cannot see it, and its drawing.
///
///     let figure = IntervalChart(rows: rows, axis: "minority F1")
///       .figure(name: "scores", title: "Minority F1 by seed", description: "...")
///     try write(figure.file, to: "scores.svg")
///
/// The same values give the same bytes. Text stays text.
public struct Figure: Sendable, Hashable {
  /// The file's name without its ending, and the root of ids.
  public let name: String
  /// What is shown, in a few words.
  public let title: String
  /// What can be seen in it, in sentences.
  public let description: String
  /// The width, in units that are pixels at full size.
  public let width: Double
  /// The height.
  public let height: Double
  private let body: String

  /// A figure of what was drawn.
  public init(
    name: String, title: String, description: String, width: Double = FigureStyle.width,
    height: Double, _ canvas: Canvas
  ) {
    self.name = name
    self.title = title.prefix(1).uppercased() + title.dropFirst()
    self.description = description
    self.width = width
    self.height = height
    body = canvas.body
  }

  /// The picture as an SVG file of its own, on white ground.
  public var file: String {
    let size = "width=\"\(Canvas.number(width))\" height=\"\(Canvas.number(height))\""
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      + svg(attributes: "xmlns=\"http://www.w3.org/2000/svg\" \(size)") {
        "<style>\(FigureStyle.fileRules)</style>\n"
          + "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n"
      }
  }

  /// The picture as an element of a page that has `FigureStyle.pageRules`.
  public var element: String { svg(attributes: "") { "" } }

  private func svg(attributes: String, _ beginning: () -> String) -> String {
    let box = "0 0 \(Canvas.number(width)) \(Canvas.number(height))"
    return "<svg class=\"fig\" \(attributes)\(attributes.isEmpty ? "" : " ")viewBox=\"\(box)\" "
      + "role=\"img\" aria-labelledby=\"\(name)-title \(name)-text\">\n"
      + "<title id=\"\(name)-title\">\(XMLText.escaped(title))</title>\n"
      + "<desc id=\"\(name)-text\">\(XMLText.escaped(description))</desc>\n"
      + beginning() + body + "</svg>\n"
  }
}
