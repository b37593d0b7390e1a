/// How labels are found: `data.label`.
public struct LabelConfiguration: Codable, Equatable, Sendable {
  /// Where a label comes from.
  public enum Rule: String, Codable, Sendable, CaseIterable {
    /// From the label columns or the array of labels.
    ///
    /// Of a window, from its last row.
    case given
    /// From a number in `column`: class `above` or `below`, if it is on that side of `threshold`.
    case threshold
    /// The same, with the threshold that gives `share` of the training labels that class.
    case quantile
    /// From how much a column changes right after the window: class `significant` if the change
    /// from one row to the next is larger, up or down, than a threshold.
    case significantChange = "significant-change"
    /// From how far ahead an event is: class `event` if it is at most `within` ahead.
    case eventWithin = "event-within"
  }

  /// What the numbers in an array of labels are.
  public enum Encoding: String, Codable, Sendable, CaseIterable {
    /// One-hot if the array has three axes, or two and exactly one 1 among zeros in each row.
    case auto
    /// Class numbers, `[N]` or `[N, L]`.
    case classes = "class"
    /// One-hot rows, `[N, C]` or `[N, L, C]`.
    case oneHot = "one-hot"
  }

  /// What of the watched column is compared with a threshold.
  public enum Measure: String, Codable, Sendable, CaseIterable {
    /// Its value.
    case value
    /// Its value less that of the row before.
    case change
    /// The size of that difference.
    case absoluteChange = "absolute-change"
  }

  /// On which side of a threshold the second class lies.
  public enum Side: String, Codable, Sendable, CaseIterable {
    /// Larger than the threshold.
    case above
    /// Smaller than the threshold.
    case below
  }

  /// How it is counted how far ahead an event is.
  public enum Unit: String, Codable, Sendable, CaseIterable {
    /// In rows.
    case rows
    /// In the units of `columns.time`.
    case time
  }

  /// Where labels come from.
  ///
  /// Default: `given`.
  public var rule = Rule.given
  /// What an array of labels holds.
  ///
  /// Default: `auto`.
  public var encoding = Encoding.auto
  /// Which of several label positions to keep: 0 keeps all, 1 is the first, -1 the last (which the
  /// published code takes, spec/01 section 1).
  ///
  /// Default: 0.
  public var position = 0
  /// Rules `threshold`, `quantile` and `significant-change`: the column that is watched.
  ///
  /// With a file of labels, a column of that file; rule `event-within` takes from it how far the
  /// event lies behind the id's last row. Default: not set.
  public var column = ""
  /// Rules `threshold` and `quantile`: what of the column is compared.
  ///
  /// Default: `value`.
  public var measure = Measure.value
  /// Rules `threshold` and `quantile`: the side of the second class.
  ///
  /// Default: `above`.
  public var side = Side.above
  /// Rules `quantile` and `significant-change`: the share of training labels that shall be of the
  /// second class; their threshold then holds for all splits.
  ///
  /// Default: 0.02 (spec/01 section 17).
  public var share = 0.02
  /// Rule `threshold`: the threshold; rule `significant-change`: a fixed threshold instead of a
  /// share, 0: none.
  ///
  /// Default: 0.
  public var threshold = 0.0
  /// The number of labels of a window, L: those of as many rows one after the other.
  ///
  /// Rule `event-within`: of as many stretches of time, each `within` long. Default: 1.
  public var horizon = 1
  /// How many rows behind the window's last row the first label lies; 0 is the last row itself, and
  /// -1 what the rule usually means: 0 for `given` and for whole samples, else 1.
  ///
  /// Default: -1.
  public var ahead = -1
  /// Rule `event-within`: how far ahead an event may be.
  ///
  /// Windows whose id ends before that, without an event, have no known label and are left out.
  /// Default: 0, which must be changed.
  public var within = 0.0
  /// Rule `event-within`: how that is counted.
  ///
  /// Default: `rows`.
  public var unit = Unit.rows
  /// Rule `event-within`: the column that is 1 in the rows of an event and 0 in others; empty: the
  /// last row of each id is its event.
  ///
  /// Default: empty.
  public var event = ""
  /// The names of the columns of a file of labels that has no header line; empty: its first line
  /// has them.
  ///
  /// If none of them is `columns.id`, its rows are for the ids in the order of the values' file.
  /// Default: empty.
  public var fileColumns: [String] = []
  /// Classes that are taken together, by the name of what they become: `{ill: ["1", "2"]}`.
  ///
  /// Default: empty.
  public var merge: [String: [String]] = [:]
  /// The classes of interest, after merging: all others become one class, `other`; empty: all
  /// classes stay.
  ///
  /// Default: empty.
  public var minority: [String] = []

  /// The defaults.
  public init() {}
}

extension LabelConfiguration {
  /// How many rows behind a window's last row its first label lies.
  func firstAhead(whole: Bool) -> Int {
    if ahead >= 0 { return ahead }
    return rule == .given || rule == .eventWithin || whole ? 0 : 1
  }

  /// Whether labels follow from a number and a threshold.
  var isMeasured: Bool {
    rule == .threshold || rule == .quantile || rule == .significantChange
  }
}
