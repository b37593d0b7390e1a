import Files
import Networks
import Sequences

/// All that the training of a sequence autoencoder needs to go on after an epoch, as if it had never
/// stopped (spec/06 A34).
///
/// Weights, the optimiser's averages, the curves and the weights of the best epoch. Nothing of the
/// random streams: they are named by epoch and update.
struct SequenceAutoencoderCheckpoint {
  /// The weights after the last epoch.
  let parameters: Parameters<Float>
  /// The optimiser of these.
  let optimiser: Adadelta<Float>
  /// The losses of each epoch.
  let curves: NumberTable
  /// The best epoch, from 1, and its weights.
  let best: (epoch: Int, parameters: Parameters<Float>)

  /// The state as bytes.
  func encoded() -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(
      Safetensors(
        tensors: parameters.namedTensors.prefixed(Self.model)
          + optimiser.namedTensors(for: parameters).prefixed(Self.optimiser)
          + best.parameters.namedTensors.prefixed(Self.best)
      ).encoded())
    encoder.append(best.epoch)
    encoder.append(curves)
    return encoder.bytes
  }

  private static let model = "model"
  private static let optimiser = "optimiser"
  private static let best = "best"
}

extension SequenceAutoencoderCheckpoint {
  /// Reads what `encoded` wrote.
  ///
  /// - Parameters:
  ///   - bytes: the state.
  ///   - untrained: the model before its first epoch.
  ///   - optimiser: the optimiser before its first step.
  ///   - columns: those of the curves.
  /// - Throws: what is wrong with the bytes.
  init(
    decoding bytes: [UInt8], of untrained: SequenceAutoencoderModel, optimiser: Adadelta<Float>,
    columns: [String]
  ) throws {
    var decoder = ByteDecoder(bytes)
    let tensors = try Safetensors(decoding: try decoder.content()).tensors
    var (parameters, bestParameters) = (untrained.parameters, untrained.parameters)
    try parameters.restore(tensors.under(Self.model))
    try bestParameters.restore(tensors.under(Self.best))
    var restored = optimiser
    try restored.restore(tensors.under(Self.optimiser), for: parameters)
    let epoch = try decoder.integer()
    curves = try decoder.table()
    guard curves.columns == columns, curves.rows.count <= untrained.configuration.epochs,
      (1...max(1, curves.rows.count)).contains(epoch), !curves.rows.isEmpty
    else { throw ByteDecoder.Failure(position: 0) }
    self.parameters = parameters
    self.optimiser = restored
    best = (epoch, bestParameters)
  }
}
