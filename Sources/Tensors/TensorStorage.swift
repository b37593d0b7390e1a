/// The elements behind a tensor: one block of memory, aligned for vector loads.
///
/// The only class in this target. Tensors share it until one of them is written to.
final class TensorStorage<Scalar: TensorScalar>: @unchecked Sendable {
  // Unchecked: elements are written only by the single owner that `Tensor` has made sure of.
  let elements: UnsafeMutableBufferPointer<Scalar>

  /// Memory for `count` elements, not initialised.
  init(uninitialisedCount count: Int) {
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(count, 1) * MemoryLayout<Scalar>.stride, alignment: 64)
    elements = UnsafeMutableBufferPointer(
      start: raw.bindMemory(to: Scalar.self, capacity: count), count: count)
  }

  deinit {
    UnsafeMutableRawPointer(elements.baseAddress)?.deallocate()
  }
}
