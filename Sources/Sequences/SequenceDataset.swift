/// Labelled sequences of different lengths, without padding.
///
/// All events lie in one place, `values`, `featureCount` numbers each; a sample is a first row and a length.
/// Samples may overlap, so the windows of a long series share its values instead of copying them,
/// and so do subsets. Values are in the units of the data: scaling belongs to whoever trains.
///
///     let data = try SequenceDataset(
///       featureNames: ["speed"], classNames: ["calm", "storm"], values: [1, 2, 3, 9, 8],
///       lengths: [3, 2], labels: [0, 1])
///     let storms = data.subset([1])
///     let batch = storms.batch([0])  // [1, 2, 1]
///
/// Labels are classes per position, read by `labelSequence(at:)`: `labelLength` is 1 for seq2one, more
/// for seq2seq. Like events, the labels of all samples lie one behind another without padding, so
/// samples may have label sequences of different lengths (spec/00 section 3).
///
/// A data set is checked when it is made, so whoever receives one need not: every value is finite,
/// every sample has an event, every label is a class. A data set may be empty; a split may not.
public struct SequenceDataset: Sendable, Equatable {
  /// One name per feature.
  public let featureNames: [String]
  /// One name per class; a label is an index into it.
  public let classNames: [String]
  /// The greatest number of label positions that a sample may have, L (spec/00 section 3).
  ///
  /// Where no lengths of labels are given, every sample has as many. A subset keeps it.
  public let labelLength: Int
  /// All events, row-major `[row, feature]`, including rows that belong to no sample of a subset.
  public let values: EventValues
  /// The first row of each sample.
  public let starts: [Int]
  /// The number of events of each sample, at least 1.
  public let lengths: [Int]
  /// Class indices, those of one sample behind those of another.
  ///
  /// Row-major `[sample, labelLength]` unless `hasRaggedLabels`.
  public let labels: [Int]
  /// Where the labels of each sample begin, and behind the last one, where they end.
  private let labelOffsets: [Int]

  /// Samples that may overlap and need not cover all rows.
  ///
  /// Cost: one pass over the values.
  ///
  /// - Parameters:
  ///   - featureNames: one name per feature, at least one.
  ///   - classNames: one name per class, at least one.
  ///   - labelLength: the number of label positions of every sample, at least 1.
  ///   - values: all events, row-major `[row, feature]`.
  ///   - starts: the first row of each sample.
  ///   - lengths: the number of events of each sample.
  ///   - labels: class indices, those of one sample behind those of another.
  ///   - labelLengths: the number of label positions of each sample, at least 1; nil: `labelLength`
  ///     throughout. Greater ones raise `labelLength`.
  /// - Throws: what is wrong, with sample, event and feature (spec/06 E1, E6-E8).
  public init(
    featureNames: [String], classNames: [String], labelLength: Int = 1, values: EventValues,
    starts: [Int], lengths: [Int], labels: [Int], labelLengths: [Int]? = nil
  ) throws(DataError) {
    guard (labelLengths ?? lengths).count == lengths.count else {
      throw DataError(
        .wrongCount(
          of: "label lengths", found: labelLengths?.count ?? 0, expected: lengths.count))
    }
    // Before they are added up, which could overflow.
    if let sample = labelLengths?.firstIndex(where: { $0 > labels.count }) {
      throw DataError(
        .wrongCount(of: "labels", found: labels.count, expected: labelLengths?[sample] ?? 0),
        at: DataPlace(sample: sample))
    }
    self.init(
      unchecked: (), featureNames: featureNames, classNames: classNames,
      labelLength: max(labelLength, labelLengths?.max() ?? 0), values: values, starts: starts,
      lengths: lengths, labels: labels, labelLengths: labelLengths)
    try validate()
  }

