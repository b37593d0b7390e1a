import Tensors

// Sums, differences and products of two tensors of one shape; constant factors and addends.

extension Variable {
  /// The sum of two tensors of one shape.
  public static func + (first: Variable, second: Variable) -> Variable {
    Tape.record(first.value + second.value, from: [first, second]) { LinearRule(factors: [1, 1]) }
  }

  /// The difference of two tensors of one shape.
  public static func - (first: Variable, second: Variable) -> Variable {
    Tape.record(first.value - second.value, from: [first, second]) { LinearRule(factors: [1, -1]) }
  }

  /// The product, element by element, of two tensors of one shape.
  public static func * (first: Variable, second: Variable) -> Variable {
    Tape.record(first.value * second.value, from: [first, second]) {
      ProductRule(first: first.value, second: second.value)
    }
  }

  /// Every element multiplied by the same constant.
  public func scaled(by factor: Scalar) -> Variable {
    Tape.record(value.scaled(by: factor), from: [self]) { LinearRule(factors: [factor]) }
  }

  /// The same constant added to every element.
  public func adding(_ constant: Scalar) -> Variable {
    var sum = value
    sum.add(constant: constant)
    return Tape.record(sum, from: [self]) { LinearRule(factors: [1]) }
  }

  /// Every element multiplied by that of a constant mask of the same shape.
  public func multiplied(by mask: Tensor<Scalar>) -> Variable { self * Variable(mask) }
}

/// y = sum of factor_i x_i, all of one shape.
private struct LinearRule<Scalar: TensorScalar>: GradientRule {
  let factors: [Scalar]

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    zip(factors, wanted).map { factor, wanted in
      guard wanted, let gradient = outputs[0] else { return nil }
      return factor == 1 ? gradient : gradient.scaled(by: factor)
    }
  }
}

private struct ProductRule<Scalar: TensorScalar>: GradientRule {
  let first: Tensor<Scalar>
  let second: Tensor<Scalar>

  func inputGradients(outputs: [Tensor<Scalar>?], wanted: [Bool]) -> [Tensor<Scalar>?] {
    [
      wanted[0] ? outputs[0].map { $0 * second } : nil,
      wanted[1] ? outputs[0].map { $0 * first } : nil,
    ]
  }
}
