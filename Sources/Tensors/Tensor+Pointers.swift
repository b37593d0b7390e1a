// What operations hand to kernels: plain pointers, valid inside a closure.

extension Tensor {
  /// A tensor that a kernel writes; it must set every element.
  @inline(__always)
  package init(shape: Shape, kernel: (UnsafeMutablePointer<Scalar>) -> Void) {
    self.init(uninitialised: shape)
    withMutablePointer(kernel)
  }

  /// Calls `body` with the first of the elements, row-major.
  @inline(__always)
  package func withPointer<Result>(
    _ body: (UnsafePointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafePointer(storage.base)) }
  }

  /// Calls `body` with the first of the elements, row-major, for changing them in place.
  @inline(__always)
  package mutating func withMutablePointer<Result>(
    _ body: (UnsafeMutablePointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    return try withExtendedLifetime(storage) { try body(storage.base) }
  }
}

/// Calls `body` with the elements of two tensors.
@inline(__always)
package func withPointers<Scalar, Result>(
  _ first: Tensor<Scalar>, _ second: Tensor<Scalar>,
  _ body: (UnsafePointer<Scalar>, UnsafePointer<Scalar>) throws -> Result
) rethrows -> Result {
  try first.withPointer { first in try second.withPointer { second in try body(first, second) } }
}

/// Calls `body` with the elements of three tensors.
@inline(__always)
package func withPointers<Scalar, Result>(
  _ first: Tensor<Scalar>, _ second: Tensor<Scalar>, _ third: Tensor<Scalar>,
  _ body: (UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafePointer<Scalar>) throws -> Result
) rethrows -> Result {
  try withPointers(first, second) { first, second in
    try third.withPointer { third in try body(first, second, third) }
  }
}

/// Calls `body` with the elements of four tensors.
@inline(__always)
package func withPointers<Scalar, Result>(
  _ first: Tensor<Scalar>, _ second: Tensor<Scalar>, _ third: Tensor<Scalar>,
  _ fourth: Tensor<Scalar>,
  _ body: (
    UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafePointer<Scalar>, UnsafePointer<Scalar>
  ) throws -> Result
) rethrows -> Result {
  try withPointers(first, second) { first, second in
    try withPointers(third, fourth) { third, fourth in try body(first, second, third, fourth) }
  }
}
