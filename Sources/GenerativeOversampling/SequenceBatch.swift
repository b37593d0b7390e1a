import Sequences
import Tensors

/// Some scaled sequences of one update, padded at their ends.
struct SequenceBatch<Scalar: TensorScalar> {
  /// `[samples, time, features]`, 0 on padding.
  let events: Tensor<Scalar>
  /// The number of valid events of each sample.
  let lengths: [Int32]

  /// The number of samples.
  var count: Int { lengths.count }

  /// The events one step later, zeros first: what teacher forcing feeds to the decoder.
  var previousEvents: Tensor<Scalar> {
    let (time, features) = (events.shape[1], events.shape[2])
    return Tensor(shape: events.shape) { result in
      events.withElements { source in
        guard let source = source.baseAddress, let target = result.baseAddress else { return }
        for sample in 0..<count {
          let start = sample * time * features
          (target + start).initialize(repeating: 0, count: features)
          (target + start + features).initialize(
            from: source + start, count: (time - 1) * features)
        }
      }
    }
  }
}

extension SequenceBatch {
  /// The given samples of a scaled data set, padded to the longest of them.
  init(_ samples: SequenceDataset, _ indices: [Int]) {
    let batch = samples.batch(indices)
    let single = Tensor<Float>(
      batch.values, shape: [batch.count, batch.time, batch.featureCount])
    self.init(events: Tensor<Scalar>(converting: single), lengths: batch.lengths)
  }
}
