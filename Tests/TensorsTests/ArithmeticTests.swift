import Tensors
import TestSupport
import Testing

/// Counts on both sides of the widths that vector code works in.
private let counts = [0, 1, 3, 15, 16, 17, 31, 64, 1000]

@Suite("Tensor arithmetic")
struct ArithmeticTests {
  @Test("Operations equal the same loops in Swift", arguments: counts)
  func elementwise(count: Int) {
    checkElementwise(Float.self, count: count)
    checkElementwise(Double.self, count: count)
  }

  private func checkElementwise<Scalar: TensorScalar>(_ type: Scalar.Type, count: Int) {
    let first = Tensor<Scalar>.testInput([count], seed: 1)
    let second = Tensor<Scalar>.testInput([count], seed: 2)
    let pairs = Array(zip(first.scalars, second.scalars))

    #expect((first + second).scalars == pairs.map { $0 + $1 })
    #expect((first - second).scalars == pairs.map { $0 - $1 })
    #expect((first * second).scalars == pairs.map { $0 * $1 })
    #expect(first.scaled(by: 3).scalars == pairs.map { $0.0 * 3 })

    var result = first
    result.add(second)
    #expect(result == first + second)
    result = first
    result.subtract(second)
    #expect(result == first - second)
    result = first
    result.multiply(by: second)
    #expect(result == first * second)
    result = first
    result.add(second, scaledBy: -0.25)
    #expect(result.scalars == pairs.map { $0 + -0.25 * $1 })
    result = first
    result.add(constant: 2)
    #expect(result.scalars == pairs.map { $0.0 + 2 })
    result.fill(-1)
    #expect(result.scalars == pairs.map { _ in -1 })
  }

  @Test("Sums equal sums in double precision", arguments: counts)
  func sums(count: Int) {
    checkSums(Float.self, count: count, relative: 1e-6)
    checkSums(Double.self, count: count, relative: 1e-13)
  }

  private func checkSums<Scalar: TensorScalar>(
    _ type: Scalar.Type, count: Int, relative: Double
  ) {
    let first = Tensor<Scalar>.testInput([count], seed: 3)
    let second = Tensor<Scalar>.testInput([count], seed: 4)
    let left = first.scalars.map { Double($0) }
    let right = second.scalars.map { Double($0) }
    func close(_ actual: Scalar, _ expected: Double) {
      expectClose(Double(actual), expected, relative: relative, absolute: 1e-6 * relative)
    }
    close(first.sum(), left.reduce(0, +))
    close(first.dot(second), zip(left, right).map { $0 * $1 }.reduce(0, +))
    close(first.squaredNorm(), left.map { $0 * $0 }.reduce(0, +))
  }

  @Test("A long sum in single precision keeps all its digits")
  func longSum() {
    let tensor = Tensor<Float>(repeating: 0.1, shape: [1_000_000])
    #expect(tensor.sum() == Float(Double(Float(0.1)) * 1_000_000))
  }

  @Test("Infinite and undefined elements are found wherever they are", arguments: [1, 16, 37])
  func nonFinite(count: Int) {
    let finite = Tensor<Float>(repeating: .greatestFiniteMagnitude, shape: [count])
    #expect(!finite.containsNonFinite)
    for entry in 0..<count {
      for bad in [Float.nan, .infinity, -.infinity] {
        var tensor = finite
        tensor.withMutableElements { $0[entry] = bad }
        #expect(tensor.containsNonFinite, "\(bad) at \(entry)")
      }
    }
    #expect(Tensor<Double>([.nan], shape: [1]).containsNonFinite)
  }
}
