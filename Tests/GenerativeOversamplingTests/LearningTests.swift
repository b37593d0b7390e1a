import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct LearningTests {
  private static var configuration: GANAutoencoderConfiguration {
    var configuration = GANAutoencoderConfiguration()
    configuration.hiddenUnits = 16
    configuration.criticUnits = 8
    configuration.criticDense = [8]
    configuration.batchSize = 16
    return configuration
  }

  @Test("A35: without noise z the critic sees no gap between the branches, even with dropout")
  func noGap() throws {
    var configuration = Self.configuration
    configuration.noiseStart = 0
    let waves = try TinyGAN.waves(count: 64)
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2))
    for _ in 0..<3 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 2)) }
    var draws = UpdateDraws<Float>(
      hidden: [16, 8, 16], layers: 2, standardDeviation: 0, stream: RandomStream(seed: 3))
    let batch = SequenceBatch<Float>(waves, Array(0..<16))
    #expect(abs(trainer.model.criticUpdate(batch, draws).losses.adversarial) > 1e-6)
    draws.noise = draws.noise.map { .zeros($0.shape) }
    #expect(abs(trainer.model.criticUpdate(batch, draws).losses.adversarial) < 1e-6)
  }

  @Test("A35: the AE loss of sine waves falls by half in 200 updates")
  func reconstruction() throws {
    var configuration = Self.configuration
    configuration.noiseStart = 0
    configuration.dropoutKeep = 1
    configuration.generatorUpdates = 1
    configuration.generatorLearningRate = 0.01
    configuration.autoencoderLearningRate = 0.01
    let waves = try TinyGAN.waves(count: 96)
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2))
    for _ in 0..<100 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 4)) }
    #expect(trainer.decoderOptimiser.state.step == 200)
    let losses = trainer.curves.epochs.map(\.autoencoder)
    #expect(losses[99] < losses[0] / 2, "from \(losses[0]) to \(losses[99])")
  }

  @Test("A35: the critic learns to tell the branches apart, and its slope stays near 1")
  func critic() throws {
    var configuration = Self.configuration
    configuration.noiseStart = 0
    configuration.dropoutKeep = 1
    configuration.criticUpdates = 4
    configuration.generatorUpdates = 1
    configuration.generatorLearningRate = 1e-9
    configuration.criticLearningRate = 0.003
    let waves = try TinyGAN.waves(count: 96)
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2))
    for _ in 0..<60 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 5)) }
    let last = try #require(trainer.curves.epochs.last)
    #expect(last.criticAdversarial < -0.1, "the gap is \(-last.criticAdversarial)")
    #expect(last.penalty < 0.2, "the penalty is \(last.penalty)")
    #expect(last.critic < trainer.curves.epochs[0].critic)
  }
}
