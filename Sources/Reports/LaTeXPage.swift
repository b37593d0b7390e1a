import Figures

/// A page of LaTeX's `article` on letter paper, which is the smaller one: what tables have to fit into.
///
/// Without LaTeX at hand sizes are estimates, rather too large than too small.
enum LaTeXPage {
  /// The width of text, in points.
  static let width = 345.0
  /// The height of text, in points.
  static let height = 550.0
  /// The space between the columns of tables, in points.
  static let space = 8.0
  /// The height of a row of small text, in points.
  static let rowHeight = 11.5

  /// About how wide small text is, in points.
  static func width(_ text: String) -> Double { TextWidth.of(text, size: 9) }

  /// About how high a caption is, in points; its commands count as text.
  static func height(ofCaption caption: String) -> Double {
    12 * (Double(caption.count) / 65).rounded(.up)
  }
}
