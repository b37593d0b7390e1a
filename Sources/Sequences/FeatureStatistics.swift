/// What the values of one feature are like over the valid events of a data set.
///
/// An event that several samples share counts once for each of them.
public struct FeatureStatistics: Sendable, Equatable {
  /// The name of the feature.
  public let name: String
  /// The least value.
  public let minimum: Float
  /// The arithmetic mean.
  public let mean: Double
  /// The greatest value.
  public let maximum: Float
  /// The standard deviation, dividing by the number of events.
  public let standardDeviation: Double

  /// Whether all values are equal.
  public var isConstant: Bool { minimum == maximum }
}

extension [FeatureStatistics] {
  /// The statistics of every feature.
  ///
  /// Cost: two passes over the rows, whatever the overlap of the samples. Sums are in double
  /// precision and in the order of the rows, so the result is the same on every machine.
  public init(of dataset: SequenceDataset) {
    let features = dataset.featureCount
    let runs = dataset.rowRuns()
    var minima = [Float](repeating: .infinity, count: features)
    var maxima = [Float](repeating: -.infinity, count: features)
    var sums = [Double](repeating: 0, count: features)
    var events = 0.0
    dataset.values.withUnsafeBufferPointer { values in
      for run in runs {
        let weight = Double(run.coverage)
        for row in run.rows {
          events += weight
          for feature in 0..<features {
            let value = values[row * features + feature]
            minima[feature] = Swift.min(minima[feature], value)
            maxima[feature] = Swift.max(maxima[feature], value)
            sums[feature] += weight * Double(value)
          }
        }
      }
    }
    let means = sums.map { events > 0 ? $0 / events : 0 }
    var squares = [Double](repeating: 0, count: features)
    dataset.values.withUnsafeBufferPointer { values in
      for run in runs {
        let weight = Double(run.coverage)
        for row in run.rows {
          for feature in 0..<features {
            let deviation = Double(values[row * features + feature]) - means[feature]
            squares[feature] += weight * deviation * deviation
          }
        }
      }
    }
    self = (0..<features).map { feature in
      FeatureStatistics(
        name: dataset.featureNames[feature], minimum: minima[feature], mean: means[feature],
        maximum: maxima[feature],
        standardDeviation: events > 0 ? (squares[feature] / events).squareRoot() : 0)
    }
  }
}
