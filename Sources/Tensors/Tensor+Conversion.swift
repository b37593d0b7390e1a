extension Tensor {
  /// The same numbers in another precision, rounded to nearest if it is lower.
  public init<Other: TensorScalar>(converting other: Tensor<Other>) {
    self.init(shape: other.shape) { result in
      other.withPointer { Other.write($0, as: result, count: other.shape.count) }
    }
  }
}
