import Oversampling
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

/// The seq2seq form as a whole: training, checkpoints, and that it learns labels.
@Suite struct LabelLearningTests {
  private static var configuration: GANAutoencoderConfiguration {
    var configuration = GANAutoencoderConfiguration()
    configuration.hiddenUnits = 16
    configuration.criticUnits = 8
    configuration.criticDense = [8]
    configuration.batchSize = 16
    configuration.generatorLearningRate = 3e-3
    configuration.criticLearningRate = 1e-3
    configuration.autoencoderLearningRate = 3e-3
    configuration.noiseStart = 0
    configuration.dropoutKeep = 1
    return configuration
  }

  @Test("A34: save, load and continue is the uninterrupted run to the last bit")
  func continuation() throws {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.8
    configuration.noiseStart = 1
    configuration.noiseInterval = 2
    let waves = try TinyGAN.labelledWaves(count: 40)
    let scaling = FeatureScaling(method: .none, centres: [0, 0], divisors: [1, 1])
    let stream = RandomStream(seed: 3)
    var trainer = GANAutoencoderTrainer<Float>(
      TinyGAN.model(configuration, featureCount: 2, classCount: 3))
    for _ in 0..<3 { try trainer.trainEpoch(on: waves, stream: stream) }
    let bytes = try GANAutoencoderFile(trainer: trainer, scaling: scaling).encodedCheckpoint()
    var restored = try GANAutoencoderFile(decoding: bytes)
    #expect(restored.model.classCount == 3)
    #expect(try restored.encodedCheckpoint() == bytes)
    for _ in 0..<3 {
      try trainer.trainEpoch(on: waves, stream: stream)
      try restored.trainer.trainEpoch(on: waves, stream: stream)
    }
    #expect(restored.model.namedTensors == trainer.model.namedTensors)
    #expect(restored.trainer.curves == trainer.curves)
  }

  @Test("A35: labels that the events tell are learned, and synthetic ones fit their events")
  func labelsAreLearned() throws {
    let waves = try TinyGAN.labelledWaves(count: 64)
    var trainer = GANAutoencoderTrainer<Float>(
      TinyGAN.model(Self.configuration, featureCount: 2, classCount: 3))
    for _ in 0..<150 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 2)) }
    let losses = trainer.curves.epochs.map(\.autoencoder)
    #expect(losses[149] < losses[0] / 2)
    // Free running gives nearly every source its own labels back.
    let real = GANSynthesis(
      model: trainer.model, sources: waves, branch: .real, stream: RandomStream(seed: 3)
    ).sequences(passes: 1)
    let right = (0..<64).count { waves.labelSequence(at: $0).elementsEqual(real.labels[$0]) }
    #expect(right > 57, "\(right) of 64")
    // With noise too, and "other", which no sample has, does not come out.
    let fake = GANSynthesis(
      model: trainer.model, sources: waves, branch: .fake, stream: RandomStream(seed: 3)
    ).sequences(passes: 3)
    let other = fake.labels.count { $0.contains(0) }
    #expect(other < 10, "\(other) of 192")
  }

  @Test("A35: without noise z the critic sees no gap between the branches")
  func noGap() throws {
    let waves = try TinyGAN.labelledWaves(count: 64)
    var trainer = GANAutoencoderTrainer<Float>(
      TinyGAN.model(Self.configuration, featureCount: 2, classCount: 3))
    for _ in 0..<3 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 2)) }
    let batch = SequenceBatch<Float>(waves, Array(0..<16), classCount: 3)
    var draws = UpdateDraws<Float>(
      for: batch, of: Self.configuration, standardDeviation: 0, stream: RandomStream(seed: 3))
    #expect(abs(trainer.model.criticUpdate(batch, draws).losses.adversarial) > 1e-6)
    draws.noise = draws.noise.map { .zeros($0.shape) }
    #expect(abs(trainer.model.criticUpdate(batch, draws).losses.adversarial) < 1e-6)
  }
}
