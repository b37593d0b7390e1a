/// Where the data come from and how they become three splits: the `data` section of an experiment.
///
/// Every key has a default, so a file names only what differs:
///
///     data:
///       format: series-csv
///       files:
///         all: household_power.csv.gz
///       columns: {time: [Date, Time], exclude: [Voltage]}
///       label: {rule: significant-change, column: Voltage}
///
/// Paths are relative to the folder of the experiment file. Empty texts and lists mean "not set".
public struct DataConfiguration: Codable, Equatable, Sendable {
  /// What kind of files these are.
  public enum Format: String, Codable, Sendable, CaseIterable {
    /// One row per event; the rows of one id are a sample.
    case longCSV = "long-csv"
    /// One long series, cut into windows.
    case seriesCSV = "series-csv"
    /// Arrays `[samples, time, features]` of equal length, or padded with given lengths, as `.npy`
    /// or `.npz`.
    case npy
    /// Arrays `values [rows, features]`, `offsets [samples + 1]` and `labels`, as `.npy` or `.npz`.
    case ragged
    /// The `.ts` files of the UEA and UCR archives of time series.
    case ts
    /// The tables of the UCR archive: a case per line, its class first.
    case ucrTSV = "ucr-tsv"
    /// Arrays of images and labels as idx files; a row of an image is an event.
    case idx
    /// A text per row of a CSV file, or per line; a word is an event.
    case text
    /// Symbols with blanks between them per row of a CSV file, or per line; a symbol is an event.
    case tokens
  }

  /// What becomes of samples that equal an earlier one in all values, whatever their labels.
  public enum Duplicates: String, Codable, Sendable, CaseIterable {
    /// They stay, and are warned of.
    case keep
    /// They are left out: within a file or split all but the first; then of those in several splits
    /// the ones in validation that training has, and in test that another split has.
    case remove
  }

  /// The kind of files.
  ///
  /// Default: `long-csv`.
  public var format = Format.longCSV
  /// The paths.
  public var files = DataFiles()
  /// What the columns of a CSV file mean.
  public var columns = ColumnConfiguration()
  /// The character between fields of a CSV file; a blank stands for any number of blanks and tabs.
  ///
  /// Empty: the one of `,`, `;` and tab that the first line has most of.
  ///
  /// Default: empty.
  public var separator = ""
  /// Whether a quote at the beginning of a field of a CSV file encloses it.
  ///
  /// Set it to false where quotes are characters like others, as in texts between tabs. Default:
  /// true.
  public var quotes = true
  /// How words and symbols become events.
  public var text = TextConfiguration()
  /// How long samples may be.
  public var length = LengthConfiguration()
  /// How missing values are written and treated.
  public var missing = MissingValueConfiguration()
  /// What is made of irregular times.
  public var time = TimeConfiguration()
  /// How a series, or the rows of one id, are cut into samples.
  public var window = WindowConfiguration()
  /// How labels are found.
  public var label = LabelConfiguration()
  /// The class names in the order of their indices; empty: those of the training split, sorted, as
  /// numbers if all of them are.
  ///
  /// A listed class without a training sample is an error, and so is a label that is not listed.
  /// Default: empty.
  public var classes: [String] = []
  /// How samples are divided into training, validation and test.
  public var split = SplitConfiguration()
  /// What becomes of samples that equal an earlier one in all values.
  ///
  /// Default: `keep`.
  public var duplicates = Duplicates.keep
  /// Which classes are thinned out.
  public var thin = ThinningConfiguration()

  /// The defaults.
  public init() {}
}

extension DataConfiguration {
  /// Sets the switches of the `reference` profile (spec/01 section 18) and leaves the rest as it is.
  ///
  /// - Parameter oneLabel: whether a single label is wanted where samples have several; the reference
  ///   takes the last one (D20).
  public mutating func useReferenceSwitches(oneLabel: Bool) {
    length.useReferenceSwitches()
    if oneLabel { label.position = -1 }
  }
}
