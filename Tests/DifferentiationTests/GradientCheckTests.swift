import Differentiation
import Tensors
import TestSupport
import Testing

/// The checker itself: it must find what is wrong.
@Suite("Gradient check")
struct GradientCheckTests {
  @Test("A wrong factor is found")
  func wrongFactor() {
    withKnownIssue {
      gradientCheck(inputs: [.testInput([3])]) { inputs in
        Tape.record(.scalar(inputs[0].value.squaredNorm()), from: inputs) {
          ScaledRule(point: inputs[0].value, factor: 2.00002)
        }
      }
    }
    gradientCheck(inputs: [.testInput([3])]) { inputs in
      Tape.record(.scalar(inputs[0].value.squaredNorm()), from: inputs) {
        ScaledRule(point: inputs[0].value, factor: 2)
      }
    }
  }

  @Test("A gradient that is missing or not a number is found")
  func missing() {
    for factor in [0, Double.nan] {
      withKnownIssue {
        gradientCheck(inputs: [.testInput([3])]) { inputs in
          Tape.record(.scalar(inputs[0].value.squaredNorm()), from: inputs) {
            ScaledRule(point: inputs[0].value, factor: factor)
          }
        }
      }
    }
  }
}

private struct ScaledRule: GradientRule {
  let point: Tensor<Double>
  let factor: Double

  func inputGradients(outputs: [Tensor<Double>?], wanted: [Bool]) -> [Tensor<Double>?] {
    [point.scaled(by: factor)]
  }
}
