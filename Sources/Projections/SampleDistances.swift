import Tensors

/// The distances of every two samples, as points.
///
/// N samples. Distances come from products of centred rows in double precision; what differs by less
/// than rounding leaves is 0 apart.
package struct SampleDistances {
  /// The number of samples, N.
  package let count: Int
  /// Row-major `[N, N]`.
  private let values: [Double]

  /// Computes them.
  ///
  /// Cost: N² x dimensions multiply-adds; memory: 16 N² bytes.
  ///
  /// - Throws: `ProjectionError` if a coordinate is NaN or infinite.
  package init(_ rows: Tensor<Float>) throws(ProjectionError) {
    let centred = try CentredRows(rows, purpose: "A comparison of samples", needed: 2)
    let products = centred.innerProducts()
    let count = rows.shape[0]
    self.count = count
    values = products.withElements { products in
      [Double](unsafeUninitializedCapacity: count * count) { values, initialised in
        for i in 0..<count {
          let own = products[i * count + i]
          for j in 0..<count {
            let other = products[j * count + j]
            let square = own + other - 2 * products[i * count + j]
            let isRounding = i == j || square <= 1e-12 * (own + other)
            values[i * count + j] = isRounding ? 0 : square.squareRoot()
          }
        }
        initialised = count * count
      }
    }
  }

  /// The distance of two samples.
  package subscript(first: Int, second: Int) -> Double { values[first * count + second] }

  /// The mean over all pairs of different samples among some; nil for fewer than two.
  package func mean(within samples: [Int]) -> Double? {
    guard samples.count > 1 else { return nil }
    var sum = 0.0
    for (place, first) in samples.enumerated() {
      for second in samples[(place + 1)...] { sum += self[first, second] }
    }
    return sum / (Double(samples.count) * Double(samples.count - 1) / 2)
  }

  /// The distance from a sample to the nearest of some others; infinite if there is none.
  ///
  /// - Parameters:
  ///   - sample: the sample; it is not its own neighbour.
  ///   - others: the others.
  ///   - counts: which of them count; nil for all.
  /// - Returns: the least of their distances.
  package func nearest(
    to sample: Int, among others: [Int], where counts: ((Int) -> Bool)? = nil
  ) -> Double {
    var nearest = Double.infinity
    for other in others where other != sample && self[sample, other] < nearest {
      if counts?(other) ?? true { nearest = self[sample, other] }
    }
    return nearest
  }

  /// The distance from a sample to the k-th nearest of some others.
  ///
  /// - Precondition: there are at least k others.
  package func radius(of sample: Int, among others: [Int], neighbours k: Int) -> Double {
    let distances = others.filter { $0 != sample }.map { self[sample, $0] }.sorted()
    precondition(distances.count >= k, "There is no neighbour \(k) among \(distances.count).")
    return distances[k - 1]
  }
}
