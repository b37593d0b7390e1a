import Checkpoints
import Files
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// A member's samples as codes of a fitted autoencoder, and the way back: what the methods that
/// interpolate codes share (spec/01 8.4 and 8.5).
struct CodeSpace {
  let model: SequenceAutoencoderModel
  /// The member's real samples.
  let member: SequenceDataset

  /// Reads the model for a member.
  ///
  /// - Throws: `OversamplingError.foreignModel` if there is no usable model,
  ///   `SequenceAutoencoderError.featureCount` if it is of other data.
  init(_ member: SequenceDataset, fitted: FittedOversampler?, method: String) throws {
    self.member = member
    model = try SequenceAutoencoderModel(safetensors: fitted?.model, for: method)
    guard model.network.features == member.featureCount else {
      throw SequenceAutoencoderError.featureCount(
        method: method, model: model.network.features, data: member.featureCount)
    }
  }

  /// The codes of some of the member's samples, `[samples, H]`.
  func codes(of samples: [Int]) -> Tensor<Float> { model.codes(of: member, samples) }

  /// The decoded samples between codes, in the units of the data.
  ///
  /// Each has a length between those of its ends and the label sequence of the nearer one.
  ///
  /// - Parameters:
  ///   - points: the interpolated codes.
  ///   - ends: the member's sample of each code that they were made from.
  /// - Returns: the samples and, for each, the nearer end; nil for no points.
  /// - Throws: `DataError` if a decoded value is not finite.
  func samples(
    between points: InterpolatedPoints, of ends: [Int]
  ) throws -> (samples: SequenceDataset, sources: [Int])? {
    guard points.count > 0 else { return nil }
    let lengths = points.lengths(between: ends.map { member.lengths[$0] })
    let sources = points.nearerEnds.map { ends[$0] }
    let samples = try member.synthetic(
      values: model.events(of: points.points, lengths: lengths), lengths: lengths, like: sources)
    return (samples, sources)
  }

  /// Trains the autoencoder on the minority of a training split.
  ///
  /// - Throws: `OversamplingError.tooFewMinority`, `SequenceAutoencoderError.diverged`, and what
  ///   `monitor` throws.
  static func fit(
    _ configuration: SequenceAutoencoderConfiguration, for method: some Oversampler,
    _ training: TrainingSplit, vocabulary: LabelVocabulary, stream: RandomStream,
    monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    let minority = training.dataset.subset(
      try method.minoritySamples(of: training.dataset, vocabulary: vocabulary))
    var trainer = try SequenceAutoencoderTrainer(
      configuration, for: type(of: method).name, minority: minority, stream: stream)
    let monitor = try monitor.sealed(as: "autoencoder") {
      try Fingerprint(of: configuration, samples: minority, stream: stream).value
    }
    if let bytes = monitor.checkpoint { trainer.restore(bytes) }
    while trainer.epoch < configuration.epochs {
      try trainer.trainEpoch()
      // With the optimiser's two averages and the best epoch's.
      try monitor.saveIfDue(bytes: 4 * trainer.byteCount) {
        trainer.checkpoint?.encoded() ?? []
      }
      try monitor.report(Double(trainer.epoch) / Double(configuration.epochs))
    }
    guard let best = trainer.best else {
      preconditionFailure("Every finite loss is below infinity, so the first epoch is kept.")
    }
    try monitor.claim(trainer.byteCount)
    return FittedOversampler(model: try best.model.safetensors(), curves: trainer.curves)
  }
}
