import Tensors

/// The directions in which samples vary most, and how much (principal component analysis, PCA).
///
///     let principal = try PrincipalComponents(of: rows, count: 2)
///     let map = principal.projected(rows)  // [samples, 2]
///     let shares = principal.explainedShares  // such as [0.61, 0.12]
///
/// Signs are chosen so that the loading of the greatest size is positive in each component (the
/// first, if several are as great), so equal data give equal pictures. Components of nearly equal
/// variance may be turned among themselves.
///
/// N samples, D features. Cost: N D min(N, D) multiply-adds and a search in a matrix of min(N, D)
/// rows; memory: that matrix.
public struct PrincipalComponents: Sendable, Equatable {
  /// The mean of each feature, D numbers.
  public let means: [Double]
  /// One direction of length 1 per row, `[count, D]`, that of the greatest variance first.
  public let components: Tensor<Double>
  /// The variance of the samples along each component, with N - 1 in the denominator.
  public let explainedVariances: [Double]
  /// The sum of the variances of all features, with N - 1 in the denominator.
  public let totalVariance: Double

  /// Finds the first components of samples.
  ///
  /// Where the samples vary in fewer directions than asked for, the remaining components have
  /// variance 0 and are any directions at right angles to the others.
  ///
  /// - Parameters:
  ///   - rows: the samples, `[N, D]`, in the scale in which they shall be compared.
  ///   - count: how many components, from 1 to min(N, D).
  /// - Throws: `ProjectionError` if there are fewer than two samples, no features, too few of either
  ///   for `count`, or a coordinate that is not finite.
  public init(of rows: Tensor<Float>, count: Int) throws(ProjectionError) {
    let centred = try CentredRows(rows, purpose: "A principal component analysis", needed: 2)
    try self.init(of: centred, count: count)
  }

  init(of centred: CentredRows, count: Int) throws(ProjectionError) {
    let (samples, features) = (centred.samples, centred.features)
    guard (1...min(samples, features)).contains(count) else {
      throw .tooManyComponents(asked: count, samples: samples, features: features)
    }
    let degrees = Double(samples - 1)
    let bySamples = samples < features
    let products = bySamples ? centred.innerProducts() : centred.featureProducts()
    let leading = LeadingEigenvectors(of: products, count: count)
    var directions = leading.vectors
    if bySamples {
      // The eigenvectors u of X X^T give those of X^T X as X^T u; a product that is zero but for
      // rounding has no direction.
      directions = centred.combined(byRowsOf: leading.vectors)
      let greatest = leading.values.first ?? 0
      directions.withMutableElements { directions in
        for (row, value) in leading.values.enumerated() where value <= 1e-13 * greatest {
          for column in 0..<features { directions[row * features + column] = 0 }
        }
      }
      directions.orthonormaliseRows()
    }
    directions.makeGreatestLoadingsPositive()
    means = centred.means
    components = directions
    explainedVariances = leading.values.map { $0 / degrees }
    totalVariance = products.trace / degrees
  }

  /// The share of the total variance along each component; zeros if nothing varies.
  public var explainedShares: [Double] {
    explainedVariances.map { totalVariance > 0 ? $0 / totalVariance : 0 }
  }

  /// Samples in the coordinates of the components, `[samples, count]`.
  ///
  /// - Precondition: as many features as the samples that the components are of.
  public func projected(_ rows: Tensor<Float>) -> Tensor<Double> {
    CentredRows(rows: rows, means: means).multiplied(byRowsOf: components)
  }
}

extension Tensor<Double> {
  /// The sum of the diagonal of a square matrix.
  fileprivate var trace: Double {
    withElements { elements in
      stride(from: 0, to: elements.count, by: shape[1] + 1).reduce(0) { $0 + elements[$1] }
    }
  }

  /// Negates each row whose greatest number by size is negative.
  fileprivate mutating func makeGreatestLoadingsPositive() {
    let (count, width) = (shape[0], shape[1])
    withMutableElements { elements in
      for row in 0..<count {
        let range = row * width..<(row + 1) * width
        let greatest = range.reduce(0) { Swift.max($0, elements[$1].magnitude) }
        // Sizes that differ by rounding count as equal, or rounding would choose the sign.
        guard
          let first = range.first(where: { elements[$0].magnitude >= greatest * (1 - 1e-9) }),
          elements[first] < 0
        else { continue }
        for position in range { elements[position].negate() }
      }
    }
  }
}
