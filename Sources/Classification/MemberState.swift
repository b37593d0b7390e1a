import Files
import Networks

/// Where a member's training stands: what it hands on to the next one where members share a model
/// (spec/01 D18), and the greater part of its checkpoint.
public struct MemberState: Sendable {
  let parameters: Parameters<Float>
  let optimiser: Adadelta<Float>

  /// The state as bytes, bit by bit: a `.safetensors` file of weights and averages.
  public func encoded() -> [UInt8] { Safetensors(tensors: namedTensors).encoded() }

  /// The weights under `model`, what the optimiser remembers under `optimiser`.
  var namedTensors: [NamedTensor<Float>] {
    parameters.namedTensors.prefixed("model")
      + optimiser.namedTensors(for: parameters).prefixed("optimiser")
  }

  /// Reads what `encoded` wrote.
  ///
  /// - Parameters:
  ///   - bytes: the state.
  ///   - configuration: the settings of the training.
  /// - Throws: `SafetensorsError` or `CheckpointMismatch` if the bytes are something else.
  public init(decoding bytes: [UInt8], _ configuration: ClassifierConfiguration) throws {
    let tensors = try Safetensors(decoding: bytes).tensors
    var parameters = Parameters<Float>()
    for entry in tensors.under("model") as [NamedTensor<Float>] {
      _ = parameters.add(entry.tensor, named: entry.name)
    }
    try self.init(tensors, like: parameters, configuration)
  }

  /// The state in named tensors.
  ///
  /// - Parameters:
  ///   - tensors: those of `namedTensors`; others are passed over.
  ///   - parameters: of the names and shapes that the weights have to have.
  ///   - configuration: the settings of the training.
  /// - Throws: `CheckpointMismatch` if a tensor is missing or of another shape.
  init(
    _ tensors: [NamedTensor<Float>], like parameters: Parameters<Float>,
    _ configuration: ClassifierConfiguration
  ) throws(CheckpointMismatch) {
    var parameters = parameters
    try parameters.restore(tensors.under("model"))
    var optimiser = Adadelta<Float>(configuration)
    try optimiser.restore(tensors.under("optimiser"), for: parameters)
    self.init(parameters: parameters, optimiser: optimiser)
  }

  init(parameters: Parameters<Float>, optimiser: Adadelta<Float>) {
    self.parameters = parameters
    self.optimiser = optimiser
  }
}

extension Adadelta {
  /// The optimiser of a classifier, before its first step.
  init(_ configuration: ClassifierConfiguration) {
    self.init(
      learningRate: configuration.learningRate, rho: configuration.rho,
      epsilon: configuration.epsilon, clip: configuration.gradientClip)
  }
}

/// The batches of an epoch that were trained on, and what came of them.
struct EpochPass: Sendable, Equatable {
  /// How many there were.
  var batches = 0
  /// The sum of their samples' losses.
  var lossSum = 0.0
  /// What was predicted for each of their samples: an id of the vocabulary, or UNKNOWN.
  var predictions: [Int] = []
}
