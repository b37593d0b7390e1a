import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import GenerativeOversampling

/// One model for each minority class (spec/01 section 13).
@Suite struct PerClassTests {
  private static var configuration: GANAutoencoderConfiguration {
    var configuration = TinyGAN.configuration
    configuration.perClass = true
    return configuration
  }

  /// 30 samples of the majority, 10 of class 1 and 12 of class 2, whose values are scaled.
  private static func training(scale: Float = 1, second: Int = 12) throws -> TrainingSplit {
    let waves = try TinyGAN.waves(count: 40 + second)
    let labels = (0..<waves.count).map { $0 < 30 ? 0 : $0 < 40 ? 1 : 2 }
    let border = 2 * waves.starts[40]
    return try TrainingSplit(
      SequenceDataset(
        featureNames: waves.featureNames, classNames: ["calm", "surge", "drop"],
        values: waves.values.enumerated().map {
          $0.offset < border ? $0.element : scale * $0.element
        },
        lengths: waves.lengths, labels: labels))
  }

  private static func synthesise(
    _ training: TrainingSplit
  ) throws -> (synthesis: Synthesis, fitted: FittedOversampler) {
    let oversampler = GANAutoencoderOversampler(configuration)
    let vocabulary = try LabelVocabulary(training)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    let synthesis = try oversampler.synthesise(
      for: training.dataset, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 2))
    return (synthesis, fitted)
  }

  @Test("Oversampler contract: gan-autoencoder keeps it with a model for each class")
  func contract() throws {
    var contract = OversamplerContract(expectedCount: { minority, _ in 3 * minority })
    contract.data.minorityPerClass = 9
    #expect(try contract.violations(by: GANAutoencoderOversampler(Self.configuration)) == [])
  }

  @Test("Each class is synthesised by a model that only its own samples have made")
  func separateModels() throws {
    let first = try Self.synthesise(try Self.training())
    let second = try Self.synthesise(try Self.training(scale: 5))
    func samples(_ synthesis: Synthesis, ofClass label: Int) throws -> SequenceDataset {
      let all = try #require(synthesis.samples)
      return all.subset((0..<all.count).filter { all.labels[$0] == label }).compacted()
    }
    #expect(try samples(first.synthesis, ofClass: 1).count == 30)
    #expect(try samples(first.synthesis, ofClass: 2).count == 36)
    #expect(
      try samples(first.synthesis, ofClass: 1).values
        == samples(second.synthesis, ofClass: 1).values)
    #expect(
      try samples(first.synthesis, ofClass: 2).values
        != samples(second.synthesis, ofClass: 2).values)
    let models = try GANAutoencoderModels(decoding: first.fitted.model)
    #expect(models.entries.map(\.labels) == [[1], [2]])
    #expect(models.entries[0].file.model.namedTensors != models.entries[1].file.model.namedTensors)
    #expect(try models.encoded() == first.fitted.model)
  }

  @Test("The curves of all classes are in one table")
  func curves() throws {
    let curves = try Self.synthesise(try Self.training()).fitted.curves
    #expect(curves.columns.prefix(2) == ["epoch", "class"])
    #expect(curves.rows.map { $0[0] } == [1, 2, 3, 1, 2, 3])
    #expect(curves.rows.map { $0[1] } == [1, 1, 1, 2, 2, 2])
  }

  @Test("E10: a class with too few samples is named; labels cannot be generated as well")
  func refusals() throws {
    #expect(throws: GANAutoencoderError.tooFewOfClass("drop", count: 5, needed: 8)) {
      try Self.synthesise(try Self.training(second: 5))
    }
    #expect(throws: GANAutoencoderError.labelsPerClass) {
      try Self.synthesise(TrainingSplit(TinyGAN.labelledWaves(count: 40)))
    }
    // Before anything is trained.
    let oversampler = GANAutoencoderOversampler(Self.configuration)
    let few = try Self.training(second: 5)
    let error = #expect(throws: GANAutoencoderError.self) {
      try oversampler.check(few, vocabulary: LabelVocabulary(few))
    }
    #expect("\(try #require(error))".contains("there are 5 of drop"))
    let enough = try Self.training()
    try oversampler.check(enough, vocabulary: LabelVocabulary(enough))
    let sequences = try TrainingSplit(TinyGAN.labelledWaves(count: 40))
    #expect(throws: GANAutoencoderError.labelsPerClass) {
      try oversampler.check(sequences, vocabulary: LabelVocabulary(sequences))
    }
    try GANAutoencoderOversampler(TinyGAN.configuration).check(
      few, vocabulary: LabelVocabulary(few))
    var both = Self.configuration
    both.form = .seq2seq
    #expect(both.problems().count == 1)
  }
}
