import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import GenerativeOversampling

/// Events and labels synthesised together (spec/01 section 14).
@Suite struct LabelSynthesisTests {
  /// 40 majority samples of the labels (other, other), and minority waves of two labels each.
  private static func training(minority: Int) throws -> TrainingSplit {
    let waves = try TinyGAN.labelledWaves(count: minority)
    let calm = try TinyGAN.labelledWaves(count: 40, seed: 9)
    let majority = try SequenceDataset(
      featureNames: waves.featureNames, classNames: waves.classNames, labelLength: 2,
      values: calm.values.map { 0.1 * $0 }, lengths: calm.lengths,
      labels: Array(repeating: 0, count: 80))
    return try TrainingSplit(majority.appending(waves))
  }

  private static func synthesise(
    _ configuration: GANAutoencoderConfiguration, minority: Int = 12,
    member: SequenceDataset? = nil,
    seed: UInt64 = 2
  ) throws -> (synthesis: Synthesis, member: SequenceDataset, vocabulary: LabelVocabulary) {
    let training = try training(minority: minority)
    let vocabulary = try LabelVocabulary(training)
    let oversampler = GANAutoencoderOversampler(configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), progress: { _ in })
    let member = member ?? training.dataset
    let synthesis = try oversampler.synthesise(
      for: member, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: seed))
    return (synthesis, member, vocabulary)
  }

  private static var configuration: GANAutoencoderConfiguration {
    var configuration = TinyGAN.configuration
    configuration.majorityOutput = .source
    return configuration
  }

  @Test(
    "A31: three samples per source with labels of their own; as long as it; never the majority's",
    arguments: [1, 2, 3, 5, 300])
  func counts(minority: Int) throws {
    let member = try Self.training(minority: minority).dataset
    let (synthesis, _, vocabulary) = try Self.synthesise(Self.configuration, member: member)
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 3 * minority)
    #expect(samples.labelLength == 2)
    #expect(samples.lengths == synthesis.sources.map { member.lengths[$0] })
    #expect(samples.labels.allSatisfy { (0..<3).contains($0) })
    #expect(vocabulary.majorityIndices(in: samples).isEmpty)
    for sample in 0..<minority {
      #expect(samples.sequence(at: sample) != samples.sequence(at: sample + minority))
    }
  }

  @Test("A31: the same stream makes the same samples, another one others")
  func reproducible() throws {
    let first = try Self.synthesise(Self.configuration).synthesis.samples
    #expect(try Self.synthesise(Self.configuration).synthesis.samples == first)
    #expect(try Self.synthesise(Self.configuration, seed: 3).synthesis.samples != first)
  }

  @Test("The form seq2seq can be forced on data of one label")
  func singleLabels() throws {
    let training = try TrainingSplit(
      try TinyGAN.labelledWaves(count: 30).selectingLabel(at: 0))
    let vocabulary = try LabelVocabulary(training)
    var configuration = Self.configuration
    configuration.form = .seq2seq
    let oversampler = GANAutoencoderOversampler(configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), progress: { _ in })
    #expect(try GANAutoencoderFile(decoding: fitted.model).model.classCount == 3)
    let synthesis = try oversampler.synthesise(
      for: training.dataset, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 2))
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 3 * vocabulary.minorityCount)
  }

  @Test("Each sample has as many labels as its source where samples have different numbers of them")
  func raggedLabels() throws {
    let waves = try TinyGAN.waves(count: 40)
    let lengths = (0..<40).map { 1 + $0 % 3 }
    let labels = lengths.enumerated().flatMap { sample, length in
      (0..<length).map { sample < 20 ? 0 : 1 + ($0 + sample) % 2 }
    }
    // The majority is the first label sequence alone, as those of zeros have three lengths.
    let training = try TrainingSplit(
      SequenceDataset(
        featureNames: waves.featureNames, classNames: ["other", "down", "up"],
        values: waves.values, lengths: waves.lengths, labels: labels, labelLengths: lengths))
    let vocabulary = try LabelVocabulary(training)
    let oversampler = GANAutoencoderOversampler(Self.configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), progress: { _ in })
    let synthesis = try oversampler.synthesise(
      for: training.dataset, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 2))
    let samples = try #require(synthesis.samples)
    #expect(samples.labelLengths == synthesis.sources.map { lengths[$0] })
    #expect(Set(samples.labelLengths) == [1, 2, 3])
    #expect(vocabulary.majorityIndices(in: samples).isEmpty)
    #expect(try training.dataset.appending(samples).count == 40 + samples.count)
  }

  @Test("The form seq2one inherits the label sequences of the sources")
  func inheritedLabels() throws {
    var configuration = TinyGAN.configuration
    configuration.form = .seq2one
    let (synthesis, member, _) = try Self.synthesise(configuration)
    let samples = try #require(synthesis.samples)
    #expect(synthesis.warnings.isEmpty)
    for (sample, source) in synthesis.sources.enumerated() {
      #expect(samples.labelSequence(at: sample).elementsEqual(member.labelSequence(at: source)))
    }
  }

  // MARK: Labels of the majority and unseen ones

  private static func vocabulary() throws -> LabelVocabulary {
    try LabelVocabulary(
      TrainingSplit(
        SequenceDataset(
          featureNames: ["x"], classNames: ["a", "b"], labelLength: 2, values: [1, 2, 3, 4],
          lengths: [1, 1, 1, 1], labels: [0, 0, 0, 0, 0, 1, 1, 1])))
  }

  @Test(
    "A31: reject leaves majority labels out, source replaces them, keep keeps them; all are told")
  func policies() throws {
    let generated = [[0, 1], [0, 0], [1, 0], [0, 0]]
    let sources: [ArraySlice<Int>] = [[1, 1], [0, 1], [1, 1], [1, 1]]
    func labels(
      _ policy: GANAutoencoderConfiguration.MajorityOutput
    ) throws -> SyntheticLabels {
      SyntheticLabels(
        generated: generated, sources: sources, vocabulary: try Self.vocabulary(), policy: policy)
    }
    let rejected = try labels(.reject)
    #expect(rejected.kept == [0, 2])
    #expect(rejected.sequences == [[0, 1], [1, 0]])
    #expect(rejected.warnings.count == 2)
    #expect(rejected.warnings[0].hasPrefix("2 of 4 ") && rejected.warnings[0].contains("left out"))
    #expect(rejected.warnings[1].contains("1 of 4") && rejected.warnings[1].contains("1 label seq"))
    let source = try labels(.source)
    #expect(source.kept == [0, 1, 2, 3])
    #expect(source.sequences == [[0, 1], [0, 1], [1, 0], [1, 1]])
    let kept = try labels(.keep)
    #expect(kept.sequences == generated)
    #expect(kept.warnings[0].contains("kept as samples of the majority"))
  }

  @Test(
    "A31: a label decoder that always says majority leaves no sample under reject, all under keep")
  func alwaysMajority() throws {
    let training = try Self.training(minority: 12)
    let vocabulary = try LabelVocabulary(training)
    func synthesise(
      _ policy: GANAutoencoderConfiguration.MajorityOutput
    ) throws -> Synthesis {
      var configuration = TinyGAN.configuration
      configuration.majorityOutput = policy
      let oversampler = GANAutoencoderOversampler(configuration)
      let fitted = try oversampler.fit(
        training, vocabulary: vocabulary, stream: RandomStream(seed: 1), progress: { _ in })
      var file = try GANAutoencoderFile(decoding: fitted.model)
      let bias = try #require(
        file.trainer.model.decoderParameters.names.firstIndex(of: "decoder.labels.output.bias"))
      file.trainer.model.decoderParameters.tensors[bias].withMutableElements { $0[0] = 100 }
      return try oversampler.synthesise(
        for: training.dataset, vocabulary: vocabulary,
        fitted: FittedOversampler(model: file.encodedModel(), curves: fitted.curves),
        stream: RandomStream(seed: 2))
    }
    let rejected = try synthesise(.reject)
    #expect(rejected.samples == nil && rejected.sources.isEmpty)
    #expect(rejected.warnings.first?.hasPrefix("36 of 36") == true)
    let kept = try #require(try synthesise(.keep).samples)
    #expect(kept.count == 36 && kept.labels.allSatisfy { $0 == 0 })
    let source = try synthesise(.source)
    let samples = try #require(source.samples)
    for (sample, source) in source.sources.enumerated() {
      #expect(
        samples.labelSequence(at: sample).elementsEqual(
          training.dataset.labelSequence(at: source)))
    }
  }

  @Test("E14: a model of labels of other classes is refused")
  func otherClasses() throws {
    let training = try Self.training(minority: 12)
    let vocabulary = try LabelVocabulary(training)
    let oversampler = GANAutoencoderOversampler(Self.configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), progress: { _ in })
    let other = try SequenceDataset(
      featureNames: training.dataset.featureNames, classNames: ["a", "b"], labelLength: 2,
      values: [1, 2], lengths: [1], labels: [0, 1])
    #expect(throws: GANAutoencoderError.classCount(model: 3, data: 2)) {
      try oversampler.synthesise(
        for: other, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 1))
    }
  }
}
