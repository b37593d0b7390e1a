/// What a file of samples holds, before samples are split and classes are ordered.
///
/// Missing values are marked in the data set (`MissingMark`), and a categorical feature's values
/// are indices of its texts, until `FeatureCompletion` has dealt with both.
struct SampleTable {
  /// The samples; classes are the label texts in the order of their appearance, or all declared
  /// classes.
  var dataset: SequenceDataset
  /// The group of each sample; empty if the file has none.
  var groups: [Int] = []
  /// The time of each sample's first event; empty if the file has none.
  var times: [Double] = []
  /// The time of each sample's last event; empty if the file has none.
  var endTimes: [Double] = []
  /// What cannot be divided between splits: the number of each sample's id; empty if every sample
  /// stands for itself.
  var units: [Int] = []
  /// The text that names each sample's split; empty if the file has none.
  var splits: [String] = []
  /// The numbers `[sample, position]` that become labels by a threshold; empty if labels are known.
  var measures: [Float] = []
  /// The first row of each stretch of rows within which a value may stand for later ones.
  var stretches: [Int] = []
  /// For each categorical feature its texts, nil for others; empty if no feature is categorical.
  var categories: [[String]?] = []
  /// Whether the file itself says which classes there are, as one-hot labels do.
  var declaresClasses = false
  /// Windows that were left out.
  var dropped = LoadedData.DroppedWindows()
  /// What was decided: sentences.
  var notes: [String] = []
  /// What is doubtful about the file: sentences.
  var warnings: [String] = []
}

extension SampleTable {
  /// Some of the samples, in the given order, over the same rows; without notes and warnings.
  func subset(_ indices: [Int]) -> SampleTable {
    func chosen<Element>(_ elements: [Element], width: Int = 1) -> [Element] {
      guard !elements.isEmpty else { return [] }
      return indices.flatMap { elements[$0 * width..<($0 + 1) * width] }
    }
    let width = dataset.isEmpty ? 1 : measures.count / dataset.count
    return SampleTable(
      dataset: dataset.subset(indices), groups: chosen(groups), times: chosen(times),
      endTimes: chosen(endTimes), units: chosen(units), splits: chosen(splits),
      measures: chosen(measures, width: width), stretches: stretches, categories: categories,
      declaresClasses: declaresClasses)
  }
}
