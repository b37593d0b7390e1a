import Foundation

extension RandomStream {
  /// A number from the uniform distribution on [0, 1), a multiple of 2^-53.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number uniformly from `0..<bound`, without bias.
  ///
  /// - Precondition: `bound > 0`.
  public mutating func index(below bound: Int) -> Int {
    Int(next(upperBound: UInt64(bound)))
  }

  /// A number from the standard normal distribution (Box-Muller; half of each pair is dropped).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * .pi * uniform())
  }

  /// The numbers `0..<count` in random order (Fisher-Yates).
  public mutating func permutation(count: Int) -> [Int] {
    Array(0..<count).shuffled(using: &self)
  }

  /// Fills `buffer` with independent standard normal numbers.
  ///
  /// Cost: one block of the generator, two logarithms and four trigonometric functions for each
  /// four numbers. Single precision: values come from 32-bit words, so none exceeds 6.8 in size.
  public mutating func fillNormal(_ buffer: UnsafeMutableBufferPointer<Float>) {
    fillBlocks(buffer) { words in
      let (first, second) = Self.boxMuller(words.x, words.y)
      let (third, fourth) = Self.boxMuller(words.z, words.w)
      return SIMD4(Float(first), Float(second), Float(third), Float(fourth))
    }
  }

  /// Fills `buffer` with the same numbers as the single-precision form, unrounded.
  public mutating func fillNormal(_ buffer: UnsafeMutableBufferPointer<Double>) {
    fillBlocks(buffer) { words in
      let (first, second) = Self.boxMuller(words.x, words.y)
      let (third, fourth) = Self.boxMuller(words.z, words.w)
      return SIMD4(first, second, third, fourth)
    }
  }

  /// Fills `buffer` with numbers from the uniform distribution on [0, 1), multiples of 2^-24.
  public mutating func fillUniform(_ buffer: UnsafeMutableBufferPointer<Float>) {
    fillBlocks(buffer) { words in SIMD4<Float>(truncatingUniform: words) }
  }

  /// Fills `buffer` with the same numbers as the single-precision form.
  public mutating func fillUniform(_ buffer: UnsafeMutableBufferPointer<Double>) {
    fillBlocks(buffer) { words in SIMD4<Double>(SIMD4<Float>(truncatingUniform: words)) }
  }

  /// Hands whole blocks to `transform` and stores its results, the last block possibly in part.
  @inline(__always)
  private mutating func fillBlocks<Scalar: SIMDScalar>(
    _ buffer: UnsafeMutableBufferPointer<Scalar>, _ transform: (SIMD4<UInt32>) -> SIMD4<Scalar>
  ) {
    var start = 0
    while start < buffer.count {
      let values = transform(nextWords())
      for lane in 0..<Swift.min(4, buffer.count - start) {
        buffer[start + lane] = values[lane]
      }
      start += 4
    }
  }

  @inline(__always)
  private static func boxMuller(_ first: UInt32, _ second: UInt32) -> (Double, Double) {
    // (word + 0.5) / 2^32 lies strictly between 0 and 1, so the logarithm is finite.
    let radius = (-2 * log((Double(first) + 0.5) * 0x1p-32)).squareRoot()
    let angle = 2 * Double.pi * Double(second) * 0x1p-32
    return (radius * cos(angle), radius * sin(angle))
  }
}

extension SIMD4 where Scalar == Float {
  fileprivate init(truncatingUniform words: SIMD4<UInt32>) {
    self = SIMD4<Float>(words &>> 8) * 0x1p-24
  }
}
