import Tensors

extension Array {
  /// The Euclidean norm of all numbers of a network's gradients together.
  ///
  /// Not finite if a square is too large for `Scalar`.
  func norm<Scalar: TensorScalar>() -> Double where Element == Tensor<Scalar> {
    reduce(0) { $0 + Double($1.squaredNorm()) }.squareRoot()
  }
}
