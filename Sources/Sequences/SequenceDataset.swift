/// Labelled sequences of different lengths, without padding.
///
/// All events lie in one array, `featureCount` numbers each; a sample is a first row and a length.
/// Samples may overlap, so the windows of a long series share its values instead of copying them,
/// and so do subsets. Values are in the units of the data: scaling belongs to whoever trains.
///
/// Labels are classes per position: `labelLength` is 1 for seq2one, more for seq2seq.
public struct SequenceDataset: Sendable, Equatable {
  /// One name per feature.
  public let featureNames: [String]
  /// One name per class; a label is an index into it.
  public let classNames: [String]
  /// The number of label positions, L (spec/00 section 3).
  public let labelLength: Int
  /// All events, row-major `[row, feature]`.
  public let values: [Float]
  /// The first row of each sample.
  public let starts: [Int]
  /// The number of events of each sample, at least 1.
  public let lengths: [Int]
  /// Class indices, row-major `[sample, labelLength]`.
  public let labels: [Int]

  /// The number of features of an event.
  public var featureCount: Int { featureNames.count }
  /// The number of samples.
  public var count: Int { lengths.count }
}
