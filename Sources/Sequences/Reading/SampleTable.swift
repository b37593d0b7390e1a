/// What a file of samples holds, before samples are split and classes are ordered.
struct SampleTable {
  /// The samples; classes are the label texts in the order of their appearance, or all declared
  /// classes.
  var dataset: SequenceDataset
  /// The group of each sample; empty if the file has none.
  var groups: [Int] = []
  /// The time of each sample's first event; empty if the file has none.
  var times: [Double] = []
  /// Whether the file itself says which classes there are, as one-hot labels do.
  var declaresClasses = false
  /// What is doubtful about the file: sentences.
  var warnings: [String] = []
}
