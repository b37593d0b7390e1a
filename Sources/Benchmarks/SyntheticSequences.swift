import Classification
import RandomStreams
import Sequences

extension SequenceDataset {
  /// Sequences of independent normal numbers; `classes` holds `labels` of them for each.
  static func random(
    lengths: [Int], classes: [Int], features: Int, labels: Int = 1, stream: RandomStream
  ) throws -> SequenceDataset {
    var stream = stream
    let count = lengths.reduce(0, +) * features
    let values = [Float](unsafeUninitializedCapacity: count) { buffer, initialised in
      stream.fillNormal(UnsafeMutableBufferPointer(rebasing: buffer[..<count]))
      initialised = count
    }
    return try SequenceDataset(
      featureNames: (0..<features).map { "feature\($0)" }, classNames: ["majority", "minority"],
      labelLength: labels, values: values, lengths: lengths, labels: classes)
  }

  /// A majority and then a minority of random sequences of equal length.
  ///
  /// Of several labels, the first of a minority sample is the minority's, the others are random.
  static func random(
    majority: Int, minority: Int, time: Int, features: Int, labels: Int = 1, stream: RandomStream
  ) throws -> SequenceDataset {
    var draws = stream.substream("labels")
    return try random(
      lengths: Array(repeating: time, count: majority + minority),
      classes: Array(repeating: 0, count: majority * labels)
        + (0..<minority * labels).map { $0 % labels == 0 ? 1 : draws.index(below: 2) },
      features: features, labels: labels, stream: stream)
  }
}

extension SequenceDataset {
  /// The same sequences with so many labels each, all 0 but the one whose turn it is.
  func repeatingLabels(_ count: Int) throws -> SequenceDataset {
    guard count > 1 else { return self }
    let repeated = labels.enumerated().flatMap { sample, label in
      (0..<count).map { $0 == sample % count ? label : 0 }
    }
    return try SequenceDataset(
      featureNames: featureNames, classNames: classNames, labelLength: count, values: values,
      starts: starts, lengths: lengths, labels: repeated)
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
