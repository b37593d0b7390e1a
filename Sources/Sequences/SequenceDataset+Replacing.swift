extension SequenceDataset {
  /// The same sequences with other classes.
  ///
  /// - Precondition: as many labels as before, each the index of a class.
  func replacingLabels(_ newLabels: [Int], classNames: [String]) -> SequenceDataset {
    precondition(newLabels.count == labels.count)
    return SequenceDataset(
      unchecked: (), featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: values, starts: starts, lengths: lengths, labels: newLabels,
      labelLengths: labelLengths)
  }

  /// The same samples with other features of the same rows.
  ///
  /// - Precondition: finite values, one for each row and feature.
  func replacingFeatures(_ names: [String], values newValues: [Float]) -> SequenceDataset {
    precondition(newValues.count == rowCount * names.count)
    return SequenceDataset(
      unchecked: (), featureNames: names, classNames: classNames, labelLength: labelLength,
      values: EventValues(newValues), starts: starts, lengths: lengths, labels: labels,
      labelLengths: labelLengths)
  }
}
