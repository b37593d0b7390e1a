import RandomStreams

// Random tensors. Each advances its stream; give every purpose a substream of its own.

extension Tensor {
  /// Independent numbers from the standard normal distribution.
  public static func normal(_ shape: Shape, stream: inout RandomStream) -> Tensor {
    Tensor(shape: shape) { Scalar.fillNormal($0, stream: &stream) }
  }

  /// Independent numbers from the uniform distribution on [0, 1).
  public static func uniform(_ shape: Shape, stream: inout RandomStream) -> Tensor {
    Tensor(shape: shape) { Scalar.fillUniform($0, stream: &stream) }
  }

  /// An inverted dropout mask: 1/keep with probability `keep`, otherwise 0 (spec/00 section 6.4).
  ///
  /// Its mean is 1, so a masked layer needs no rescaling at inference.
  ///
  /// - Precondition: 0 < keep <= 1.
  public static func bernoulliScaled(
    keep: Double, _ shape: Shape, stream: inout RandomStream
  ) -> Tensor {
    precondition(keep > 0 && keep <= 1, "A probability of keeping is in (0, 1], not \(keep).")
    var mask = uniform(shape, stream: &stream)
    mask.withMutablePointer { Scalar.makeDropoutMask($0, keep: keep, count: shape.count) }
    return mask
  }
}
