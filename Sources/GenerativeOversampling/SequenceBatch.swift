import Sequences
import Tensors

/// Some scaled sequences of one update, padded at their ends, and in the seq2seq form their labels.
struct SequenceBatch<Scalar: TensorScalar> {
  /// `[samples, time, features]`, 0 on padding.
  let events: Tensor<Scalar>
  /// The number of valid events of each sample.
  let lengths: [Int32]
  /// The labels of the same samples; nil in the seq2one form.
  let labels: LabelBatch<Scalar>?
  /// 1 for each entry of `events` that a reconstruction is held against, 0 for those that were filled
  /// in and on padding; nil: all valid entries were measured.
  let measured: Tensor<Scalar>?

  /// Sequences with or without labels.
  init(
    events: Tensor<Scalar>, lengths: [Int32], labels: LabelBatch<Scalar>? = nil,
    measured: Tensor<Scalar>? = nil
  ) {
    self.events = events
    self.lengths = lengths
    self.labels = labels
    self.measured = measured
  }

  /// The number of samples.
  var count: Int { lengths.count }

  /// How much of the samples' hidden sequences is valid.
  var hiddenLengths: HiddenLengths { HiddenLengths(events: lengths, labels: labels?.lengths) }

  /// The events one step later, zeros first: what teacher forcing feeds to the decoder.
  var previousEvents: Tensor<Scalar> { events.oneStepLater }

  /// The same samples twice, one batch after the other: the real and the fake branch.
  var twice: SequenceBatch {
    SequenceBatch(
      events: events.repeated(2), lengths: lengths + lengths,
      labels: labels.map {
        LabelBatch(oneHot: $0.oneHot.repeated(2), lengths: $0.lengths + $0.lengths)
      }, measured: measured.map { $0.repeated(2) })
  }
}

/// The labels of some samples as sequences that networks read (spec/00 section 3).
struct LabelBatch<Scalar: TensorScalar> {
  /// `[samples, positions, classes]`: 1 at the class of each position, 0 elsewhere and on padding.
  let oneHot: Tensor<Scalar>
  /// The number of valid positions of each sample.
  let lengths: [Int32]

  /// The labels one position later, zeros first: what teacher forcing feeds to the label decoder.
  var previous: Tensor<Scalar> { oneHot.oneStepLater }
}

extension SequenceBatch {
  /// The given samples of a scaled data set, padded to the longest of them.
  ///
  /// - Parameters:
  ///   - samples: the data set.
  ///   - indices: which of its samples; events and labels are taken by the same indices.
  ///   - classCount: the width of one-hot labels; nil for a batch without labels.
  ///   - measured: the entries that reconstructions are held against; nil for all.
  init(
    _ samples: SequenceDataset, _ indices: [Int], classCount: Int? = nil,
    measured: MeasuredEntries? = nil
  ) {
    let batch = samples.batch(indices)
    func tensor(_ values: [Float]) -> Tensor<Scalar> {
      Tensor<Scalar>(
        converting: Tensor<Float>(values, shape: [batch.count, batch.time, batch.featureCount]))
    }
    self.init(
      events: tensor(batch.values), lengths: batch.lengths,
      labels: classCount.map { classCount in
        LabelBatch(indices.map { samples.labelSequence(at: $0) }, classCount: classCount)
      }, measured: measured.map { tensor($0.weights(of: batch)) })
  }
}

extension LabelBatch {
  /// The given label sequences, padded to the longest of them.
  init(_ sequences: [ArraySlice<Int>], classCount: Int) {
    let positions = sequences.reduce(0) { max($0, $1.count) }
    var values = [Float](repeating: 0, count: sequences.count * positions * classCount)
    for (sample, sequence) in sequences.enumerated() {
      for (position, label) in sequence.enumerated() {
        values[(sample * positions + position) * classCount + label] = 1
      }
    }
    self.init(
      oneHot: Tensor<Scalar>(
        converting: Tensor<Float>(values, shape: [sequences.count, positions, classCount])),
      lengths: sequences.map { Int32($0.count) })
  }
}

extension Tensor {
  /// Sequences `[samples, time, width]` shifted by one step, zeros first; the last event is left out.
  var oneStepLater: Tensor {
    let (samples, time, width) = (shape[0], shape[1], shape[2])
    return Tensor(shape: shape) { result in
      withElements { source in
        guard let source = source.baseAddress, let target = result.baseAddress else { return }
        for sample in 0..<samples {
          let start = sample * time * width
          (target + start).initialize(repeating: 0, count: width)
          (target + start + width).initialize(from: source + start, count: (time - 1) * width)
        }
      }
    }
  }
}
