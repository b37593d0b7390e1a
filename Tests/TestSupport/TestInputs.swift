import Tensors

extension Tensor {
  /// Reproducible numbers from (-1.5, 1.5), none within 0.05 of 0, for checks of gradients.
  ///
  /// The distance from 0 keeps difference quotients off the kinks of leakyReLU and its like.
  public static func testInput(_ shape: Shape, seed: UInt64 = 0) -> Tensor {
    var generator = SplitMix(state: seed &* 0x9E37_79B9 &+ 1)
    let scalars = (0..<shape.count).map { _ in
      let size = Double.random(in: 0.05..<1.5, using: &generator)
      return Scalar(Bool.random(using: &generator) ? size : -size)
    }
    return Tensor(scalars, shape: shape)
  }
}

/// A small generator of its own, so that inputs of tests do not change with the product's.
private struct SplitMix: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var word = state
    word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
    word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
    return word ^ (word >> 31)
  }
}
