/// Some samples of a data set, side by side and filled up with zeros behind their last event.
///
/// Networks take `values` as `[batch, time, features]` and `lengths` as the mask: event `t` of
/// sample `b` is valid if `t < lengths[b]`, its label `l` if `l < labelLengths[b]` (spec/00 section 3).
public struct PaddedBatch: Sendable, Equatable {
  /// Row-major `[batch, time, features]`; zero where there is no event.
  public let values: [Float]
  /// The number of valid events of each sample.
  public let lengths: [Int32]
  /// The padded length, T.
  public let time: Int
  /// The number of features, F.
  public let featureCount: Int
  /// Class indices, row-major `[batch, labelLength]`; 0 behind a sample's last label.
  public let labels: [Int32]
  /// The number of label positions, L, the same for every batch of a data set.
  public let labelLength: Int
  /// The number of valid label positions of each sample.
  public let labelLengths: [Int32]

  /// The number of samples, B.
  public var count: Int { lengths.count }
}

extension SequenceDataset {
  /// The given samples as a batch, padded to the longest of them.
  ///
  /// - Parameters:
  ///   - indices: the samples, in the order of the batch; repetitions are allowed.
  ///   - time: the padded length; nil for the longest sample of the batch.
  /// - Returns: values `[batch, time, features]` with lengths and labels.
  /// - Precondition: every index is in `0..<count`, and `time`, if given, is no less than the
  ///   longest sample's length.
  public func batch(_ indices: [Int], paddedTo time: Int? = nil) -> PaddedBatch {
    let longest = indices.reduce(0) { Swift.max($0, lengths[$1]) }
    let time = time ?? longest
    precondition(time >= longest, "a batch cannot be shorter than its samples")
    var padded = [Float](repeating: 0, count: indices.count * time * featureCount)
    var batchLabels: [Int32] = []
    batchLabels.reserveCapacity(indices.count * labelLength)
    padded.withUnsafeMutableBufferPointer { target in
      values.withUnsafeBufferPointer { source in
        for (position, index) in indices.enumerated() {
          let size = lengths[index] * featureCount
          let from = starts[index] * featureCount
          let to = position * time * featureCount
          _ = target[to..<to + size].update(fromContentsOf: source[from..<from + size])
        }
      }
    }
    for index in indices {
      for label in labelSequence(at: index) { batchLabels.append(Int32(label)) }
      for _ in labelLength(at: index)..<labelLength { batchLabels.append(0) }
    }
    return PaddedBatch(
      values: padded, lengths: indices.map { Int32(lengths[$0]) }, time: time,
      featureCount: featureCount, labels: batchLabels, labelLength: labelLength,
      labelLengths: indices.map { Int32(labelLength(at: $0)) })
  }
}
