import Tensors

/// The record of a computation, in the order in which it ran, for walking it backwards.
///
/// ```swift
/// let tape = Tape<Float>()
/// let weight = tape.variable(weights)
/// let loss = x.matrixProduct(weight).tanh().mean()
/// let gradient = tape.gradients(of: loss, for: [weight])[0]
/// ```
///
/// The tape is an array of (rule, inputs, outputs), freed as a whole; variables point at the tape
/// and the tape at no variable, so nothing is kept alive in a cycle and the backward walk needs no
/// recursion. Use a tape for one step, on one thread.
public final class Tape<Scalar: TensorScalar> {
  private struct Entry {
    var rule: any GradientRule<Scalar>
    /// Index of each input's variable; nil for a constant.
    var inputs: [Int?]
    var outputs: Range<Int>
  }

  private var entries: [Entry] = []
  private var variableCount = 0

  /// An empty tape.
  public init() {}

  /// A variable with respect to which gradients can be asked for.
  public func variable(_ value: Tensor<Scalar>) -> Variable<Scalar> {
    defer { variableCount += 1 }
    return Variable(value: value, tape: self, index: variableCount)
  }

  /// The outputs of an operation as variables; recorded if any input is differentiable.
  ///
  /// - Parameters:
  ///   - outputs: the values that the operation computed.
  ///   - inputs: what it computed them from, in the rule's order.
  ///   - rule: makes the rule; called only when something is recorded.
  /// - Returns: one variable per output; constants if all inputs are.
  @_specialize(where Scalar == Float)
  public static func record(
    _ outputs: [Tensor<Scalar>], from inputs: [Variable<Scalar>],
    rule: () -> any GradientRule<Scalar>
  ) -> [Variable<Scalar>] {
    guard let tape = inputs.lazy.compactMap({ $0.node?.tape }).first else {
      return outputs.map { Variable($0) }
    }
    let indices = inputs.map { input in
      precondition(input.isConstantOrOn(tape), "Inputs are on two tapes.")
      return input.node?.index
    }
    let first = tape.variableCount
    tape.variableCount += outputs.count
    tape.entries.append(Entry(rule: rule(), inputs: indices, outputs: first..<tape.variableCount))
    return outputs.enumerated().map { offset, value in
      Variable(value: value, tape: tape, index: first + offset)
    }
  }

  /// The single output of an operation as a variable; recorded if any input is differentiable.
  @_specialize(where Scalar == Float)
  public static func record(
    _ output: Tensor<Scalar>, from inputs: [Variable<Scalar>],
    rule: () -> any GradientRule<Scalar>
  ) -> Variable<Scalar> {
    record([output], from: inputs, rule: rule)[0]
  }

  /// The gradients of a scalar with respect to variables of this tape.
  ///
  /// - Parameters:
  ///   - loss: a variable of one element. A constant has zero gradients.
  ///   - variables: what to differentiate by; intermediate results are allowed.
  /// - Returns: a tensor of each variable's shape; zeros where the loss does not depend on it.
  /// - Complexity: one call of each rule between the variables and the loss.
  @_specialize(where Scalar == Float)
  public func gradients(
    of loss: Variable<Scalar>, for variables: [Variable<Scalar>]
  ) -> [Tensor<Scalar>] {
    precondition(loss.shape.count == 1, "A loss is one number, not a tensor \(loss.shape).")
    precondition(loss.isConstantOrOn(self), "The loss is on another tape.")
    precondition(
      variables.allSatisfy { $0.isConstantOrOn(self) }, "A variable is on another tape.")
    var gradients = [Tensor<Scalar>?](repeating: nil, count: variableCount)
    if let node = loss.node {
      gradients[node.index] = Tensor(repeating: 1, shape: loss.shape)
      let kept = Set(variables.compactMap { $0.node?.index })
      walkBack(from: node.index, keeping: kept, &gradients)
    }
    return variables.map { variable in
      let gradient = variable.node.flatMap { gradients[$0.index] }
      return gradient ?? .zeros(variable.shape)
    }
  }

  private func walkBack(
    from last: Int, keeping kept: Set<Int>, _ gradients: inout [Tensor<Scalar>?]
  ) {
    for entry in entries.reversed() where entry.outputs.lowerBound <= last {
      let arrived = entry.outputs.map { gradients[$0] }
      guard arrived.contains(where: { $0 != nil }) else { continue }
      let passed = entry.rule.inputGradients(
        outputs: arrived, wanted: entry.inputs.map { $0 != nil })
      precondition(passed.count == entry.inputs.count, "A rule with a gradient too many or few.")
      for (input, gradient) in zip(entry.inputs, passed) {
        guard let input, let gradient else { continue }
        Self.accumulate(gradient, into: &gradients[input])
      }
      // What an operation's outputs received is used up; give the memory back unless asked for.
      for output in entry.outputs where !kept.contains(output) { gradients[output] = nil }
    }
  }

  private static func accumulate(_ gradient: Tensor<Scalar>, into sum: inout Tensor<Scalar>?) {
    guard var total = sum.take() else {
      sum = gradient
      return
    }
    total.add(gradient)
    sum = total
  }
}
