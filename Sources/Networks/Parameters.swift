import Differentiation
import RandomStreams
import Tensors

/// The trainable tensors of one network, each with a name, in the order in which they were made.
///
/// Layers keep no weights: they keep `ParameterID`s into a `Parameters` value. A network is then a
/// value that can be copied, compared, saved and handed to an optimiser whole.
public struct Parameters<Scalar: TensorScalar>: Sendable, Equatable {
  /// A unique, dotted name for each tensor, such as `critic.dense1.weight`.
  public private(set) var names: [String] = []
  /// The tensors, in the order of `names`.
  public var tensors: [Tensor<Scalar>] = []

  /// No parameters.
  public init() {}

  /// Adds a tensor under a new name.
  ///
  /// - Precondition: the name is not taken.
  public mutating func add(_ tensor: Tensor<Scalar>, named name: String) -> ParameterID {
    precondition(!names.contains(name), "Two parameters are called \(name).")
    names.append(name)
    tensors.append(tensor)
    return ParameterID(index: names.count - 1)
  }

  /// Adds a tensor of first values under a new name, drawn from the stream's substream of that name.
  ///
  /// - Precondition: the name is not taken.
  public mutating func add(
    _ initialiser: Initialiser, _ shape: Shape, fans: (inputs: Int, outputs: Int)? = nil,
    named name: String, stream: RandomStream
  ) -> ParameterID {
    add(initialiser.tensor(shape, fans: fans, stream: stream.substream(name)), named: name)
  }

  /// The tensor behind an identifier.
  public subscript(id: ParameterID) -> Tensor<Scalar> {
    get { tensors[id.index] }
    set { tensors[id.index] = newValue }
  }

  /// How many numbers are trained.
  public var count: Int { tensors.reduce(0) { $0 + $1.shape.count } }

  /// The parameters as variables of `tape`: a gradient can be asked for each.
  public func trainable(on tape: Tape<Scalar>) -> Weights<Scalar> {
    Weights(variables: tensors.map { tape.variable($0) })
  }

  /// The parameters as constants: no gradient flows to them, and they cost nothing.
  public var frozen: Weights<Scalar> { Weights(variables: tensors.map { Variable($0) }) }
}

/// Names one tensor of a `Parameters` value.
public struct ParameterID: Sendable, Hashable {
  let index: Int
}

/// A network's parameters as the variables of one pass, trainable or frozen.
public struct Weights<Scalar: TensorScalar> {
  /// One variable per parameter, in the order of `Parameters.names`.
  public let variables: [Variable<Scalar>]

  /// Any variables of the parameters' shapes, in their order.
  package init(variables: [Variable<Scalar>]) {
    self.variables = variables
  }

  /// The variable of one parameter.
  public subscript(id: ParameterID) -> Variable<Scalar> { variables[id.index] }

  /// The gradient of a loss with respect to each parameter, in order, as an optimiser takes them.
  public func gradients(
    of loss: Variable<Scalar>, on tape: Tape<Scalar>
  ) -> [Tensor<Scalar>] {
    tape.gradients(of: loss, for: variables)
  }
}
