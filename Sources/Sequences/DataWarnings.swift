/// What an experienced colleague would say at a look at the splits.
enum DataWarnings {
  /// Sentences about labels that hold up evaluation or training, in a fixed order.
  static func about(_ splits: DataSplits) -> [String] {
    var warnings: [String] = []
    if let tie = splits.vocabulary.tieWarning { warnings.append(tie) }
    for (name, dataset) in [
      ("validation", splits.validation.dataset), ("test", splits.test.dataset),
    ] {
      let ids = Set(splits.vocabulary.ids(of: dataset))
      if ids == [LabelVocabulary.majority] {
        warnings.append(
          "All \(name) samples have the majority label; their minority F1 is 0 or not defined.")
      } else if ids.count == 1, !ids.contains(LabelVocabulary.unknown) {
        warnings.append(
          "All \(name) samples have the same minority label; their minority F1 is blind to false "
            + "alarms.")
      } else if !ids.contains(LabelVocabulary.majority) {
        warnings.append("No \(name) sample has the majority label.")
      }
      if dataset.labelLength > 1, ids.contains(LabelVocabulary.unknown) {
        warnings.append(
          "The \(name) split has label sequences that training never shows; they count as misses.")
      }
    }
    return warnings
  }
}
