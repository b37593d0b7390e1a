import Sequences
import Tensors

/// Sequences of which batches are gathered, scaled for a network.
///
/// The values stay where they are in the units of the data, which may be memory that all processes of
/// a node share; each batch is scaled when it is gathered. Beside what a network does with a batch that
/// takes no time to speak of, and every process would keep its own scaled copy otherwise.
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
  private let scaling: ScalingStep

  /// All samples of a data set.
  ///
  /// - Precondition: the scaling has as many features.
  package init(_ dataset: SequenceDataset, scaling: FeatureScaling) {
    precondition(scaling.featureCount == dataset.featureCount)
    features = dataset.featureCount
    lengths = dataset.lengths
    labelLength = dataset.labelLength
    labelLengths = dataset.labelLengths
    starts = dataset.starts
    values = dataset.values
    self.scaling = scaling.forward
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
          scaling.apply(
            UnsafeBufferPointer(rebasing: values[first..<(first + count)]),
            UnsafeMutableBufferPointer(rebasing: target[..<count]))
          target[count...].update(repeating: 0)
        }
      }
    }
    return (events, samples.map { Int32(lengths[$0]) })
  }
}
