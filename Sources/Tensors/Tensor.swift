/// A dense array of numbers with a shape, row-major: the last axis is contiguous.
///
/// Sequences are `[batch, time, features]` (spec/00 section 3). A tensor is a value: copies share
/// their elements until one of them is changed. All arithmetic runs in `CKernels`, in single or
/// double precision; Swift keeps shapes and ownership. There is no broadcasting: each operation
/// says which shapes it takes, and a mismatch is a programming error that stops the program.
public struct Tensor<Scalar: TensorScalar>: Sendable {
  /// The extents.
  public private(set) var shape: Shape
  private(set) var storage: TensorStorage<Scalar>

  /// Elements that nobody has written yet.
  init(uninitialised shape: Shape) {
    self.shape = shape
    storage = TensorStorage(uninitialisedCount: shape.count)
  }

  /// A tensor whose elements are written by `initialise` before anything reads them.
  ///
  /// - Parameters:
  ///   - shape: the extents.
  ///   - initialise: receives the `shape.count` elements and must set every one.
  public init(
    shape: Shape, initialise: (UnsafeMutableBufferPointer<Scalar>) throws -> Void
  ) rethrows {
    self.init(uninitialised: shape)
    try initialise(storage.elements)
  }

  /// A tensor with every element equal to `value`.
  public init(repeating value: Scalar, shape: Shape) {
    self.init(uninitialised: shape)
    Scalar.fill(storage.base, count: shape.count, with: value)
  }

  /// A tensor of the given elements in row-major order.
  ///
  /// - Precondition: `scalars.count == shape.count`.
  public init(_ scalars: [Scalar], shape: Shape) {
    precondition(
      scalars.count == shape.count, "\(scalars.count) numbers do not fill a tensor \(shape).")
    self.init(uninitialised: shape)
    scalars.withUnsafeBufferPointer { _ = storage.elements.initialize(fromContentsOf: $0) }
  }

  /// A tensor of zeros.
  public static func zeros(_ shape: Shape) -> Tensor { Tensor(repeating: 0, shape: shape) }

  /// A tensor of rank 0: one number.
  public static func scalar(_ value: Scalar) -> Tensor { Tensor(repeating: value, shape: []) }

  /// The elements in row-major order.
  public var scalars: [Scalar] {
    withElements { elements in
      Array(unsafeUninitializedCapacity: elements.count) { buffer, count in
        count = buffer.initialize(fromContentsOf: elements)
      }
    }
  }

  /// The one element of a tensor that has one.
  public var item: Scalar {
    precondition(shape.count == 1, "A tensor \(shape) is not a single number.")
    return storage.elements[0]
  }

  /// Calls `body` with the elements, row-major, for reading.
  @inline(__always)
  public func withElements<Result>(
    _ body: (UnsafeBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(storage) { try body(UnsafeBufferPointer(storage.elements)) }
  }

  /// Calls `body` with the elements, row-major, for changing in place; copies them first if shared.
  @inline(__always)
  public mutating func withMutableElements<Result>(
    _ body: (UnsafeMutableBufferPointer<Scalar>) throws -> Result
  ) rethrows -> Result {
    makeUnique()
    return try withExtendedLifetime(storage) { try body(storage.elements) }
  }

  /// Copies the elements if another tensor shares them.
  mutating func makeUnique() {
    if !isKnownUniquelyReferenced(&storage) { storage = TensorStorage(copying: storage) }
  }

  /// The same elements under another shape of the same count, at no cost.
  public func reshaped(_ shape: Shape) -> Tensor {
    precondition(shape.count == self.shape.count, "\(self.shape) cannot be read as \(shape).")
    var result = self
    result.shape = shape
    return result
  }
}

extension Tensor: Equatable {
  /// Whether the shapes are equal and every pair of elements compares equal (so NaN never does).
  public static func == (first: Tensor, second: Tensor) -> Bool {
    guard first.shape == second.shape else { return false }
    return withPointers(first, second) { Scalar.allEqual($0, $1, count: first.shape.count) }
  }
}
