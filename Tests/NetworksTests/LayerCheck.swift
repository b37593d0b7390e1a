import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

/// Checks the gradients of a layer with respect to all its parameters and its inputs.
///
/// The loss is the sum of the result times fixed random coefficients, so that no gradient cancels.
/// Parameters are moved off their first values, so that biases are not all 0.
func checkGradients(
  _ parameters: Parameters<Double>, inputs: [Tensor<Double>],
  sourceLocation: SourceLocation = #_sourceLocation,
  result: (Weights<Double>, [Variable<Double>]) -> Variable<Double>
) {
  let moved = parameters.tensors.enumerated().map { index, tensor in
    var tensor = tensor
    tensor.add(.testInput(tensor.shape, seed: UInt64(100 + index)), scaledBy: 0.1)
    return tensor
  }
  gradientCheck(
    inputs: inputs + moved,
    names: inputs.indices.map { "input \($0)" } + parameters.names,
    sourceLocation: sourceLocation
  ) { variables in
    let weights = Weights(variables: Array(variables.dropFirst(inputs.count)))
    let output = result(weights, Array(variables.prefix(inputs.count)))
    return output.multiplied(by: .testInput(output.shape, seed: 99)).sum()
  }
}
