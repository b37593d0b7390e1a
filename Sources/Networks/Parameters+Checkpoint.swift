import Tensors

extension Parameters {
  /// All tensors with their names, in order: what a checkpoint keeps of a network.
  public var namedTensors: [NamedTensor<Scalar>] {
    zip(names, tensors).map { NamedTensor($0, $1) }
  }

  /// Replaces every tensor by the stored one of its name.
  ///
  /// Changes nothing when it throws.
  ///
  /// - Throws: `CheckpointMismatch` unless names and shapes are exactly these parameters'.
  public mutating func restore(
    _ stored: [NamedTensor<Scalar>]
  ) throws(CheckpointMismatch) {
    tensors = try stored.matched(to: zip(names, tensors).map { ($0, $1.shape) })
  }
}
