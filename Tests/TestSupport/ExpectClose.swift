import Tensors
import Testing

/// Expects two tensors to have one shape and nearly equal elements.
///
/// An element fails when |a - b| > absolute + relative |b|, or when either is not a number.
/// The worst one is reported.
///
/// - Parameters:
///   - actual: what was computed.
///   - expected: what it should be.
///   - relative: the allowed share of the expected number.
///   - absolute: what is allowed in addition.
///   - name: what the tensor is, for the message.
///   - sourceLocation: where to report.
public func expectClose<Scalar>(
  _ actual: Tensor<Scalar>, _ expected: Tensor<Scalar>, relative: Double = 1e-10,
  absolute: Double = 1e-12, _ name: String = "A tensor",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  guard actual.shape == expected.shape else {
    Issue.record(
      "\(name) has the shape \(actual.shape), not \(expected.shape).",
      sourceLocation: sourceLocation)
    return
  }
  var worst: (excess: Double, entry: Int) = (0, 0)
  let (left, right) = (actual.scalars.map { Double($0) }, expected.scalars.map { Double($0) })
  for entry in left.indices {
    let allowed = absolute + relative * right[entry].magnitude
    let excess = (left[entry] - right[entry]).magnitude / allowed
    if !(excess <= worst.excess), !worst.excess.isNaN { worst = (excess, entry) }
  }
  if !(worst.excess <= 1) {
    Issue.record(
      """
      \(name) is \(left[worst.entry]) at entry \(worst.entry), not \(right[worst.entry]): \
      \(worst.excess) times the allowed difference.
      """, sourceLocation: sourceLocation)
  }
}

/// Expects two numbers to be nearly equal, like tensors of one element.
public func expectClose<Scalar: TensorScalar>(
  _ actual: Scalar, _ expected: Scalar, relative: Double = 1e-10, absolute: Double = 1e-12,
  _ name: String = "A number", sourceLocation: SourceLocation = #_sourceLocation
) {
  expectClose(
    Tensor.scalar(actual), .scalar(expected), relative: relative, absolute: absolute, name,
    sourceLocation: sourceLocation)
}
