import Tensors

/// The extents of padded sequences [batch, time, width], checked together with their lengths.
package struct SequenceShape {
  /// The number of samples.
  package let batch: Int
  /// The padded length.
  package let time: Int
  /// The number of features or hidden units.
  package let width: Int

  /// The extents of a tensor of rank 3.
  package init(_ shape: Shape) {
    precondition(shape.rank == 3, "A tensor \(shape) is not [batch, time, width].")
    (batch, time, width) = (shape[0], shape[1], shape[2])
  }

  /// The extents of a tensor of rank 3; one length per sample must fit it.
  package init(_ shape: Shape, lengths: [Int32]) {
    self.init(shape)
    precondition(lengths.count == batch, "\(lengths.count) lengths for sequences \(shape).")
    let time = time
    precondition(
      lengths.allSatisfy { $0 >= 0 && $0 <= time }, "A length is outside 0...\(time).")
  }

  /// [batch, time, width].
  package var shape: Shape { [batch, time, width] }

  /// [batch, width].
  package var eventShape: Shape { [batch, width] }
}
