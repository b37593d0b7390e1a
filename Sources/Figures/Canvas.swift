/// What is drawn into a figure, in order: later elements lie on earlier ones.
///
/// Coordinates are written with one decimal, by whole numbers, so that the same figure has the same
/// bytes everywhere. What is not finite is not drawn.
public struct Canvas: Sendable {
  /// The elements, as SVG.
  public private(set) var body = ""

  /// Nothing.
  public init() {}

  /// Where text stands relative to its place.
  public enum Anchor: String, Sendable {
    case start = ""
    case middle = " mid"
    case end = " end"
  }

  /// A number with at most one decimal.
  static func number(_ value: Double) -> String {
    let tenths = Int((max(-1e6, min(1e6, value)) * 10).rounded())
    let (whole, rest) = abs(tenths).quotientAndRemainder(dividingBy: 10)
    return (tenths < 0 ? "-" : "") + "\(whole)" + (rest == 0 ? "" : ".\(rest)")
  }

  /// The class of a series' colour.
  static func colour(_ series: Int) -> String {
    series < 0 ? "neutral" : "k\(series % FigureStyle.seriesCount)"
  }

  /// A straight line.
  public mutating func line(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ style: String, dashes: String = ""
  ) {
    guard [x1, y1, x2, y2].allSatisfy(\.isFinite) else { return }
    let n = Self.number
    body +=
      "<line class=\"\(style)\" x1=\"\(n(x1))\" y1=\"\(n(y1))\" x2=\"\(n(x2))\" y2=\"\(n(y2))\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>\n"
  }

  /// A rectangle; `opacity` is that of its filling.
  public mutating func rectangle(
    x: Double, y: Double, width: Double, height: Double, _ style: String, opacity: Double? = nil,
    hint: String = ""
  ) {
    guard [x, y, width, height].allSatisfy(\.isFinite), width >= 0, height >= 0 else { return }
    let n = Self.number
    let shade = opacity.map { " fill-opacity=\"\(Self.hundredths($0))\"" } ?? ""
    body +=
      "<rect class=\"\(style)\" x=\"\(n(x))\" y=\"\(n(y))\" width=\"\(n(width))\""
      + " height=\"\(n(height))\"\(shade)" + Self.closing("rect", hint)
  }

  /// Text at its baseline; `limit` shortens it, and the whole is then told as a hint.
  public mutating func text(
    _ text: String, x: Double, y: Double, _ style: String = "", anchor: Anchor = .start,
    limit: Double = .infinity, size: Double = FigureStyle.textSize
  ) {
    guard !text.isEmpty, x.isFinite, y.isFinite else { return }
    let shown = TextWidth.shortened(text, to: limit, size: size)
    let classes = (style + anchor.rawValue).split(separator: " ").joined(separator: " ")
    let n = Self.number
    body +=
      "<text" + (classes.isEmpty ? "" : " class=\"\(classes)\"") + " x=\"\(n(x))\" y=\"\(n(y))\">"
      + XMLText.escaped(shown)
      + (shown == text ? "" : "<title>\(XMLText.escaped(text))</title>") + "</text>\n"
  }

  /// Small text that runs upwards.
  public mutating func upwardText(_ text: String, x: Double, y: Double, _ style: String) {
    guard !text.isEmpty, x.isFinite, y.isFinite else { return }
    let n = Self.number
    body +=
      "<text class=\"\(style) mid\" transform=\"translate(\(n(x)) \(n(y))) rotate(-90)\">"
      + XMLText.escaped(text) + "</text>\n"
  }

  /// A line through points; one that is not finite interrupts it.
  public mutating func path(
    _ points: [(x: Double, y: Double)], _ style: String, dashes: String = ""
  ) {
    let data = Self.data(points)
    guard !data.isEmpty else { return }
    body +=
      "<path class=\"\(style)\" d=\"\(data)\""
      + (dashes.isEmpty ? "" : " stroke-dasharray=\"\(dashes)\"") + "/>\n"
  }

  /// The area between two lines over the same places.
  public mutating func band(
    _ points: [(x: Double, low: Double, high: Double)], _ style: String
  ) {
    let whole = points.filter { $0.x.isFinite && $0.low.isFinite && $0.high.isFinite }
    guard whole.count > 1 else { return }
    let outline = whole.map { ($0.x, $0.high) } + whole.reversed().map { ($0.x, $0.low) }
    body += "<path class=\"\(style)\" d=\"\(Self.data(outline))Z\"/>\n"
  }

  /// The mark of a series: its shape and colour; `radius` is about half its width.
  public mutating func mark(
    x: Double, y: Double, radius: Double, series: Int, _ style: String = "fill soft",
    hint: String = ""
  ) {
    guard x.isFinite, y.isFinite, radius.isFinite else { return }
    let classes = "\(Self.colour(series)) \(style)"
    guard let outline = Mark(series: series).outline else {
      let n = Self.number
      body +=
        "<circle class=\"\(classes)\" cx=\"\(n(x))\" cy=\"\(n(y))\" r=\"\(n(radius))\""
        + Self.closing("circle", hint)
      return
    }
    let points = outline.map { (x + radius * $0.0, y + radius * $0.1) }
    body += "<path class=\"\(classes)\" d=\"\(Self.data(points))Z\"" + Self.closing("path", hint)
  }

  /// Many points as one path, each the symbol of the series, `size` wide; what is not finite is left
  /// out.
  public mutating func points(_ points: [(x: Double, y: Double)], series: Int, size: Double) {
    let n = Self.number
    let half = size / 2
    // What is drawn with moves relative to the point before needs a few bytes only.
    let symbol: (Double, Double) -> String =
      switch max(0, series) % 3 {
      case 0: { x, y in "M\(n(x)) \(n(y))h0" }
      case 1:
        { x, y in "M\(n(x - half)) \(n(y))h\(n(size))m\(n(-half)) \(n(-half))v\(n(size))" }
      default:
        { x, y in
          "M\(n(x - half)) \(n(y - half))l\(n(size)) \(n(size))m0 \(n(-size))l\(n(-size)) \(n(size))"
        }
      }
    let data = points.filter { $0.x.isFinite && $0.y.isFinite }
      .map { symbol($0.x, $0.y) }.joined()
    guard !data.isEmpty else { return }
    let isDots = max(0, series) % 3 == 0
    body +=
      "<path class=\"\(Self.colour(series)) \(isDots ? "dots" : "crosses")\""
      + (isDots ? " stroke-width=\"\(n(0.8 * size))\"" : "") + " d=\"\(data)\"/>\n"
  }

  private static func closing(_ element: String, _ hint: String) -> String {
    hint.isEmpty ? "/>\n" : "><title>\(XMLText.escaped(hint))</title></\(element)>\n"
  }

  private static func hundredths(_ value: Double) -> String {
    let whole = Int((max(0, min(1, value)) * 100).rounded())
    return whole == 100 ? "1" : whole < 10 ? "0.0\(whole)" : "0.\(whole)"
  }

  private static func data(_ points: [(x: Double, y: Double)]) -> String {
    var data = ""
    var isDrawing = false
    for (x, y) in points {
      guard x.isFinite, y.isFinite else {
        isDrawing = false
        continue
      }
      data += "\(isDrawing ? "L" : "M")\(number(x)) \(number(y))"
      isDrawing = true
    }
    return data
  }
}
