import Foundation
import Oversampling
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct CheckpointTests {
  private func file(_ trainer: GANAutoencoderTrainer<Float>) -> GANAutoencoderFile {
    GANAutoencoderFile(
      trainer: trainer,
      scaling: FeatureScaling(method: .standardise, centres: [1.5, -0.1], divisors: [0.3, 7]))
  }

  @Test("A34: save, load and continue is the uninterrupted run to the last bit")
  func continuation() throws {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.8
    configuration.noiseStart = 1
    configuration.noiseInterval = 2
    let waves = try TinyGAN.waves(count: 40)
    let stream = RandomStream(seed: 3)
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2))
    for _ in 0..<3 { try trainer.trainEpoch(on: waves, stream: stream) }
    let bytes = try file(trainer).encodedCheckpoint()
    var restored = try GANAutoencoderFile(decoding: bytes)
    #expect(restored.trainer.epoch == 3)
    #expect(restored.scaling == file(trainer).scaling)
    #expect(try restored.encodedCheckpoint() == bytes)
    for _ in 0..<3 {
      try trainer.trainEpoch(on: waves, stream: stream)
      try restored.trainer.trainEpoch(on: waves, stream: stream)
    }
    #expect(restored.model.namedTensors == trainer.model.namedTensors)
    #expect(restored.trainer.curves == trainer.curves)
    #expect(try restored.encodedCheckpoint() == file(trainer).encodedCheckpoint())
  }

  @Test("E14: a checkpoint cut short or with an optimiser tensor missing is refused")
  func damaged() throws {
    var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(featureCount: 2))
    try trainer.trainEpoch(on: TinyGAN.waves(count: 16), stream: RandomStream(seed: 1))
    let bytes = try file(trainer).encodedCheckpoint()
    for length in [0, 7, 100, bytes.count / 2, bytes.count - 1] {
      #expect(throws: OversamplingError.self) {
        try GANAutoencoderFile(decoding: Array(bytes.prefix(length)))
      }
    }
    var renamed = bytes
    let mark = Array("criticAdam.firstMoment".utf8)
    let place = try #require(renamed.indices.first { renamed[$0...].starts(with: mark) })
    renamed[place] = UInt8(ascii: "k")
    let error = #expect(throws: OversamplingError.self) {
      try GANAutoencoderFile(decoding: renamed)
    }
    #expect(try #require(error).description.contains("firstMoment"))
  }

  @Test("The configuration survives JSON, and bad values are told in sentences")
  func configuration() throws {
    let defaults = GANAutoencoderConfiguration()
    #expect(defaults.problems() == [])
    let decoded = try JSONDecoder().decode(
      GANAutoencoderConfiguration.self, from: JSONEncoder().encode(defaults))
    #expect(decoded == defaults)
    var bad = defaults
    bad.hiddenUnits = 0
    bad.batchSize = 1
    bad.generatorUpdates = .max
    bad.criticDense = [32, 0]
    bad.criticLearningRate = .nan
    bad.penaltyWeight = -1
    bad.dropoutKeep = 0
    bad.leakySlope = 1
    #expect(bad.problems().count == 8)
    for name in ["hiddenUnits", "batchSize", "criticDense", "criticLearningRate", "leakySlope"] {
      #expect(bad.problems().contains { $0.hasPrefix(name) })
    }
  }
}
