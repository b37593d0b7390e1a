import Sequences

/// What the values of each feature are like, of one kind of samples, in the units of the data.
public struct FeatureValues: Equatable, Sendable {
  /// The smallest value and the greatest.
  public let minimum: Double, maximum: Double
  /// The mean over all events.
  public let mean: Double
  /// The standard deviation over all events, dividing by their number.
  public let standardDeviation: Double
  /// The correlation between the values of an event and of the next one of its sequence, over all such
  /// pairs; nil if there are fewer than two or either of them does not vary.
  public let autocorrelation: Double?

  /// The values of every feature.
  ///
  /// Cost: three passes over the events.
  static func all(of dataset: SequenceDataset) -> [FeatureValues] {
    let statistics = [FeatureStatistics](of: dataset)
    let correlations = autocorrelations(of: dataset)
    return zip(statistics, correlations).map { statistics, correlation in
      FeatureValues(
        minimum: Double(statistics.minimum), maximum: Double(statistics.maximum),
        mean: statistics.mean, standardDeviation: statistics.standardDeviation,
        autocorrelation: statistics.isConstant ? nil : correlation)
    }
  }

  private static func autocorrelations(of dataset: SequenceDataset) -> [Double?] {
    let features = dataset.featureCount
    let pairs = dataset.lengths.reduce(0) { $0 + $1 - 1 }
    guard pairs > 1 else { return Array(repeating: nil, count: features) }
    return dataset.values.withUnsafeBufferPointer { values in
      (0..<features).map { feature -> Double? in
        func forEachPair(_ body: (Double, Double) -> Void) {
          for sample in 0..<dataset.count {
            let first = dataset.starts[sample] * features + feature
            for event in 0..<dataset.lengths[sample] - 1 {
              let place = first + event * features
              body(Double(values[place]), Double(values[place + features]))
            }
          }
        }
        var (sum, nextSum) = (0.0, 0.0)
        forEachPair {
          sum += $0
          nextSum += $1
        }
        let (mean, nextMean) = (sum / Double(pairs), nextSum / Double(pairs))
        var (square, nextSquare, product) = (0.0, 0.0, 0.0)
        forEachPair {
          square += ($0 - mean) * ($0 - mean)
          nextSquare += ($1 - nextMean) * ($1 - nextMean)
          product += ($0 - mean) * ($1 - nextMean)
        }
        guard square > 0, nextSquare > 0 else { return nil }
        return product / (square.squareRoot() * nextSquare.squareRoot())
      }
    }
  }
}
