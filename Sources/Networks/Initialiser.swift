import RandomStreams
import Tensors

/// How the first values of a trained tensor are chosen (spec/00 6.1 to 6.3).
///
/// Values are drawn in double precision and then rounded, so that a network of either precision
/// starts from the same point.
public enum Initialiser: String, Codable, Sendable, CaseIterable {
  /// Uniform on [-a, a] with a = sqrt(6 / (fan in + fan out)).
  case glorotUniform = "glorot-uniform"
  /// Orthonormal rows or columns, whichever are fewer, uniformly among all such matrices.
  case orthogonal
  /// All 0.
  case zeros
  /// All 1.
  case ones

  /// A tensor of first values.
  ///
  /// - Parameters:
  ///   - shape: rank 1 or 2; `orthogonal` takes rank 2, `[inputs, outputs]`.
  ///   - fans: the number of inputs and outputs that `glorotUniform` goes by; by default the two
  ///     extents of a matrix, and twice the square root of the extent of a vector (Keras' rule).
  ///   - stream: what is drawn from; read from its beginning.
  /// - Returns: a tensor of that shape.
  /// - Complexity: linear, but m n^2 for an orthogonal matrix of n rows and m columns, n <= m.
  public func tensor<Scalar: TensorScalar>(
    _ shape: Shape, fans: (inputs: Int, outputs: Int)? = nil, stream: RandomStream
  ) -> Tensor<Scalar> {
    switch self {
    case .zeros:
      return .zeros(shape)
    case .ones:
      return Tensor(repeating: 1, shape: shape)
    case .glorotUniform:
      let sum = fans.map { Double($0.inputs + $0.outputs) } ?? Self.fanSum(shape)
      let values = Self.uniform(count: shape.count, limit: (6 / sum).squareRoot(), stream)
      return Tensor(converting: Tensor<Double>(values, shape: shape))
    case .orthogonal:
      precondition(shape.rank == 2, "Orthogonal first values need a matrix, not \(shape).")
      let values = Self.orthogonal(rows: shape[0], columns: shape[1], stream)
      return Tensor(converting: Tensor<Double>(values, shape: shape))
    }
  }

  private static func fanSum(_ shape: Shape) -> Double {
    shape.rank == 2 ? Double(shape[0] + shape[1]) : 2 * Double(shape.count).squareRoot()
  }

  private static func uniform(count: Int, limit: Double, _ stream: RandomStream) -> [Double] {
    var stream = stream
    return [Double](unsafeUninitializedCapacity: count) { values, initialised in
      let slots = UnsafeMutableBufferPointer(rebasing: values[..<count])
      slots.initialize(repeating: 0)
      stream.fillUniform(slots)
      for index in slots.indices { slots[index] = (2 * slots[index] - 1) * limit }
      initialised = count
    }
  }

  /// Gram-Schmidt on normally distributed vectors; each pass is repeated, because one alone loses
  /// orthogonality when a vector lies close to the span of those before it.
  private static func orthogonal(rows: Int, columns: Int, _ stream: RandomStream) -> [Double] {
    var stream = stream
    let (count, length) = (min(rows, columns), max(rows, columns))
    var vectors: [[Double]] = []
    while vectors.count < count {
      var vector = [Double](repeating: 0, count: length)
      vector.withUnsafeMutableBufferPointer { stream.fillNormal($0) }
      for _ in 0..<2 {
        for earlier in vectors {
          let overlap = zip(vector, earlier).reduce(0) { $0 + $1.0 * $1.1 }
          for index in vector.indices { vector[index] -= overlap * earlier[index] }
        }
        let norm = vector.reduce(0) { $0 + $1 * $1 }.squareRoot()
        for index in vector.indices { vector[index] /= norm }
      }
      vectors.append(vector)
    }
    if rows <= columns { return vectors.flatMap { $0 } }
    return (0..<rows).flatMap { row in vectors.map { $0[row] } }
  }
}
