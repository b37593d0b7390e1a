import Differentiation
import Tensors
import Testing

/// Compares the gradients of a loss with central differences, entry by entry (spec/06, kind G).
///
/// ```swift
/// gradientCheck(inputs: [.testInput([2, 3]), .testInput([3, 4], seed: 1)]) { inputs in
///   inputs[0].matrixProduct(inputs[1]).tanh().mean()
/// }
/// ```
///
/// The relative error of an entry is |a - n| / max(1e-8, |a| + |n|), with a the gradient and n the
/// difference quotient. What rounding alone may do to the quotient, a few units in the last place of
/// the loss divided by the step, is not counted: it would drown gradients below 1e-4.
///
/// The loss must be a smooth, deterministic function: fix dropout masks and noise, and keep inputs
/// away from kinks (`Tensor.testInput` does). Parameters of a whole network are inputs like any
/// other: pass their tensors, and make the network's weights from the variables.
///
/// Cost: two evaluations of the loss for each entry, one reverse pass for all.
///
/// - Parameters:
///   - inputs: where to check, one tensor per variable.
///   - names: what to call the inputs in messages; by default their positions.
///   - tolerance: the largest allowed relative error; 1e-4 for second order.
///   - step: half the distance of the two points of a difference.
///   - sourceLocation: where to report.
///   - loss: computes one number from variables with the values of `inputs`.
public func gradientCheck(
  inputs: [Tensor<Double>], names: [String] = [], tolerance: Double = 1e-6, step: Double = 1e-5,
  sourceLocation: SourceLocation = #_sourceLocation,
  loss: ([Variable<Double>]) throws -> Variable<Double>
) rethrows {
  let tape = Tape<Double>()
  let variables = inputs.map { tape.variable($0) }
  let value = try loss(variables)
  let gradients = tape.gradients(of: value, for: variables)
  let rounding = 8 * value.value.item.magnitude.ulp / step

  var worst = GradientDeviation(relativeError: 0, input: 0, entry: 0, gradient: 0, quotient: 0)
  search: for (position, input) in inputs.enumerated() {
    let gradient = gradients[position].scalars
    precondition(gradient.count == input.shape.count, "A gradient of another shape.")
    for entry in 0..<input.shape.count {
      let quotient = try centralDifference(step: step) { shift in
        var shifted = inputs
        shifted[position].withMutableElements { $0[entry] += shift }
        return try loss(shifted.map { Variable($0) }).value.item
      }
      let deviation = (gradient[entry] - quotient).magnitude
      let error = deviation <= rounding ? 0 : deviation - rounding
      let relative = error / max(1e-8, gradient[entry].magnitude + quotient.magnitude)
      if !(relative <= worst.relativeError) {  // also when it is not a number
        worst = GradientDeviation(
          relativeError: relative, input: position, entry: entry, gradient: gradient[entry],
          quotient: quotient)
      }
      if relative.isNaN { break search }
    }
  }
  if !(worst.relativeError < tolerance) {
    let name = worst.input < names.count ? names[worst.input] : "input \(worst.input)"
    Issue.record(
      """
      The gradient with respect to \(name) \(inputs[worst.input].shape) is wrong at entry \
      \(worst.entry): \(worst.gradient), but differences give \(worst.quotient); relative error \
      \(worst.relativeError), allowed \(tolerance).
      """, sourceLocation: sourceLocation)
  }
}

/// The entry where gradient and difference quotient disagree most.
private struct GradientDeviation {
  var relativeError: Double
  var input: Int
  var entry: Int
  var gradient: Double
  var quotient: Double
}

private func centralDifference(
  step: Double, _ function: (Double) throws -> Double
) rethrows -> Double {
  try (function(step) - function(-step)) / (2 * step)
}
