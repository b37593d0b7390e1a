import Differentiation
import Tensors

extension Variable {
  /// The first `count` samples of a batch: `[samples, ...]` to `[count, ...]`.
  ///
  /// Takes the real branch out of a batch that holds both.
  func firstSamples(_ count: Int) -> Variable {
    if count == shape[0] { return self }
    return Tape.record(value.samples(0..<count), from: [self]) {
      FirstSamplesRule<Scalar>(others: shape[0] - count)
    }
  }
}

private struct FirstSamplesRule<Scalar: TensorScalar>: GradientRule {
  /// How many samples were left out: their gradient is zero.
  let others: Int

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    guard wanted[0], let output = outputs[0] else { return [nil] }
    var extents = output.shape.dimensions
    extents[0] = others
    return [output.followed(by: .zeros(Shape(extents)))]
  }
}
