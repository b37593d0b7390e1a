import Tensors

/// What an optimiser remembers between steps: a count and up to two tensors for each parameter.
public struct OptimiserState<Scalar: TensorScalar>: Sendable, Equatable {
  /// How many steps were made.
  public internal(set) var step = 0
  /// What `first` holds, such as `firstMoment`.
  let firstName: String
  /// What `second` holds; nil when the optimiser needs only one tensor for each parameter.
  let secondName: String?
  var first: [Tensor<Scalar>] = []
  var second: [Tensor<Scalar>] = []

  init(_ firstName: String, _ secondName: String? = nil) {
    self.firstName = firstName
    self.secondName = secondName
  }

  /// Makes the tensors, zeros, if this is the first step.
  mutating func prepare(for parameters: Parameters<Scalar>) {
    if first.isEmpty {
      first = parameters.tensors.map { .zeros($0.shape) }
      second = secondName == nil ? [] : first
    }
    precondition(
      first.count == parameters.tensors.count, "The optimiser has served other parameters.")
  }

  /// Prepares and counts a step, and checks its gradients.
  mutating func beginStep(
    _ parameters: Parameters<Scalar>, _ gradients: [Tensor<Scalar>]
  ) {
    prepare(for: parameters)
    precondition(
      gradients.count == parameters.tensors.count,
      "\(gradients.count) gradients for \(parameters.tensors.count) parameters.")
    for (index, gradient) in gradients.enumerated() {
      precondition(
        gradient.shape == parameters.tensors[index].shape
          && first[index].shape == gradient.shape,
        "Parameter \(parameters.names[index]) has a gradient \(gradient.shape).")
    }
    step += 1
  }

  /// All tensors, each under the name of its slot and its parameter.
  func slots(_ names: [String]) -> [(name: String, tensor: Tensor<Scalar>)] {
    zip(names, first).map { (name: "\(firstName).\($0)", tensor: $1) }
      + zip(names, second).map { (name: "\(secondName ?? "").\($0)", tensor: $1) }
  }

  /// Takes tensors in the order of `slots`, the step last.
  mutating func replace(
    _ stored: [Tensor<Scalar>], parameterCount: Int
  ) throws(CheckpointMismatch) {
    guard let count = stored.last.flatMap({ Int(exactly: $0.item) }), count >= 0 else {
      throw .count(name: "step")
    }
    first = Array(stored.prefix(parameterCount))
    second = Array(stored.dropFirst(parameterCount).dropLast())
    step = count
  }
}
