/// One way of a scaling, from the units of the data or back to them, with all numbers at hand.
package struct ScalingStep: Sendable {
  /// Which way.
  enum Direction: Sendable {
    case forward, backward, none
  }

  private let direction: Direction
  private let centres: [Double]
  private let factors: [Double]

  init(_ direction: Direction, centres: [Double], factors: [Double]) {
    self.direction = direction
    self.centres = centres
    self.factors = factors
  }

  /// Fills a place with the results for some events, both row-major `[row, feature]`.
  ///
  /// - Precondition: a whole number of events, and as large a place.
  package func apply(
    _ source: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>
  ) {
    precondition(source.count == target.count)
    switch direction {
    case .none: _ = target.initialize(from: source)
    case .forward: apply(source, target) { value, centre, factor in (value - centre) * factor }
    case .backward: apply(source, target) { value, centre, factor in value * factor + centre }
    }
  }

  @inline(__always)
  private func apply(
    _ source: UnsafeBufferPointer<Float>, _ target: UnsafeMutableBufferPointer<Float>,
    _ transform: (Double, Double, Double) -> Double
  ) {
    let features = centres.count
    precondition(source.count.isMultiple(of: max(1, features)))
    centres.withUnsafeBufferPointer { centres in
      factors.withUnsafeBufferPointer { factors in
        for row in stride(from: 0, to: source.count, by: features) {
          for feature in 0..<features {
            let value = Double(source[row + feature])
            target[row + feature] = Float(transform(value, centres[feature], factors[feature]))
          }
        }
      }
    }
  }

  /// The results for the events of the samples.
  func applied(to dataset: SequenceDataset) -> SequenceDataset {
    guard direction != .none else { return dataset }
    precondition(dataset.featureCount == centres.count)
    return dataset.mapping(dataset.usedRows(), apply)
  }

  /// The results for events, row-major `[row, feature]`.
  func applied(to values: [Float]) -> [Float] {
    guard direction != .none else { return values }
    return [Float](unsafeUninitializedCapacity: values.count) { target, count in
      values.withUnsafeBufferPointer {
        apply($0, UnsafeMutableBufferPointer(rebasing: target[..<values.count]))
      }
      count = values.count
    }
  }
}
