import Networks
import RandomStreams
import Tensors
import Testing

@Suite("First values")
struct InitialiserTests {
  private let stream = RandomStream(seed: 11)

  @Test("Glorot uniform fills its interval, with the moments of a uniform distribution")
  func glorot() {
    let values = Initialiser.glorotUniform.tensor([200, 100], stream: stream) as Tensor<Double>
    let limit = (6.0 / 300).squareRoot()
    let scalars = values.scalars
    #expect(scalars.allSatisfy { abs($0) <= limit })
    #expect((scalars.max() ?? 0) > 0.999 * limit && (scalars.min() ?? 0) < -0.999 * limit)
    let mean = scalars.reduce(0, +) / 20_000
    let variance = scalars.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
    // Four standard errors of the mean and of the variance of 20000 uniform numbers.
    #expect(abs(mean) < 4 * limit / 3.0.squareRoot() / 20_000.0.squareRoot())
    #expect(abs(variance / (limit * limit / 3) - 1) < 4 * (4.0 / 5 / 20_000).squareRoot())
  }

  @Test("Glorot uniform goes by given fans, and by the root of its size for a vector")
  func glorotFans() {
    func largest(_ tensor: Tensor<Double>) -> Double { tensor.scalars.map(abs).max() ?? 0 }
    let joined = largest(
      Initialiser.glorotUniform.tensor([10, 400], fans: (500, 100), stream: stream))
    #expect(joined <= 0.1 && joined > 0.099)
    let vector = largest(Initialiser.glorotUniform.tensor([1024], stream: stream))
    let limit = (6.0 / 64).squareRoot()
    #expect(vector <= limit && vector > 0.99 * limit)
  }

  @Test(
    "Orthogonal matrices have orthonormal rows or columns",
    arguments: [(8, 32), (32, 8), (9, 9), (1, 5)])
  func orthogonal(rows: Int, columns: Int) {
    let matrix = (Initialiser.orthogonal.tensor([rows, columns], stream: stream) as Tensor<Double>)
      .scalars
    let count = min(rows, columns)
    for first in 0..<count {
      for second in 0..<count {
        let product = (0..<max(rows, columns)).reduce(0.0) { sum, index in
          rows <= columns
            ? sum + matrix[first * columns + index] * matrix[second * columns + index]
            : sum + matrix[index * columns + first] * matrix[index * columns + second]
        }
        #expect(abs(product - (first == second ? 1 : 0)) < 1e-12)
      }
    }
  }

  @Test("Orthogonal matrices have no preferred direction")
  func orthogonalDirections() {
    // Each entry of a uniformly distributed rotation of the plane is symmetric around 0.
    var sums = [Double](repeating: 0, count: 4)
    for draw in 0..<2000 {
      let matrix: Tensor<Double> = Initialiser.orthogonal.tensor(
        [2, 2], stream: stream.substream("draw", draw))
      for (index, value) in matrix.scalars.enumerated() { sums[index] += value }
    }
    // The variance of an entry is 1/2; four standard errors.
    #expect(sums.allSatisfy { abs($0 / 2000) < 4 * (0.5 / 2000).squareRoot() })
  }

  @Test("Constants")
  func constants() {
    #expect(Initialiser.zeros.tensor([2, 2], stream: stream) == Tensor<Float>.zeros([2, 2]))
    #expect(
      Initialiser.ones.tensor([3], stream: stream) == Tensor<Float>(repeating: 1, shape: [3]))
  }

  @Test("M6: first values depend on stream and name only, and agree between precisions")
  func reproducible() {
    func layer<Scalar: TensorScalar>(
      _ name: String, seed: UInt64, after others: Int = 0, as type: Scalar.Type
    ) -> Tensor<Scalar> {
      var parameters = Parameters<Scalar>()
      let stream = RandomStream(seed: seed)
      for other in 0..<others {
        _ = Dense(named: "\(other)", inputs: 2, outputs: 2, in: &parameters, stream: stream)
      }
      let layer = Dense(named: name, inputs: 6, outputs: 5, in: &parameters, stream: stream)
      return parameters[layer.weight]
    }
    let values = layer("a", seed: 1, as: Float.self)
    #expect(values == layer("a", seed: 1, after: 3, as: Float.self))
    #expect(values != layer("b", seed: 1, as: Float.self))
    #expect(values != layer("a", seed: 2, as: Float.self))
    #expect(values == Tensor(converting: layer("a", seed: 1, as: Double.self)))
  }
}
