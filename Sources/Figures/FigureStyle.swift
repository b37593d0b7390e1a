/// How figures look: sizes, and the rules that give their classes colours.
///
/// The colours of series are those of Okabe and Ito, which people tell apart whatever their colour
/// vision; on dark ground some are lighter. Marks and dashes differ too.
public enum FigureStyle {
  /// The size of most text, in units of the figure.
  public static let textSize = 12.0
  /// The size of axis labels and other small text.
  public static let smallSize = 10.5
  /// The size of numbers that have no room at the size of small text.
  static let tinySize = 8.5
  /// The width of a figure; at 360 pixels its text is still readable.
  public static let width = 400.0

  /// How many series have colours of their own; others begin again.
  public static let seriesCount = 8
  /// The series of the baseline: the colour of text.
  public static let neutral = -1

  /// Names and values of the colours on light and on dark ground.
  private static let colours: [(name: String, light: String, dark: String)] = [
    ("paper", "#ffffff", "#15181c"),
    ("ink", "#1c2024", "#e6e8ea"),
    ("muted", "#5b636b", "#a2abb4"),
    ("rule", "#dfe3e7", "#343a41"),
    ("k0", "#0072b2", "#56a8e0"),
    ("k1", "#d55e00", "#f08a4b"),
    ("k2", "#009e73", "#2fc59a"),
    ("k3", "#b8578f", "#de93bd"),
    ("k4", "#c98a00", "#e9b13b"),
    ("k5", "#3d9bd6", "#9bd1f5"),
    ("k6", "#7a5c2e", "#c9a878"),
    ("k7", "#6a51a3", "#b3a2dc"),
  ]

  /// The colours as variables of a page, for light ground or dark.
  public static func variables(isDark: Bool) -> String {
    colours.map { "--\($0.name):\(isDark ? $0.dark : $0.light);" }.joined()
  }

  /// The rules of a page in which figures stand, by its variables.
  public static let pageRules = rules { "var(--\($0))" }

  /// The rules of a figure that is a file of its own: on light ground, without variables, which few
  /// programs but browsers know.
  static let fileRules = rules { name in
    colours.first { $0.name == name }?.light ?? "#000000"
  }

  /// The dashes of a series' lines; empty for a whole line.
  static func dashes(_ series: Int) -> String {
    let all = ["", "6 3", "2 2.5", "8 3 2 3", "", "4 2", "1.5 2", "10 3"]
    return series < 0 ? "3 3" : all[series % all.count]
  }

  private static func rules(_ colour: (String) -> String) -> String {
    let series = (0..<seriesCount).map { ".k\($0){color:\(colour("k\($0)"))}" }.joined()
    return """
      .fig text{font-family:system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif;\
      font-size:\(Int(textSize))px;fill:\(colour("ink"));font-variant-numeric:tabular-nums}\
      .fig .small{font-size:10.5px}.fig .tiny{font-size:8.5px}.fig .muted{fill:\(colour("muted"))}.fig .bold{font-weight:600}\
      .fig .end{text-anchor:end}.fig .mid{text-anchor:middle}\
      .fig .paper{fill:\(colour("paper"))}\
      .fig .rule{stroke:\(colour("rule"));fill:none}\
      .fig .axis{stroke:\(colour("muted"));fill:none}\
      .fig .zero{stroke:\(colour("ink"));stroke-dasharray:4 3;fill:none}\
      .fig .neutral{color:\(colour("muted"))}\(series)\
      .fig .line{stroke:currentColor;fill:none;stroke-width:1.8;stroke-linejoin:round}\
      .fig .thin{stroke-width:1;stroke-opacity:.65}\
      .fig .thick{stroke:currentColor;stroke-width:5;stroke-opacity:.38;stroke-linecap:butt}\
      .fig .band{fill:currentColor;fill-opacity:.2;stroke:none}\
      .fig .dots{stroke:currentColor;fill:none;stroke-linecap:round;stroke-opacity:.7}\
      .fig .crosses{stroke:currentColor;fill:none;stroke-width:1.1;stroke-opacity:.85}\
      .fig .fill{fill:currentColor;stroke:none}.fig .soft{fill-opacity:.7}\
      .fig .open{fill:\(colour("paper"));stroke:currentColor;stroke-width:1.8}
      """
  }
}
