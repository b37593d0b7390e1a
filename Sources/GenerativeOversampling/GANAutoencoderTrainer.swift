import Networks
import RandomStreams
import Sequences
import Tensors

/// Trains the GAN with autoencoder (spec/01 section 13).
///
/// A value: networks, optimisers and the losses so far. Everything random in epoch e comes from
/// substreams named by e and the update, so the numbers of completed epochs and updates are all the
/// random state there is, and a trainer restored from a checkpoint goes on to the same bits.
struct GANAutoencoderTrainer<Scalar: TensorScalar>: Sendable {
  /// The networks.
  var model: GANAutoencoderModel<Scalar>
  /// The optimisers, one per network.
  var generatorOptimiser: Adam<Scalar>
  var criticOptimiser: Adam<Scalar>
  var decoderOptimiser: Adam<Scalar>
  /// The losses of the completed epochs.
  var curves = TrainingCurves()
  /// The updates of the epoch that was begun, and the sums of their losses.
  var begun = BegunEpoch()

  /// The number of completed epochs, which is the index of the next one.
  var epoch: Int { curves.epochs.count }

  /// A trainer of a new or a given model, before its first epoch.
  init(_ model: GANAutoencoderModel<Scalar>) {
    self.model = model
    let configuration = model.configuration
    func adam(_ learningRate: Double) -> Adam<Scalar> {
      Adam(
        learningRate: learningRate, beta1: configuration.firstMomentDecay,
        beta2: configuration.secondMomentDecay)
    }
    generatorOptimiser = adam(configuration.generatorLearningRate)
    criticOptimiser = adam(configuration.criticLearningRate)
    decoderOptimiser = adam(configuration.autoencoderLearningRate)
  }

  /// One update as it happened.
  struct Update: Sendable {
    /// Whose weights it changed.
    var kind: UpdateSchedule.Kind
    /// The samples of its batch.
    var batch: [Int]
    /// Its loss.
    var loss: Double
  }

  /// Trains for one epoch, or for what is left of one that was begun.
  ///
  /// - Parameters:
  ///   - samples: scaled minority sequences; in the seq2seq form their labels are trained on, too.
  ///   - stream: the stream of the whole training, the same in every epoch.
  ///   - observe: called after each update.
  ///   - afterUpdate: called after each update with the trainer as it stands and the share of the
  ///     epoch that is done.
  /// - Throws: `OversamplingError` if there are too few samples, `GANAutoencoderError` if a loss is
  ///   not finite, or what `afterUpdate` throws; the trainer is then of no further use.
  mutating func trainEpoch(
    on samples: SequenceDataset, stream: RandomStream, observe: (Update) -> Void = { _ in },
    afterUpdate: (Self, Double) throws -> Void = { _, _ in }
  ) throws {
    let schedule = try UpdateSchedule(samples: samples.count, configuration: model.configuration)
    let noise = InstanceNoiseSchedule(model.configuration).standardDeviation(epoch: epoch)
    var shuffle = stream.substream("order", epoch)
    let order = shuffle.permutation(count: samples.count)
    let measured = MeasuredEntries(samples)
    let updates = schedule.updates(of: order)
    for (index, update) in updates.enumerated().dropFirst(begun.updates) {
      let batch = SequenceBatch<Scalar>(
        samples, Array(update.batch), classCount: model.classCount, measured: measured)
      let draws = UpdateDraws<Scalar>(
        for: batch, of: model.configuration, standardDeviation: noise,
        stream: stream.substream("update", epoch, index))
      var losses = begun.losses
      let loss = self.update(update.kind, batch, draws, &losses)
      guard loss.isFinite else {
        throw GANAutoencoderError.diverged(
          loss: update.kind.rawValue, epoch: epoch + 1, update: index + 1)
      }
      begun = BegunEpoch(updates: index + 1, losses: losses)
      observe(Update(kind: update.kind, batch: Array(update.batch), loss: loss))
      try afterUpdate(self, Double(index + 1) / Double(updates.count))
    }
    curves.epochs.append(begun.losses.divided(by: schedule))
    begun = BegunEpoch()
  }

  /// One update: a gradient and a step of the optimiser that it belongs to; adds its losses.
  ///
  /// - Returns: the loss before the step.
  mutating func update(
    _ kind: UpdateSchedule.Kind, _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>,
    _ sums: inout EpochLosses
  ) -> Double {
    switch kind {
    case .generator:
      let (losses, gradients) = model.generatorUpdate(batch, draws)
      generatorOptimiser.update(&model.generatorParameters, gradients: gradients)
      sums.generatorGradient += gradients.norm()
      sums.generator += losses.total
      sums.generatorAdversarial += losses.adversarial
      return losses.total
    case .critic:
      let (losses, gradients) = model.criticUpdate(batch, draws)
      criticOptimiser.update(&model.criticParameters, gradients: gradients)
      sums.criticGradient += gradients.norm()
      sums.critic += losses.total
      sums.criticAdversarial += losses.adversarial
      sums.penalty += losses.penalty
      return losses.total
    case .autoencoder:
      let (loss, gradients) = model.autoencoderUpdate(batch, draws)
      decoderOptimiser.update(&model.decoderParameters, gradients: gradients)
      sums.autoencoderGradient += gradients.norm()
      sums.autoencoder += loss
      return loss
    }
  }
}

extension EpochLosses {
  /// Sums over an epoch's updates as means.
  fileprivate func divided(by schedule: UpdateSchedule) -> EpochLosses {
    // Where too few samples for a block are skipped there is no update, and the losses stay 0.
    func updates(_ kind: UpdateSchedule.Kind) -> Double {
      Double(max(1, schedule.blocks) * schedule.block.count { $0 == kind })
    }
    return EpochLosses(
      generator: generator / updates(.generator),
      generatorAdversarial: generatorAdversarial / updates(.generator),
      critic: critic / updates(.critic), criticAdversarial: criticAdversarial / updates(.critic),
      penalty: penalty / updates(.critic), autoencoder: autoencoder / updates(.autoencoder),
      generatorGradient: generatorGradient / updates(.generator),
      criticGradient: criticGradient / updates(.critic),
      autoencoderGradient: autoencoderGradient / updates(.autoencoder))
  }
}
