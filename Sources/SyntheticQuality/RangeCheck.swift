import Sequences

/// How far samples stray from the range of real values.
struct RangeCheck: Equatable {
  /// The share of values that lie outside the real range of their feature and a margin.
  let outsideShare: Double
  /// The share of samples with a value farther outside than ten times the range.
  let farShare: Double

  /// How many real ranges outside is far.
  static let far = 10.0

  /// Compares the values of samples with the range of each feature; nil without samples.
  ///
  /// - Parameters:
  ///   - samples: the samples to be judged.
  ///   - real: what values may be like, by the order of features.
  ///   - margin: the share of the range that a value may lie outside.
  init?(_ samples: SequenceDataset, real: [FeatureValues], margin: Double) {
    guard !samples.isEmpty else { return nil }
    let features = samples.featureCount
    // A feature that never varies comes back from scaling with the rounding of single precision.
    let slack = real.map { values in
      max(
        margin * (values.maximum - values.minimum),
        1e-5 * max(values.maximum.magnitude, values.minimum.magnitude, .leastNormalMagnitude))
    }
    let farSlack = zip(real, slack).map { values, slack in
      max(Self.far * (values.maximum - values.minimum), slack)
    }
    var (outside, all, farSamples) = (0, 0, 0)
    samples.values.withUnsafeBufferPointer { values in
      for sample in 0..<samples.count {
        let first = samples.starts[sample] * features
        let size = samples.lengths[sample] * features
        var isFar = false
        for offset in 0..<size {
          let (value, feature) = (Double(values[first + offset]), offset % features)
          let distance = max(value - real[feature].maximum, real[feature].minimum - value)
          if distance > slack[feature] { outside += 1 }
          if distance > farSlack[feature] { isFar = true }
        }
        all += size
        if isFar { farSamples += 1 }
      }
    }
    outsideShare = Double(outside) / Double(all)
    farShare = Double(farSamples) / Double(samples.count)
  }
}
