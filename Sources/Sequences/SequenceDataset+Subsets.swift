extension SequenceDataset {
  /// The given samples in the given order; repetitions are allowed.
  ///
  /// The values are shared. Cost: linear in the number of indices.
  ///
  /// - Precondition: every index is in `0..<count`.
  public func subset(_ indices: [Int]) -> SequenceDataset {
    var newLabels: [Int] = []
    newLabels.reserveCapacity(indices.count * labelLength)
    for index in indices {
      newLabels.append(contentsOf: labelSequence(at: index))
    }
    return SequenceDataset(
      unchecked: (), featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: values, starts: indices.map { starts[$0] }, lengths: indices.map { lengths[$0] },
      labels: newLabels, labelLengths: indices.map { labelLength(at: $0) })
  }

  /// The samples of this data set, then those of another with the same features and classes.
  ///
  /// Rows that belong to no sample are left out. Cost: a copy of the others.
  ///
  /// Where label lengths are ragged, the greater `labelLength` of both is that of the result.
  ///
  /// - Throws: `DataError.Reason.incompatible` if features or classes differ, or the label lengths
  ///   of two data sets without ragged labels.
  public func appending(_ other: SequenceDataset) throws(DataError) -> SequenceDataset {
    try requireCompatible(with: other)
    let (own, added) = (usedRows(), other.usedRows())
    let size = (own.count + added.count) * featureCount
    let both = [Float](unsafeUninitializedCapacity: size) { target, count in
      let border = own.count * featureCount
      own.copy(
        values, into: UnsafeMutableBufferPointer(rebasing: target[..<border]),
        features: featureCount)
      added.copy(
        other.values, into: UnsafeMutableBufferPointer(rebasing: target[border..<size]),
        features: featureCount)
      count = size
    }
    return SequenceDataset(
      unchecked: (), featureNames: featureNames, classNames: classNames,
      labelLength: max(labelLength, other.labelLength), values: EventValues(both),
      starts: own.places(of: starts) + added.places(of: other.starts).map { $0 + own.count },
      lengths: lengths + other.lengths, labels: labels + other.labels,
      labelLengths: labelLengths + other.labelLengths)
  }

  /// The same samples, with only the rows that belong to one of them.
  ///
  /// Rows that several samples share are still stored once. Use it before sending or keeping a small
  /// subset of something large. Cost: a copy of these rows, none if all rows belong to a sample.
  public func compacted() -> SequenceDataset {
    let rows = usedRows()
    guard rows.count < rowCount else { return self }
    return mapping(rows) { _ = $1.initialize(from: $0) }
  }

  /// The same samples with other values of the same shape, such as scaled ones.
  ///
  /// - Throws: if the number of values differs or one of them is not finite.
  public func replacingValues(_ newValues: [Float]) throws(DataError) -> SequenceDataset {
    guard newValues.count == values.count else {
      throw DataError(
        .wrongCount(of: "values", found: newValues.count, expected: values.count))
    }
    return try SequenceDataset(
      featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: newValues, starts: starts, lengths: lengths, labels: labels,
      labelLengths: labelLengths)
  }

  /// The same sequences with the label of one position only, which makes a seq2one data set
  /// (spec/01 section 1: the reference takes the last position).
  ///
  /// - Parameter position: counted from 0, or from -1 backwards from each sample's last.
  /// - Returns: the same samples with one label each.
  /// - Precondition: every sample has this position.
  public func selectingLabel(at position: Int) -> SequenceDataset {
    SequenceDataset(
      unchecked: (), featureNames: featureNames, classNames: classNames, labelLength: 1,
      values: values, starts: starts, lengths: lengths,
      labels: (0..<count).map { sample in
        labels[labelOffset(of: position, in: sample)]
      }, labelLengths: nil)
  }

  private func labelOffset(of position: Int, in sample: Int) -> Int {
    let sequence = labelSequence(at: sample)
    let offset = (position < 0 ? sequence.endIndex : sequence.startIndex) + position
    precondition(sequence.indices.contains(offset), "A sample has no such label position.")
    return offset
  }

  /// Checks that another data set has the same features, classes and, unless labels are ragged,
  /// label length.
  func requireCompatible(with other: SequenceDataset) throws(DataError) {
    func requireEqual(_ what: String, _ first: [String], _ second: [String]) throws(DataError) {
      guard first != second else { return }
      throw DataError(
        .incompatible(
          what: what, first: first.joined(separator: ", "), second: second.joined(separator: ", ")))
    }
    try requireEqual("features", featureNames, other.featureNames)
    try requireEqual("classes", classNames, other.classNames)
    // Samples that each say how many labels they have need not agree.
    guard !hasRaggedLabels, !other.hasRaggedLabels else { return }
    try requireEqual("label lengths", ["\(labelLength)"], ["\(other.labelLength)"])
  }
}
