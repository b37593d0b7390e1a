import CKernels

/// The elements behind a tensor: one block of memory, aligned for vector loads.
///
/// The only class in this target. Tensors share it until one of them is written to.
final class TensorStorage<Scalar: TensorScalar>: @unchecked Sendable {
  // Unchecked: elements are written only by the single owner that `Tensor` has made sure of.
  let base: UnsafeMutablePointer<Scalar>
  let count: Int

  /// Memory for `count` elements, not initialised.
  init(uninitialisedCount count: Int) {
    _ = memoryIsKept
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: 64)
    base = raw.bindMemory(to: Scalar.self, capacity: count)
    self.count = count
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
    UnsafeMutableRawPointer(base).deallocate()
  }
}

/// Evaluated once, before the first tensor: freed memory stays with the process for the next ones.
private let memoryIsKept: Void = cw_keep_memory()