  /// Samples that lie one behind another and cover all rows.
  ///
  /// - Parameters:
  ///   - featureNames: one name per feature, at least one.
  ///   - classNames: one name per class, at least one.
  ///   - labelLength: the number of label positions of every sample, at least 1.
  ///   - values: all events, row-major `[row, feature]`.
  ///   - lengths: the number of events of each sample; they add up to the number of rows.
  ///   - labels: class indices, those of one sample behind those of another.
  ///   - labelLengths: the number of label positions of each sample, at least 1; nil: `labelLength`
  ///     throughout. Greater ones raise `labelLength`.
  /// - Throws: what is wrong, with sample, event and feature (spec/06 E1, E6-E8).
  public init(
    featureNames: [String], classNames: [String], labelLength: Int = 1, values: EventValues,
    lengths: [Int], labels: [Int], labelLengths: [Int]? = nil
  ) throws(DataError) {
    var starts: [Int] = []
    starts.reserveCapacity(lengths.count)
    var row = 0
    for length in lengths {
      starts.append(row)
      row += length
    }
    guard row * featureNames.count == values.count else {
      throw DataError(
        .wrongCount(of: "values", found: values.count, expected: row * featureNames.count))
    }
    try self.init(
      featureNames: featureNames, classNames: classNames, labelLength: labelLength, values: values,
      starts: starts, lengths: lengths, labels: labels, labelLengths: labelLengths)
  }

  /// Parts that are known to fit, such as those of a subset.
  init(
    unchecked: Void, featureNames: [String], classNames: [String], labelLength: Int,
    values: EventValues, starts: [Int], lengths: [Int], labels: [Int], labelLengths: [Int]?
  ) {
    self.featureNames = featureNames
    self.classNames = classNames
    self.labelLength = labelLength
    self.values = values
    self.starts = starts
    self.lengths = lengths
    self.labels = labels
    var offset = 0
    labelOffsets =
      [0]
      + lengths.indices.map { sample in
        offset += labelLengths?[sample] ?? labelLength
        return offset
      }
  }

  /// The number of features of an event, F.
  public var featureCount: Int { featureNames.count }
  /// The number of classes, C.
  public var classCount: Int { classNames.count }
  /// The number of samples, N.
  public var count: Int { lengths.count }
  /// Whether there is no sample.
  public var isEmpty: Bool { lengths.isEmpty }
  /// The number of stored events; samples that overlap share them.
  public var rowCount: Int { values.count / max(1, featureCount) }
  /// The length of the longest sample; 0 if there is none.
  public var maximumLength: Int { lengths.max() ?? 0 }
}

extension SequenceDataset {
  /// Samples that may overlap and need not cover all rows, with their events in an array.
  ///
  /// - Throws: as the initialiser above.
  public init(
    featureNames: [String], classNames: [String], labelLength: Int = 1, values: [Float],
    starts: [Int], lengths: [Int], labels: [Int], labelLengths: [Int]? = nil
  ) throws(DataError) {
    try self.init(
      featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: EventValues(values), starts: starts, lengths: lengths, labels: labels,
      labelLengths: labelLengths)
  }

  /// Samples that lie one behind another and cover all rows, with their events in an array.
  ///
  /// - Throws: as the initialiser above.
  public init(
    featureNames: [String], classNames: [String], labelLength: Int = 1, values: [Float],
    lengths: [Int], labels: [Int], labelLengths: [Int]? = nil
  ) throws(DataError) {
    try self.init(
      featureNames: featureNames, classNames: classNames, labelLength: labelLength,
      values: EventValues(values), lengths: lengths, labels: labels, labelLengths: labelLengths)
  }
}

extension SequenceDataset {
  /// The events of one sample, row-major `[time, features]`, without copying.
  public func sequence(at sample: Int) -> EventValues {
    let first = starts[sample] * featureCount
    return values[first..<first + lengths[sample] * featureCount]
  }

  /// The classes of one sample, one per label position.
  public func labelSequence(at sample: Int) -> ArraySlice<Int> {
    labels[labelOffsets[sample]..<labelOffsets[sample + 1]]
  }

  /// The number of label positions of one sample, from 1 to `labelLength`.
  public func labelLength(at sample: Int) -> Int {
    labelOffsets[sample + 1] - labelOffsets[sample]
  }

  /// The number of label positions of each sample.
  public var labelLengths: [Int] { (0..<count).map { labelLength(at: $0) } }

  /// Whether some sample has fewer label positions than `labelLength`.
  public var hasRaggedLabels: Bool { labels.count != count * labelLength }
}
