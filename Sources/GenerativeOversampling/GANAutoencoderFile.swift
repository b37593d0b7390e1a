import Files
import Foundation
import Networks
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// A trained model with the scaling of its data, and what training needs to go on from it.
///
/// As bytes it is a `.safetensors` file: the weights under their names, and, in a checkpoint, the
/// optimisers' state; `format`, `configuration`, `scaling`, in the seq2seq form `classCount` and, in a
/// checkpoint, `training`, the losses so far, are metadata. Everything random is named by the epoch
/// and the update, so their numbers stand for the state of the random streams. Equal models give
/// equal bytes.
struct GANAutoencoderFile {
  /// The trainer with its model; without optimiser state if it was read from a bare model.
  var trainer: GANAutoencoderTrainer<Float>
  /// How the data was scaled for it.
  var scaling: FeatureScaling

  /// The networks.
  var model: GANAutoencoderModel<Float> { trainer.model }

  /// The bytes of the model alone: what synthesis needs.
  func encodedModel() throws -> [UInt8] { try modelContents().encoded() }

  /// The model alone: its weights and what is needed to use them.
  func modelContents() throws -> Safetensors {
    Safetensors(tensors: model.namedTensors, metadata: try metadata())
  }

  /// The bytes of the model and of the state of its training.
  func encodedCheckpoint() throws -> [UInt8] {
    var metadata = try metadata()
    metadata[Self.training] = Data(trainer.lossBytes).base64EncodedString()
    return Safetensors(
      tensors: model.namedTensors + trainer.optimiserTensors, metadata: metadata
    ).encoded()
  }

  private func metadata() throws -> [String: String] {
    var metadata = [
      "format": Self.format, "configuration": try Self.json(model.configuration),
      "scaling": try Self.json(scaling),
    ]
    if let classCount = model.classCount { metadata["classCount"] = try Self.json(classCount) }
    return metadata
  }

  private static let format = "counterweight.gan-autoencoder.2"
  private static let training = "training"

  /// A value as text, the same for equal values.
  static func json(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return String(decoding: try encoder.encode(value), as: UTF8.self)
  }
}

extension GANAutoencoderFile {
  /// Reads a model or a checkpoint.
  ///
  /// - Throws: `OversamplingError.foreignModel` if the bytes are truncated or something else.
  init(decoding bytes: [UInt8]) throws(OversamplingError) {
    do {
      try self.init(contents: Safetensors(decoding: bytes))
    } catch let error as OversamplingError {
      throw error
    } catch {
      throw Self.foreign("\(error)")
    }
  }

  /// What the parts of a file mean; throws anything that is wrong with them.
  init(contents: Safetensors) throws {
    let metadata = contents.metadata
    guard metadata["format"] == Self.format else {
      throw Self.foreign(
        "its format is \(metadata["format"] ?? "not given") instead of \(Self.format)")
    }
    let configuration = try Self.value(
      of: "configuration", in: metadata, as: GANAutoencoderConfiguration.self)
    if let problem = configuration.problems().first {
      throw Self.foreign(problem)
    }
    scaling = try Self.value(of: "scaling", in: metadata, as: FeatureScaling.self)
    let classCount =
      metadata["classCount"] == nil
      ? nil : try Self.value(of: "classCount", in: metadata, as: Int.self)
    if let classCount, classCount < 1 { throw Self.foreign("it has \(classCount) classes") }
    // The first weights are replaced at once, so their stream does not matter.
    var model = GANAutoencoderModel<Float>(
      featureCount: scaling.featureCount, classCount: classCount, configuration: configuration,
      stream: RandomStream(seed: 0))
    try model.restore(contents.tensors)
    trainer = GANAutoencoderTrainer(model)
    if let text = metadata[Self.training] {
      guard let bytes = Data(base64Encoded: text), trainer.restoreLosses(Array(bytes)) else {
        throw Self.foreign("its losses cannot be read")
      }
      try trainer.restoreOptimisers(contents.tensors)
    }
  }

