import CKernels

/// The elements behind a tensor: one block of memory, aligned for vector loads.
///
/// The only class in this target. Tensors share it until one of them is written to.
final class TensorStorage<Scalar: TensorScalar>: @unchecked Sendable {
  // Unchecked: elements are written only by the single owner that `Tensor` has made sure of.
  let base: UnsafeMutablePointer<Scalar>
  let count: Int

  private let allocated: Int

  /// Memory for `count` elements, not initialised.
  init(uninitialisedCount count: Int) {
    var allocated = 0
    guard let raw = cw_allocate(count * MemoryLayout<Scalar>.stride, &allocated) else {
      TensorMemory.stop()
    }
    base = raw.bindMemory(to: Scalar.self, capacity: count)
    self.count = count
    self.allocated = allocated
  }

  /// A copy of the elements of `other`.
  convenience init(copying other: TensorStorage) {
    self.init(uninitialisedCount: other.count)
    base.initialize(from: other.base, count: count)
  }

  var elements: UnsafeMutableBufferPointer<Scalar> {
    UnsafeMutableBufferPointer(start: base, count: count)
  }

  deinit {
    cw_deallocate(base, allocated)
  }
}
