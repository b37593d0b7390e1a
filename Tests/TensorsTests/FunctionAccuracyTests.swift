import Foundation
import Tensors
import Testing

/// The vectorised functions against the C library, in units in the last place.
@Suite("Function accuracy")
struct FunctionAccuracyTests {
  /// Dense around 0, and out to where results overflow or underflow.
  private static let inputs: [Double] = {
    let dense = (-4000...4000).map { Double($0) / 40 }
    let wide = (-400...400).map { Double($0) * 2 }
    let tiny = (0..<300).map { pow(10, -Double($0) / 10) }
    return dense + wide + tiny + tiny.map { -$0 }
  }()

  private func evaluate<Scalar: TensorScalar>(
    _ inputs: [Scalar],
    _ kernel: (UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>, Int) -> Void
  ) -> [Scalar] {
    Array(unsafeUninitializedCapacity: inputs.count) { buffer, count in
      guard let base = buffer.baseAddress else { return }
      kernel(inputs, base, inputs.count)
      count = inputs.count
    }
  }

  /// The largest error in units in the last place of the true result.
  ///
  /// Below the normal numbers the unit stays the smallest normal one's.
  private func worstError<Scalar: TensorScalar>(
    _ type: Scalar.Type,
    _ kernel: (UnsafePointer<Scalar>, UnsafeMutablePointer<Scalar>, Int) -> Void,
    truth: (Double) -> Double
  ) -> Double {
    let inputs = Self.inputs.map { Scalar($0) }
    var worst = 0.0
    for (input, output) in zip(inputs, evaluate(inputs, kernel)) {
      let expected = truth(Double(input))
      if Scalar(expected).isInfinite || output.isInfinite {
        // At the very edge of the range one may overflow and the other not quite.
        #expect(Scalar(expected * (1 - 1e-6)) == output || Scalar(expected) == output)
        continue
      }
      let unit = Double(max(Scalar(expected.magnitude), .leastNormalMagnitude).ulp)
      worst = max(worst, (Double(output) - expected).magnitude / unit)
    }
    return worst
  }

  @Test("exp, tanh and the logistic function in single precision are good to three units")
  func single() {
    #expect(worstError(Float.self, { Float.exponential($0, into: $1, count: $2) }, truth: exp) < 3)
    #expect(worstError(Float.self, { Float.tanh($0, into: $1, count: $2) }, truth: tanh) < 3)
    #expect(
      worstError(Float.self, { Float.logistic($0, into: $1, count: $2) }, truth: logistic) < 3
    )
  }

  @Test("exp, tanh and the logistic function in double precision are good to four units")
  func double() {
    #expect(
      worstError(Double.self, { Double.exponential($0, into: $1, count: $2) }, truth: exp) < 4)
    #expect(worstError(Double.self, { Double.tanh($0, into: $1, count: $2) }, truth: tanh) < 4)
    #expect(
      worstError(Double.self, { Double.logistic($0, into: $1, count: $2) }, truth: logistic) < 4)
  }

  @Test("Infinite arguments have the limits as values, and NaN stays NaN")
  func special() {
    check(Float.self)
    check(Double.self)
  }

  private func check<Scalar: TensorScalar>(_ type: Scalar.Type) {
    let inputs: [Scalar] = [-.infinity, .infinity, 0, .nan, -.nan]
    let exponential = evaluate(inputs) { Scalar.exponential($0, into: $1, count: $2) }
    let tanh = evaluate(inputs) { Scalar.tanh($0, into: $1, count: $2) }
    let logistic = evaluate(inputs) { Scalar.logistic($0, into: $1, count: $2) }
    #expect(exponential[0..<3] == [0, .infinity, 1])
    #expect(tanh[0..<3] == [-1, 1, 0])
    #expect(logistic[0..<3] == [0, 1, 0.5])
    for outputs in [exponential, tanh, logistic] {
      #expect(outputs[3].isNaN && outputs[4].isNaN)
    }
  }

  @Test("A result does not depend on where in the array its argument stands")
  func position() {
    // Vector code and the remainder after it must agree to the last bit.
    let value: Float = 0.7390851
    for count in 1..<70 {
      let inputs = [Float](repeating: value, count: count)
      let outputs = evaluate(inputs) { Float.tanh($0, into: $1, count: $2) }
      #expect(Set(outputs).count == 1, "\(count) elements")
    }
  }
}

/// 1 / (1 + exp(-x)), which for a very negative x is exp(x) / (1 + exp(x)).
private func logistic(_ x: Double) -> Double {
  x < 0 ? exp(x) / (1 + exp(x)) : 1 / (1 + exp(-x))
}
