extension SequenceDataset {
  /// The samples with at most, or exactly, a given number of events.
  ///
  /// Cutting off shares the values. Cost of filling up: a copy.
  func limited(by limit: LengthConfiguration) -> SequenceDataset {
    guard limit.maximum > 0 else { return self }
    let kept = lengths.map { Swift.min($0, limit.maximum) }
    let first = indices.map { sample in
      starts[sample] + (limit.padding == .front ? lengths[sample] - kept[sample] : 0)
    }
    guard !limit.maskPadding else {
      return replacingEvents(values: values, starts: first, lengths: kept)
    }
    let features = featureCount
    var filled = [Float](repeating: 0, count: count * limit.maximum * features)
    for sample in indices {
      let gap = limit.padding == .front ? limit.maximum - kept[sample] : 0
      let target = (sample * limit.maximum + gap) * features
      let source = first[sample] * features
      filled.replaceSubrange(
        target..<target + kept[sample] * features,
        with: values[source..<source + kept[sample] * features])
    }
    return replacingEvents(
      values: EventValues(filled), starts: indices.map { $0 * limit.maximum },
      lengths: [Int](repeating: limit.maximum, count: count))
  }

  /// The same labels with other events.
  ///
  /// - Precondition: the events fit; nothing is checked.
  func replacingEvents(
    featureNames: [String]? = nil, values: EventValues, starts: [Int], lengths: [Int]
  ) -> SequenceDataset {
    SequenceDataset(
      unchecked: (), featureNames: featureNames ?? self.featureNames, classNames: classNames,
      labelLength: labelLength, values: values, starts: starts, lengths: lengths, labels: labels,
      labelLengths: labelLengths)
  }

  private var indices: Range<Int> { 0..<count }
}
