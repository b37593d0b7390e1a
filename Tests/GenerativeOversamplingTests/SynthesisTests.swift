import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import GenerativeOversampling

@Suite struct SynthesisTests {
  private static func training(minority: Int, classes: Int = 1) throws -> TrainingSplit {
    let waves = try TinyGAN.waves(count: minority + 30)
    let labels = (0..<waves.count).map { $0 < 30 ? 0 : 1 + $0 % classes }
    return try TrainingSplit(
      SequenceDataset(
        featureNames: waves.featureNames, classNames: ["calm", "surge", "drop"],
        values: waves.values.map { 100 + 20 * $0 }, starts: waves.starts, lengths: waves.lengths,
        labels: labels))
  }

  private static func fitted(
    _ oversampler: GANAutoencoderOversampler, minority: Int = 12
  ) throws -> (FittedOversampler, LabelVocabulary) {
    let training = try training(minority: minority)
    let vocabulary = try LabelVocabulary(training)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    return (fitted, vocabulary)
  }

  @Test("Oversampler contract: gan-autoencoder keeps it")
  func contract() throws {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.8
    configuration.noiseStart = 1
    let contract = OversamplerContract(expectedCount: { minority, _ in 3 * minority })
    #expect(try contract.violations(by: GANAutoencoderOversampler(configuration)) == [])
  }

  @Test("A31: three samples per source, whatever their number", arguments: [1, 2, 3, 4, 5, 300])
  func counts(minority: Int) throws {
    let oversampler = GANAutoencoderOversampler(TinyGAN.configuration)
    let (fitted, vocabulary) = try Self.fitted(oversampler)
    let member = try Self.training(minority: minority).dataset
    func synthesise(_ seed: UInt64) throws -> Synthesis {
      try oversampler.synthesise(
        for: member, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: seed))
    }
    let synthesis = try synthesise(1)
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 3 * minority)
    #expect(samples.lengths == synthesis.sources.map { member.lengths[$0] })
    #expect(samples.labels.allSatisfy { $0 == 1 })
    #expect(samples == (try synthesise(1).samples))
    #expect(samples != (try synthesise(2).samples))
    for sample in 0..<minority {
      #expect(samples.sequence(at: sample) != samples.sequence(at: sample + minority))
    }
  }

  @Test("A31: with z = 0 every pass is the same reconstruction, for every stream")
  func realBranch() throws {
    var configuration = TinyGAN.configuration
    configuration.synthesisBranch = .real
    let oversampler = GANAutoencoderOversampler(configuration)
    let (fitted, vocabulary) = try Self.fitted(oversampler)
    let member = try Self.training(minority: 6).dataset
    func synthesise(_ seed: UInt64) throws -> SequenceDataset? {
      try oversampler.synthesise(
        for: member, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: seed)
      ).samples
    }
    let samples = try #require(try synthesise(1))
    #expect(try synthesise(2) == samples)
    for sample in 0..<6 {
      #expect(samples.sequence(at: sample) == samples.sequence(at: sample + 6))
    }
  }

  @Test("Several minority classes share a model, and each sample keeps its source's class")
  func severalClasses() throws {
    let oversampler = GANAutoencoderOversampler(TinyGAN.configuration)
    let training = try Self.training(minority: 15, classes: 2)
    let vocabulary = try LabelVocabulary(training)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    let synthesis = try oversampler.synthesise(
      for: training.dataset, vocabulary: vocabulary, fitted: fitted,
      stream: RandomStream(seed: 2))
    let samples = try #require(synthesis.samples)
    #expect(Set(samples.labels) == [1, 2])
    #expect(samples.labels == synthesis.sources.map { training.dataset.labels[$0] })
  }

  @Test("The majority has no influence on the model")
  func minorityOnly() throws {
    let oversampler = GANAutoencoderOversampler(TinyGAN.configuration)
    let training = try Self.training(minority: 12)
    var values = Array(training.dataset.values)
    let minorityStart = training.dataset.starts[30] * 2
    for index in 0..<minorityStart { values[index] = -1000 }
    let other = try TrainingSplit(training.dataset.replacingValues(values))
    let vocabulary = try LabelVocabulary(training)
    let models = try [training, other].map {
      try oversampler.fit(
        $0, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none
      ).model
    }
    #expect(models[0] == models[1])
  }

  @Test("E4: fewer samples than a block of batches of 2 are refused with a sentence")
  func tooFew() throws {
    let oversampler = GANAutoencoderOversampler()
    #expect(oversampler.minimumMinority == 8)
    let training = try Self.training(minority: 7)
    let vocabulary = try LabelVocabulary(training)
    let error = #expect(throws: OversamplingError.self) {
      try oversampler.fit(
        training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    }
    #expect(error == .tooFewMinority(method: "gan-autoencoder", count: 7, needed: 8))
  }

  @Test("E10: small minorities and shrinking batches are told about")
  func warnings() throws {
    let oversampler = GANAutoencoderOversampler()
    let both = try #require(oversampler.warning(minority: 672))
    #expect(both.contains("1000") && both.contains("shrink to 168"))
    let shrinking = try #require(oversampler.warning(minority: 2000))
    #expect(!shrinking.contains("1000") && shrinking.contains("shrink to 500"))
    #expect(oversampler.warning(minority: 4096) == nil)
  }

  @Test("E14: another number of features, no model or a damaged one are refused")
  func foreignModels() throws {
    let oversampler = GANAutoencoderOversampler(TinyGAN.configuration)
    let (fitted, vocabulary) = try Self.fitted(oversampler)
    func synthesise(_ member: SequenceDataset, _ model: [UInt8]?) throws {
      let fitted = model.map { FittedOversampler(model: $0, curves: fitted.curves) }
      _ = try oversampler.synthesise(
        for: member, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 1))
    }
    let waves = try Self.training(minority: 3).dataset
    let narrow = try SequenceDataset(
      featureNames: ["sine"], classNames: ["calm", "surge", "drop"], values: [1, 2, 3],
      lengths: [1, 2], labels: [0, 1])
    #expect(throws: GANAutoencoderError.featureCount(model: 2, data: 1)) {
      try synthesise(narrow, fitted.model)
    }
    #expect(throws: OversamplingError.self) { try synthesise(waves, nil) }
    #expect(throws: OversamplingError.self) { try synthesise(waves, []) }
    #expect(throws: OversamplingError.self) {
      try synthesise(waves, Array(fitted.model.dropLast(4)))
    }
    let renamed = String(decoding: fitted.model, as: UTF8.self).contains("gan-autoencoder.2")
    #expect(renamed, "the format is in the header")
    var foreign = fitted.model
    let mark = Array("gan-autoencoder.2".utf8)
    let place = try #require(
      foreign.indices.first { foreign[$0...].starts(with: mark) })
    foreign[place] = UInt8(ascii: "x")
    let error = #expect(throws: OversamplingError.self) { try synthesise(waves, foreign) }
    #expect(try #require(error).description.contains("format"))
  }

  @Test("What progress throws ends the fit")
  func cancelled() throws {
    struct Stop: Error {}
    let training = try Self.training(minority: 12)
    let vocabulary = try LabelVocabulary(training)
    var reports = 0
    #expect(throws: Stop.self) {
      try GANAutoencoderOversampler(TinyGAN.configuration).fit(
        training, vocabulary: vocabulary, stream: RandomStream(seed: 1),
        monitor: TrainingMonitor(report: { _ in
          reports += 1
          throw Stop()
        }))
    }
    #expect(reports == 1)
  }
}
