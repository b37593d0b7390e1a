import Classification
import RandomStreams
import Sequences

extension SequenceDataset {
  /// Sequences of independent normal numbers.
  static func random(
    lengths: [Int], classes: [Int], features: Int, stream: RandomStream
  ) throws -> SequenceDataset {
    var stream = stream
    let count = lengths.reduce(0, +) * features
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      stream.fillNormal(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialised = count
    }
    return try SequenceDataset(
      featureNames: (0..<features).map { "feature\($0)" }, classNames: ["majority", "minority"],
      values: values, lengths: lengths, labels: classes)
  }

  /// A majority and then a minority of random sequences of equal length.
  static func random(
    majority: Int, minority: Int, time: Int, features: Int, stream: RandomStream
  ) throws -> SequenceDataset {
    try random(
      lengths: Array(repeating: time, count: majority + minority),
      classes: Array(repeating: 0, count: majority) + Array(repeating: 1, count: minority),
      features: features, stream: stream)
  }
}

extension FeatureScaling {
  /// Numbers as they are.
  static func none(features: Int) -> FeatureScaling {
    FeatureScaling(
      method: .none, centres: Array(repeating: 0, count: features),
      divisors: Array(repeating: 1, count: features))
  }
}

extension ScaledSequences {
  /// Sequences that need no scaling.
  init(_ dataset: SequenceDataset) {
    self.init(dataset, scaling: .none(features: dataset.featureCount))
  }
}
