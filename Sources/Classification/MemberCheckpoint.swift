import Files
import Networks

/// All that a member's training needs to go on after an update or an epoch, as if it had never
/// stopped (spec/06 A34).
///
/// Weights, the optimiser's averages, what the batches of a begun epoch gave, the curves, and the
/// weights of the best epoch; what those predict on validation is computed anew. Nothing of the
/// random streams: they are named by epoch and batch.
struct MemberCheckpoint {
  private let state: MemberState
  private let pass: EpochPass
  private let curves: NumberTable
  private let best: (epoch: Int, parameters: Parameters<Float>)?

  /// The state of a training as it stands.
  init(_ training: MemberTraining, _ selection: EpochSelection) {
    state = training.state
    pass = training.pass
    curves = selection.curves
    best = selection.best.map { ($0.epoch, $0.classifier.parameters) }
  }

  /// About how many bytes the state of a training of these parameters takes: they, the optimiser's two
  /// averages and those of the best epoch.
  static func size(of parameters: Parameters<Float>) -> Int {
    4 * MemoryLayout<Float>.stride * parameters.count
  }

  /// The state as bytes.
  func encoded() -> [UInt8] {
    var encoder = ByteEncoder()
    let kept = best?.parameters.namedTensors.prefixed(Self.best) ?? []
    encoder.append(Safetensors(tensors: state.namedTensors + kept).encoded())
    encoder.append(best?.epoch ?? 0)
    encoder.append(curves)
    encoder.append(pass.batches)
    encoder.append([pass.lossSum])
    // UNKNOWN is -1.
    encoder.append(natural: pass.predictions.map { $0 + 1 })
    return encoder.bytes
  }

  private static let best = "best"

  /// Reads what `encoded` wrote.
  ///
  /// - Parameters:
  ///   - bytes: the state.
  ///   - untrained: the classifier that was trained, before its first epoch.
  /// - Throws: what is wrong with the bytes.
  init(decoding bytes: [UInt8], of untrained: TrainedClassifier) throws {
    var decoder = ByteDecoder(bytes)
    let tensors = try Safetensors(decoding: try decoder.content()).tensors
    state = try MemberState(
      tensors, like: untrained.parameters, untrained.configuration)
    let epoch = try decoder.integer()
    curves = try decoder.table()
    if epoch == 0 {
      best = nil
    } else {
      var parameters = untrained.parameters
      try parameters.restore(tensors.under(Self.best))
      best = (epoch, parameters)
    }
    pass = EpochPass(
      batches: try decoder.integer(), lossSum: try decoder.doubles().first ?? 0,
      predictions: try decoder.naturals().map { $0 - 1 })
    let columns = EpochSelection(metric: untrained.configuration.selectionMetric).curves.columns
    let isSound =
      curves.columns == columns && curves.rows.count <= untrained.configuration.epochs
      && pass.batches >= 0 && (curves.rows.isEmpty ? epoch == 0 : epoch > 0)
      && epoch <= curves.rows.count
    guard isSound else { throw ByteDecoder.Failure(position: 0) }
  }

  /// Makes a training go on from this state.
  func restore(
    _ training: inout MemberTraining, _ selection: inout EpochSelection,
    _ validation: ValidationScores
  ) {
    training.restore(state, pass: pass)
    guard let best else { return }
    var classifier = training.classifier
    classifier.parameters = best.parameters
    selection.restore(
      curves, best: best.epoch, classifier,
      probabilities: classifier.probabilities(of: validation.sequences))
  }
}
