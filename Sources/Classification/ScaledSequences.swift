import Sequences
import Tensors

/// Sequences scaled once for a network, from which batches are gathered.
///
/// Cost: one copy of the events that the samples use. Overlapping windows share them here as they do in the
/// data set.
package struct ScaledSequences {
  /// The number of features of an event.
  package let features: Int
  /// The number of events of each sample, with padding that counts as events.
  package let lengths: [Int]
  /// The most label positions of a sample.
  let labelLength: Int
  /// The number of label positions of each sample.
  let labelLengths: [Int]
  private let starts: [Int]
  private let ownLengths: [Int]
  private let isPaddedInFront: Bool
  private let values: [Float]

  /// All samples of a data set, scaled.
  ///
  /// - Parameters:
  ///   - dataset: the samples.
  ///   - scaling: how events are scaled.
  ///   - length: fewer events than these are filled up with zeros that count as events (spec/01
  ///     D38); 0 for none.
  ///   - padding: where these stand.
  package init(
    _ dataset: SequenceDataset, scaling: FeatureScaling, filledTo length: Int = 0,
    padding: PaddingSide = .back
  ) {
    let own = scaling.applied(to: dataset.compacted())
    features = own.featureCount
    ownLengths = own.lengths
    lengths = own.lengths.map { max($0, length) }
    isPaddedInFront = padding == .front
    labelLength = own.labelLength
    labelLengths = own.labelLengths
    starts = own.starts
    values = own.values
  }

  /// The events `[batch, time, features]`, with zeros where there are none, and the lengths of
  /// samples.
  package func batch(_ samples: [Int]) -> (events: Tensor<Float>, lengths: [Int32]) {
    let longest = samples.reduce(0) { max($0, lengths[$1]) }
    let row = longest * features
    let events = Tensor<Float>(shape: [samples.count, longest, features]) { elements in
      values.withUnsafeBufferPointer { values in
        for (position, sample) in samples.enumerated() {
          let first = starts[sample] * features
          let count = ownLengths[sample] * features
          let skipped = isPaddedInFront ? lengths[sample] * features - count : 0
          let target = UnsafeMutableBufferPointer(
            rebasing: elements[(position * row)..<((position + 1) * row)])
          target[..<skipped].update(repeating: 0)
          _ = target[skipped..<(skipped + count)]
            .update(fromContentsOf: values[first..<(first + count)])
          target[(skipped + count)...].update(repeating: 0)
        }
      }
    }
    return (events, samples.map { Int32(lengths[$0]) })
  }
}
