// Arithmetic between tensors of one shape, and sums.

extension Tensor {
  /// Adds `other`, of the same shape, element by element.
  public mutating func add(_ other: Tensor) {
    requireSameShape(other)
    let count = shape.count
    withMutablePointer { y in other.withPointer { Scalar.add($0, to: y, count: count) } }
  }

  /// Subtracts `other`, of the same shape, element by element.
  public mutating func subtract(_ other: Tensor) {
    requireSameShape(other)
    let count = shape.count
    withMutablePointer { y in other.withPointer { Scalar.subtract($0, from: y, count: count) } }
  }

  /// Multiplies by `other`, of the same shape, element by element.
  public mutating func multiply(by other: Tensor) {
    requireSameShape(other)
    let count = shape.count
    withMutablePointer { y in other.withPointer { Scalar.multiply(y, by: $0, count: count) } }
  }

  /// Multiplies every element by `factor`.
  public mutating func scale(by factor: Scalar) {
    let count = shape.count
    withMutablePointer { Scalar.scale($0, by: factor, count: count) }
  }

  /// Adds `addend` to every element.
  public mutating func add(constant addend: Scalar) {
    let count = shape.count
    withMutablePointer { Scalar.add(constant: addend, to: $0, count: count) }
  }

  /// Adds `factor` times `other`, of the same shape.
  public mutating func add(_ other: Tensor, scaledBy factor: Scalar) {
    requireSameShape(other)
    let count = shape.count
    withMutablePointer { y in
      other.withPointer { Scalar.add($0, scaledBy: factor, to: y, count: count) }
    }
  }

  /// Sets every element to `value`.
  public mutating func fill(_ value: Scalar) {
    let count = shape.count
    withMutablePointer { Scalar.fill($0, count: count, with: value) }
  }

  /// The sum of two tensors of one shape.
  public static func + (first: Tensor, second: Tensor) -> Tensor {
    first.requireSameShape(second)
    let count = first.shape.count
    return Tensor(shape: first.shape) { result in
      withPointers(first, second) { Scalar.sum($0, $1, into: result, count: count) }
    }
  }

  /// The difference of two tensors of one shape.
  public static func - (first: Tensor, second: Tensor) -> Tensor {
    first.requireSameShape(second)
    let count = first.shape.count
    return Tensor(shape: first.shape) { result in
      withPointers(first, second) { Scalar.difference($0, $1, into: result, count: count) }
    }
  }

  /// The product, element by element, of two tensors of one shape.
  public static func * (first: Tensor, second: Tensor) -> Tensor {
    first.requireSameShape(second)
    let count = first.shape.count
    return Tensor(shape: first.shape) { result in
      withPointers(first, second) { Scalar.product($0, $1, into: result, count: count) }
    }
  }

  /// The tensor with every element multiplied by `factor`.
  public func scaled(by factor: Scalar) -> Tensor {
    var result = self
    result.scale(by: factor)
    return result
  }

  /// The sum of all elements, accumulated in double precision and in a fixed order.
  public func sum() -> Scalar {
    withPointer { Scalar.sum($0, count: shape.count) }
  }

  /// The sum of the products with the elements of `other`, of the same shape.
  public func dot(_ other: Tensor) -> Scalar {
    requireSameShape(other)
    return withPointers(self, other) { Scalar.dot($0, $1, count: shape.count) }
  }

  /// The sum of the squares of all elements.
  public func squaredNorm() -> Scalar { dot(self) }

  /// Whether any element is infinite or not a number.
  public var containsNonFinite: Bool {
    withPointer { Scalar.containsNonFinite($0, count: shape.count) }
  }

  @inline(__always)
  private func requireSameShape(_ other: Tensor) {
    precondition(shape == other.shape, "Tensors \(shape) and \(other.shape) differ in shape.")
  }
}
