import Sequences
import Tensors

/// Sequences scaled once for a network, from which batches are gathered.
///
/// Cost: one copy of the events that the samples use. Overlapping windows share them here as they do in the
/// data set.
package struct ScaledSequences {
  /// The number of features of an event.
  package let features: Int
  /// The number of events of each sample.
  package let lengths: [Int]
  /// The most label positions of a sample.
  let labelLength: Int
  /// The number of label positions of each sample.
  let labelLengths: [Int]
  private let starts: [Int]
  private let values: EventValues

  /// All samples of a data set, scaled.
  package init(_ dataset: SequenceDataset, scaling: FeatureScaling) {
    let own = scaling.applied(to: dataset.compacted())
    features = own.featureCount
    lengths = own.lengths
    labelLength = own.labelLength
    labelLengths = own.labelLengths
    starts = own.starts
    values = own.values
  }

  /// The events `[batch, time, features]`, padded with zeros behind, and the lengths of samples.
  package func batch(_ samples: [Int]) -> (events: Tensor<Float>, lengths: [Int32]) {
    let longest = samples.reduce(0) { max($0, lengths[$1]) }
    let row = longest * features
    let events = Tensor<Float>(shape: [samples.count, longest, features]) { elements in
      values.withUnsafeBufferPointer { values in
        for (position, sample) in samples.enumerated() {
          let first = starts[sample] * features
          let count = lengths[sample] * features
          let target = UnsafeMutableBufferPointer(
            rebasing: elements[(position * row)..<((position + 1) * row)])
          _ = target[..<count].update(fromContentsOf: values[first..<(first + count)])
          target[count...].update(repeating: 0)
        }
      }
    }
    return (events, samples.map { Int32(lengths[$0]) })
  }
}
