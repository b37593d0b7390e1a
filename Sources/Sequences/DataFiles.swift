/// The files of a data set: one that is to be split, or one for each split.
///
/// If only `training` and `test` are given, validation samples are taken from training by the rule
/// and the shares of `split`.
public struct DataFiles: Codable, Equatable, Sendable {
  /// Everything in one; then the others must be empty.
  public var all = SplitFiles()
  /// The training split.
  public var training = SplitFiles()
  /// The validation split.
  public var validation = SplitFiles()
  /// The test split.
  public var test = SplitFiles()

  /// No files.
  public init() {}

  /// The paths of all files, as they are written, without the names of members of archives.
  public var paths: [String] {
    var paths: [String] = []
    for split in [all, training, validation, test] {
      for name in [split.values, split.labels, split.offsets, split.lengths, split.labelLengths]
      where !name.isEmpty {
        // `data.npz:x_train` is a member of an archive.
        let path = name.range(of: ".npz:").map { String(name[..<$0.lowerBound]) + ".npz" } ?? name
        if !paths.contains(path) { paths.append(path) }
      }
    }
    return paths
  }
}

/// The files that hold one set of samples.
///
/// CSV formats, `ts` and `ucr-tsv` need `values` only; in `long-csv`, `labels` may be a second CSV
/// file, with the labels by id. `idx` needs `labels`, too; so do `text` and `tokens` if they are files
/// of lines instead of tables. An array is a `.npy` file or a member of an `.npz` file, which
/// is named behind a colon: `data.npz:x_train`. Without a name, the members `values`, `labels`,
/// `offsets`, `lengths` and `labelLengths` of the `.npz` file under `values` are taken.
public struct SplitFiles: Codable, Equatable, Sendable {
  /// The file of samples, or the array of values.
  public var values = ""
  /// The array of labels: `[N]`, `[N, L]`, or one-hot `[N, C]` or `[N, L, C]`; in `long-csv` a file
  /// with a row for each id; for lines of text a file with the label of each.
  public var labels = ""
  /// The array of `N + 1` first rows of format `ragged`.
  public var offsets = ""
  /// For format `npy`: the array of `N` lengths, if sequences are padded at the end.
  ///
  /// Without it, every sequence has the full length.
  public var lengths = ""
  /// For arrays of labels `[N, L]` or `[N, L, C]`: the array of `N` numbers of labels, if samples have
  /// fewer than L; what stands behind a sample's last label is not read.
  ///
  /// Without it, every sample has L labels.
  public var labelLengths = ""

  /// No files.
  public init() {}

  /// A file that holds everything.
  public init(values: String) {
    self.values = values
  }

  /// Whether no file is named.
  public var isEmpty: Bool {
    values.isEmpty && labels.isEmpty && offsets.isEmpty && lengths.isEmpty && labelLengths.isEmpty
  }
}

extension SplitFiles {
  private enum CodingKeys: String, CodingKey {
    case values, labels, offsets, lengths, labelLengths
  }

  /// Decodes the keys, or a text alone, which stands for `values`: `all: data.csv`.
  ///
  /// - Throws: a decoding error if it is neither.
  public init(from decoder: any Decoder) throws {
    if let path = try? decoder.singleValueContainer().decode(String.self) {
      self.init(values: path)
      return
    }
    self.init()
    let container = try decoder.container(keyedBy: CodingKeys.self)
    values = try container.decodeIfPresent(String.self, forKey: .values) ?? ""
    labels = try container.decodeIfPresent(String.self, forKey: .labels) ?? ""
    offsets = try container.decodeIfPresent(String.self, forKey: .offsets) ?? ""
    lengths = try container.decodeIfPresent(String.self, forKey: .lengths) ?? ""
    labelLengths = try container.decodeIfPresent(String.self, forKey: .labelLengths) ?? ""
  }
}