  /// Reads a checkpoint.
  ///
  /// - Throws: `OversamplingError.foreignModel` if the bytes are truncated or something else, such as
  ///   a model without the state of its training.
  init(checkpoint bytes: [UInt8]) throws {
    let contents = try Safetensors(decoding: bytes)
    guard contents.metadata[Self.training] != nil else {
      throw Self.foreign("it has no state of the training")
    }
    try self.init(contents: contents)
  }

  /// The error for bytes that are something else.
  static func foreign(_ reason: String) -> OversamplingError {
    .foreignModel(method: GANAutoencoderOversampler.name, reason: reason)
  }

  /// A value of the metadata, read from its text.
  static func value<Value: Decodable>(
    of key: String, in metadata: [String: String], as type: Value.Type
  ) throws -> Value {
    guard let text = metadata[key] else {
      throw Self.foreign("its metadata has no \(key)")
    }
    do {
      return try JSONDecoder().decode(type, from: Data(text.utf8))
    } catch {
      throw Self.foreign("its \(key) cannot be read")
    }
  }
}

extension GANAutoencoderModel {
  /// How many bytes the weights take.
  var byteCount: Int {
    let counts = [generatorParameters.count, criticParameters.count, decoderParameters.count]
    return MemoryLayout<Scalar>.stride * counts.reduce(0, +)
  }

  /// All weights under their names, which begin with the name of the network.
  var namedTensors: [NamedTensor<Scalar>] {
    generatorParameters.namedTensors + criticParameters.namedTensors
      + decoderParameters.namedTensors
  }

  /// Replaces all weights by stored ones; other tensors are passed over.
  mutating func restore(_ stored: [NamedTensor<Scalar>]) throws(CheckpointMismatch) {
    func network(_ prefix: String) -> [NamedTensor<Scalar>] {
      stored.filter { $0.name.hasPrefix(prefix) }
    }
    try generatorParameters.restore(network("generator."))
    try criticParameters.restore(network("critic."))
    try decoderParameters.restore(network("decoder."))
  }
}

extension GANAutoencoderTrainer {
  /// The losses so far, bit by bit: the curves, and what the begun epoch has come to.
  fileprivate var lossBytes: [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(curves.table)
    encoder.append(begun.updates)
    encoder.append(begun.losses.values)
    return encoder.bytes
  }

  /// Replaces the losses by stored ones; `false` if the bytes are something else.
  fileprivate mutating func restoreLosses(_ bytes: [UInt8]) -> Bool {
    var decoder = ByteDecoder(bytes)
    guard let table = try? decoder.table(), table.columns == curves.table.columns,
      let updates = try? decoder.integer(), updates >= 0, let sums = try? decoder.doubles(),
      sums.count == TrainingCurves.columns.count
    else { return false }
    curves.epochs = table.rows.map { EpochLosses(values: Array($0.dropFirst())) }
    begun = BegunEpoch(updates: updates, losses: EpochLosses(values: sums))
    return true
  }

  /// The state of the three optimisers.
  var optimiserTensors: [NamedTensor<Scalar>] {
    generatorOptimiser.namedTensors(for: model.generatorParameters).prefixed("generatorAdam")
      + criticOptimiser.namedTensors(for: model.criticParameters).prefixed("criticAdam")
      + decoderOptimiser.namedTensors(for: model.decoderParameters).prefixed("decoderAdam")
  }

  /// Replaces the state of the optimisers by a stored one; other tensors are passed over.
  mutating func restoreOptimisers(
    _ stored: [NamedTensor<Scalar>]
  ) throws(CheckpointMismatch) {
    try generatorOptimiser.restore(
      stored.under("generatorAdam"), for: model.generatorParameters)
    try criticOptimiser.restore(stored.under("criticAdam"), for: model.criticParameters)
    try decoderOptimiser.restore(stored.under("decoderAdam"), for: model.decoderParameters)
  }
}
