import Checkpoints
import Files
import Oversampling
import RandomStreams
import Sequences
import Tensors

/// Trains a GAN with autoencoder on all samples of a split, whatever class they are of.
package enum GANAutoencoderFit {
  /// A model of the given samples, standardised by their own statistics, and its losses.
  ///
  /// - Parameters:
  ///   - samples: what the model learns to imitate, in the units of the data.
  ///   - classCount: the classes of a label, for a model that generates labels, too; nil for none.
  ///   - configuration: the settings, with no `problems()`.
  ///   - stream: the stream of this fit; nothing else decides what is drawn.
  ///   - monitor: hears of the share that is done and is offered the state after each update and each
  ///     epoch, and has that to continue from; what it throws ends the fit.
  /// - Returns: the bytes of a `GANAutoencoderFile` without the state of its training, and curves.
  /// - Throws: `OversamplingError.tooFewMinority` if not even batches of 2 are possible,
  ///   `GANAutoencoderError` if a loss is not finite, or what `monitor` throws.
  package static func model(
    of samples: TrainingSplit, classCount: Int? = nil, configuration: GANAutoencoderConfiguration,
    stream: RandomStream, monitor: TrainingMonitor
  ) throws -> FittedOversampler {
    let scaling = FeatureScaling(.standardise, fittedTo: samples)
    let scaled = scaling.applied(to: samples.dataset)
    let monitor = try monitor.sealed(as: GANAutoencoderOversampler.name) {
      var fingerprint = try Fingerprint(
        of: configuration, samples: samples.dataset, stream: stream)
      fingerprint.combine(classCount ?? 0)
      return fingerprint.value
    }
    var trainer = GANAutoencoderTrainer(
      GANAutoencoderModel<Float>(
        featureCount: scaled.featureCount, classCount: classCount, configuration: configuration,
        stream: stream.substream("weights")))
    if let bytes = monitor.checkpoint, let file = try? GANAutoencoderFile(checkpoint: bytes),
      file.scaling == scaling, file.model.configuration == configuration,
      file.model.classCount == classCount
    {
      trainer = file.trainer
    }
    func saveAndReport(_ trainer: GANAutoencoderTrainer<Float>, epochs: Double) throws {
      // With the optimisers' two averages.
      try monitor.saveIfDue(bytes: 3 * trainer.model.byteCount) {
        try GANAutoencoderFile(trainer: trainer, scaling: scaling).encodedCheckpoint()
      }
      try monitor.report(epochs / Double(configuration.epochs))
    }
    let trainingStream = stream.substream("training")
    let probe = DiversityProbe(
      of: scaled, configuration, stream: stream.substream("diversity"))
    while trainer.epoch < configuration.epochs {
      try trainer.trainEpoch(
        on: scaled, stream: trainingStream,
        afterUpdate: { trainer, share in
          try saveAndReport(trainer, epochs: Double(trainer.epoch) + share)
        })
      if probe.isDue(after: trainer.epoch) {
        trainer.curves.epochs[trainer.epoch - 1].diversity = probe.diversity(of: trainer.model)
      }
      try saveAndReport(trainer, epochs: Double(trainer.epoch))
    }
    try monitor.claim(trainer.model.byteCount)
    let file = GANAutoencoderFile(trainer: trainer, scaling: scaling)
    return FittedOversampler(model: try file.encodedModel(), curves: trainer.curves.table)
  }
}
