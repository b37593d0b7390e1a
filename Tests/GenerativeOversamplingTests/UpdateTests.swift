import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct UpdateTests {
  @Test("A26: the adversarial parts of generator and critic are each other's negative")
  func adversarialParts() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let draws: UpdateDraws<Double> = TinyGAN.draws(standardDeviation: 0.3)
    let generator = model.generatorUpdate(batch, draws).losses
    let critic = model.criticUpdate(batch, draws).losses
    let autoencoder = model.autoencoderUpdate(batch, draws).loss
    #expect(generator.adversarial != 0)
    #expect(critic.adversarial == -generator.adversarial)
    #expect(abs(critic.total - (critic.adversarial + 10 * critic.penalty)) < 1e-12)
    #expect(abs(generator.total - (generator.adversarial + autoencoder)) < 1e-12)
  }

  @Test("A26: L_gen of the paper is that of plain WGAN and E[D(real)]")
  func realTerm() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let draws: UpdateDraws<Double> = TinyGAN.draws()
    let encoded = model.bothBranches(batch, draws, weights: model.generatorParameters.frozen)
    let values = model.critic(
      encoded.map { $0.hidden }, lengths: batch.hiddenLengths.twice,
      weights: model.criticParameters.frozen, mode: .inference
    ).value.scalars
    let real = values.prefix(4).reduce(0, +) / 4
    let fake = values.suffix(4).reduce(0, +) / 4
    let gap = model.generatorUpdate(batch, draws).losses.adversarial
    #expect(abs(gap - (real - fake)) < 1e-12)
  }

  @Test("A30: AE is the batch mean of unsquared distances; 0 with a finite gradient if equal")
  func reconstructionLoss() {
    let tape = Tape<Double>()
    let target = Tensor<Double>(repeating: 1, shape: [2, 3, 2])
    var other = target
    other.withMutableElements {
      $0[0] += 3
      $0[3] -= 4
      $0[10] = 100  // padding
    }
    let lengths: [Int32] = [2, 2]
    let variable = tape.variable(other)
    let loss = variable.meanEuclideanDistance(to: target, lengths: lengths)
    #expect(abs(loss.value.item - 5.0 / 2) < 1e-6)
    let equal = tape.variable(target)
    let none = equal.meanEuclideanDistance(to: target, lengths: lengths)
    #expect(none.value.item <= 1e-6)
    #expect(tape.gradients(of: none, for: [equal])[0].scalars.allSatisfy { $0 == 0 })
  }

  @Test("A30: what was not measured has no part in AE, and its target none in the gradient")
  func measuredReconstruction() throws {
    let waves = try TinyGAN.wavesWithGaps(count: 4)
    let measured = try #require(MeasuredEntries(waves))
    let model: GANAutoencoderModel<Double> = TinyGAN.model(featureCount: 4)
    let batch = SequenceBatch<Double>(waves, [0, 1, 2, 3], measured: measured)
    let draws = UpdateDraws<Double>(
      hidden: [4, batch.events.shape[1], 4], labels: nil, layers: 2, standardDeviation: 0,
      stream: RandomStream(seed: 3))
    let encoded = model.generator(
      batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
    ).events
    let decoded = model.decoder.reconstruct(
      encoded, previous: Variable(batch.previousEvents), lengths: batch.lengths,
      weights: model.decoderParameters.frozen, mode: .inference
    ).value.scalars
    let (events, weights) = (batch.events.scalars, measured.weights(of: waves.batch([0, 1, 2, 3])))
    let size = events.count / 4
    var distances = [Double](repeating: 0, count: 4)
    for place in events.indices {
      let difference: Double = decoded[place] - events[place]
      distances[place / size] += Double(weights[place]) * difference * difference
    }
    let expected = distances.reduce(0) { $0 + $1.squareRoot() } / 4
    let autoencoder = model.autoencoderUpdate(batch, draws)
    #expect(abs(autoencoder.loss - expected) < 1e-9)
    let whole = SequenceBatch<Double>(waves, [0, 1, 2, 3])
    #expect(model.autoencoderUpdate(whole, draws).loss > expected + 1e-3)
    let generator = model.generatorUpdate(batch, draws).losses
    #expect(abs(generator.total - generator.adversarial - expected) < 1e-9)
  }

  @Test("Losses of data without gaps do not know of measured entries, to the last bit")
  func withoutGaps() throws {
    let waves = try TinyGAN.waves(count: 24)
    #expect(MeasuredEntries(waves) == nil)
    // The same data with features that say that everything was measured.
    let ones = try SequenceDataset(
      featureNames: ["sine", "cosine", "sine.present"], classNames: waves.classNames,
      values: stride(from: 0, to: waves.values.count, by: 2).flatMap {
        [waves.values[$0], waves.values[$0 + 1], 1]
      }, lengths: waves.lengths, labels: waves.labels)
    let measured = try #require(MeasuredEntries(ones))
    let model: GANAutoencoderModel<Float> = TinyGAN.model()
    let batches = [nil, measured].map {
      SequenceBatch<Float>(ones, Array(0..<4), measured: $0)
    }
    let draws = UpdateDraws<Float>(
      hidden: [4, batches[0].events.shape[1], 4], labels: nil, layers: 2, standardDeviation: 0,
      stream: RandomStream(seed: 3))
    let updates = batches.map { model.autoencoderUpdate($0, draws) }
    #expect(updates[0].loss == updates[1].loss && updates[0].gradients == updates[1].gradients)
  }

  @Test("A27: an update changes the weights of its own network only")
  func isolation() {
    for kind in [UpdateSchedule.Kind.generator, .critic, .autoencoder] {
      var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model())
      let before = trainer.model
      var sums = EpochLosses()
      _ = trainer.update(kind, TinyGAN.batch(), TinyGAN.draws(), &sums)
      let after = trainer.model
      #expect((after.generatorParameters != before.generatorParameters) == (kind == .generator))
      #expect((after.criticParameters != before.criticParameters) == (kind == .critic))
      #expect((after.decoderParameters != before.decoderParameters) == (kind == .autoencoder))
      // And all of its tensors, but the critic's last bias, which cancels in the gap.
      for (old, new) in zip(before.namedTensors, after.namedTensors)
      where old.name.hasPrefix(kind == .autoencoder ? "decoder" : kind.rawValue)
        && old.name != "critic.value.bias"
      {
        #expect(old.tensor != new.tensor, "\(old.name) after a \(kind) update")
      }
    }
  }

  @Test("A28: blocks of g, c and 1 updates on disjoint batches, shuffled anew in each epoch")
  func schedule() throws {
    var configuration = TinyGAN.configuration
    configuration.generatorUpdates = 3
    configuration.criticUpdates = 2
    configuration.batchSize = 4
    let waves = try TinyGAN.waves(count: 53)
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2))
    var epochs: [[GANAutoencoderTrainer<Float>.Update]] = []
    for _ in 0..<2 {
      var updates: [GANAutoencoderTrainer<Float>.Update] = []
      try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 1)) { updates.append($0) }
      epochs.append(updates)
    }
    let block: [UpdateSchedule.Kind] = [
      .generator, .generator, .generator, .critic, .critic, .autoencoder,
    ]
    for updates in epochs {
      #expect(updates.map(\.kind) == block + block)
      #expect(updates.allSatisfy { $0.batch.count == 4 })
      let used = updates.flatMap(\.batch)
      #expect(Set(used).count == 48)
      #expect(used.allSatisfy { (0..<53).contains($0) })
    }
    #expect(epochs[0].flatMap(\.batch) != epochs[1].flatMap(\.batch))
    #expect(trainer.curves.table.rows.count == 2)
    #expect(trainer.generatorOptimiser.state.step == 12)
    #expect(trainer.criticOptimiser.state.step == 8)
    #expect(trainer.decoderOptimiser.state.step == 4)
  }

  @Test("E10: batches shrink to what the samples allow, at least 2")
  func smallData() throws {
    let configuration = GANAutoencoderConfiguration()
    let full = try UpdateSchedule(samples: 9000, configuration: configuration)
    #expect(full.batchSize == 1024)
    #expect(full.blocks == 2)
    let small = try UpdateSchedule(samples: 672, configuration: configuration)
    #expect(small.batchSize == 168)
    #expect(small.blocks == 1)
    let least = try UpdateSchedule(samples: 11, configuration: configuration)
    #expect(least.batchSize == 2)
    #expect(least.blocks == 1)
    #expect(throws: (any Error).self) {
      try UpdateSchedule(samples: 7, configuration: configuration)
    }
  }

  @Test(
    "A29: the noise falls by 0.2 every 100 epochs and ends at exactly 0",
    arguments: [
      (0, 1.0), (98, 1), (99, 0.8), (198, 0.8), (199, 0.6), (399, 0.2), (498, 0.2), (499, 0),
      (2999, 0),
    ])
  func noiseSchedule(epoch: Int, expected: Double) {
    let schedule = InstanceNoiseSchedule(GANAutoencoderConfiguration())
    let value = schedule.standardDeviation(epoch: epoch)
    #expect(expected == 0 ? value == 0 : abs(value - expected) < 1e-12)
  }

  @Test("E17: a loss that is not a number stops training and names epoch and update")
  func divergence() throws {
    var model: GANAutoencoderModel<Float> = TinyGAN.model(featureCount: 2)
    model.criticParameters.tensors[0].fill(.nan)
    var trainer = GANAutoencoderTrainer(model)
    let waves = try TinyGAN.waves(count: 16)
    let error = #expect(throws: GANAutoencoderError.self) {
      try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 1))
    }
    #expect(error == .diverged(loss: "generator", epoch: 1, update: 1))
    let sentence = try #require(error).description
    #expect(sentence.contains("epoch 1") && sentence.contains("learning rates"))
  }
}
