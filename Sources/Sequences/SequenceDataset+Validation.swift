extension SequenceDataset {
  /// Checks everything that whoever receives a data set relies on.
  func validate() throws(DataError) {
    guard featureCount > 0 else {
      throw DataError(.configuration(sentence: "a data set needs at least one feature column."))
    }
    guard classCount > 0, labelLength > 0 else {
      throw DataError(.configuration(sentence: "a data set needs at least one class and label."))
    }
    guard values.count.isMultiple(of: featureCount) else {
      throw DataError(
        .wrongCount(
          of: "values", found: values.count,
          expected: (values.count / featureCount + 1) * featureCount))
    }
    guard starts.count == count else {
      throw DataError(.wrongCount(of: "starts", found: starts.count, expected: count))
    }
    let labelLengths = labelLengths
    if let sample = labelLengths.firstIndex(where: { $0 < 1 }) {
      throw DataError(.noLabel, at: DataPlace(sample: sample))
    }
    let labelCount = labelLengths.reduce(0, +)
    guard labels.count == labelCount else {
      throw DataError(.wrongCount(of: "labels", found: labels.count, expected: labelCount))
    }
    for (sample, length) in lengths.enumerated() {
      guard length > 0 else { throw DataError(.zeroLength, at: DataPlace(sample: sample)) }
      guard starts[sample] >= 0, starts[sample] <= rowCount - length else {
        throw DataError(.outsideStorage, at: DataPlace(sample: sample))
      }
    }
    if let index = labels.firstIndex(where: { $0 < 0 || $0 >= classCount }) {
      throw DataError(
        .labelOutsideClasses(label: labels[index], classes: classCount),
        at: DataPlace(sample: (0..<count).first { labelSequence(at: $0).indices.contains(index) }))
    }
    try validateFinite()
  }

  private func validateFinite() throws(DataError) {
    guard let index = values.firstNonFinite else { return }
    // The value is named by the first sample that contains it; one in no sample is an error too,
    // because storage is scaled and sent as a whole.
    let row = index / featureCount
    let sample = (0..<count).first { starts[$0] <= row && row < starts[$0] + lengths[$0] }
    throw DataError(
      .notFinite,
      at: DataPlace(
        sample: sample, event: sample.map { row - starts[$0] },
        feature: featureNames[index % featureCount]))
  }
}
