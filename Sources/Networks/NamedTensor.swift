import Tensors

/// A tensor under the name by which a checkpoint knows it.
public struct NamedTensor<Scalar: TensorScalar>: Sendable, Equatable {
  /// The name, such as `critic.dense1.weight`.
  public var name: String
  /// The tensor.
  public var tensor: Tensor<Scalar>

  /// A tensor and its name.
  public init(_ name: String, _ tensor: Tensor<Scalar>) {
    self.name = name
    self.tensor = tensor
  }
}

extension Array {
  /// The same tensors with `prefix` and a dot before each name, to keep several sets in one file.
  public func prefixed<Scalar>(_ prefix: String) -> [NamedTensor<Scalar>]
  where Element == NamedTensor<Scalar> {
    map { NamedTensor("\(prefix).\($0.name)", $0.tensor) }
  }

  /// The tensors whose names begin with `prefix` and a dot, which is taken off.
  public func under<Scalar>(_ prefix: String) -> [NamedTensor<Scalar>]
  where Element == NamedTensor<Scalar> {
    let start = "\(prefix)."
    return compactMap { entry in
      entry.name.hasPrefix(start)
        ? NamedTensor(String(entry.name.dropFirst(start.count)), entry.tensor) : nil
    }
  }

  /// The tensors of the given names, in that order, if these are exactly the names and shapes here.
  ///
  /// - Throws: `CheckpointMismatch` naming the first tensor that is absent, of another shape, or
  ///   not expected.
  func matched<Scalar>(
    to expected: [(name: String, shape: Shape)]
  ) throws(CheckpointMismatch) -> [Tensor<Scalar>] where Element == NamedTensor<Scalar> {
    var stored: [String: Tensor<Scalar>] = [:]
    for entry in self where stored.updateValue(entry.tensor, forKey: entry.name) != nil {
      throw .repeated(name: entry.name)
    }
    var result: [Tensor<Scalar>] = []
    for (name, shape) in expected {
      guard let tensor = stored.removeValue(forKey: name) else { throw .missing(name: name) }
      guard tensor.shape == shape else {
        throw .shape(name: name, model: shape, checkpoint: tensor.shape)
      }
      result.append(tensor)
    }
    if let name = stored.keys.min() { throw .unexpected(name: name) }
    return result
  }
}

/// Why the tensors of a checkpoint are not those of a model (spec/06 E14).
public enum CheckpointMismatch: Error, Equatable {
  /// The model has a tensor that the checkpoint lacks.
  case missing(name: String)
  /// The checkpoint has a tensor that the model lacks.
  case unexpected(name: String)
  /// The checkpoint has two tensors of one name.
  case repeated(name: String)
  /// The checkpoint's count of steps is not a whole number.
  case count(name: String)
  /// Both have the tensor, of different shapes.
  case shape(name: String, model: Shape, checkpoint: Shape)
}

extension CheckpointMismatch: CustomStringConvertible {
  /// What is wrong and what to do, in sentences.
  public var description: String {
    switch self {
    case .missing(let name):
      "The checkpoint has no tensor '\(name)', which the model needs. "
        + "It was written by another kind of model; check the configuration it belongs to."
    case .unexpected(let name):
      "The checkpoint has a tensor '\(name)' that the model does not know. "
        + "It was written by another kind of model; check the configuration it belongs to."
    case .repeated(let name):
      "The checkpoint has two tensors called '\(name)'. It is damaged; write it again."
    case .count(let name):
      "The tensor '\(name)' of the checkpoint should be a whole number from 0 on. "
        + "The file is damaged; use an earlier checkpoint."
    case .shape(let name, let model, let checkpoint):
      "The tensor '\(name)' is \(checkpoint) in the checkpoint but \(model) in the model. "
        + "Its model had another number of features, units or classes."
    }
  }
}
