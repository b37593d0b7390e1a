import Checkpoints
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
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
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
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
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
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
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

  @Test("A31: labels of the majority are rejected until another draw or the source replaces them")
  func redraws() throws {
    let generated = [[0, 1], [0, 0], [1, 0], [0, 0], [0, 0]]
    let sources: [ArraySlice<Int>] = [[1, 1], [0, 1], [1, 1], [1, 1], [0, 1]]
    var labels = SyntheticLabels(generated: generated, vocabulary: try Self.vocabulary())
    #expect(labels.rejected == [1, 3, 4])
    #expect(labels.warnings.count == 1)
    #expect(labels.warnings[0].contains("1 of 5") && labels.warnings[0].contains("1 label seq"))
    #expect(labels.sequences == generated)

    labels.redraw([[0, 0], [1, 1], [0, 0]])
    #expect(labels.rejected == [1, 4])
    labels.redraw([[0, 1], [0, 0]])
    labels.fallBack(to: sources)
    #expect(labels.sequences == [[0, 1], [0, 1], [1, 0], [1, 1], [0, 1]])
    #expect(labels.redraws == RedrawCounts(rejected: 3, redrawn: 2, fallenBack: 1))
    #expect(labels.rejected.isEmpty)

    var source = SyntheticLabels(generated: generated, vocabulary: try Self.vocabulary())
    source.fallBack(to: sources)
    #expect(source.sequences == [[0, 1], [0, 1], [1, 0], [1, 1], [0, 1]])
    #expect(source.redraws == RedrawCounts(rejected: 3, fallenBack: 3))
  }

  /// Samples of a label decoder that leans towards the majority by a bias.
  private static func leaning(
    _ bias: Double, _ configuration: GANAutoencoderConfiguration, minority: Int = 12,
    member: Int? = nil, seed: UInt64 = 2
  ) throws -> (synthesis: Synthesis, member: SequenceDataset, vocabulary: LabelVocabulary) {
    let training = try training(minority: minority)
    let vocabulary = try LabelVocabulary(training)
    let oversampler = GANAutoencoderOversampler(configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    var file = try GANAutoencoderFile(decoding: fitted.model)
    let place = try #require(
      file.trainer.model.decoderParameters.names.firstIndex(of: "decoder.labels.output.bias"))
    file.trainer.model.decoderParameters.tensors[place].withMutableElements {
      $0[0] = Float(bias)
    }
    let samples = member.map { training.dataset.subset(Array(0..<40 + $0)) } ?? training.dataset
    let synthesis = try oversampler.synthesise(
      for: samples, vocabulary: vocabulary,
      fitted: FittedOversampler(model: file.encodedModel(), curves: fitted.curves),
      stream: RandomStream(seed: seed))
    return (synthesis, samples, vocabulary)
  }

  @Test(
    "A31: exactly three samples per source under reject, whatever the labels that come out",
    arguments: [1, 2, 3, 4, 5])
  func exactCount(minority: Int) throws {
    for bias in [-100, 0.2, 0.5, 100] {
      let (synthesis, member, vocabulary) = try Self.leaning(
        bias, TinyGAN.configuration, member: minority)
      let samples = try #require(synthesis.samples)
      #expect(samples.count == 3 * minority && synthesis.sources.count == 3 * minority)
      #expect(samples.lengths == synthesis.sources.map { member.lengths[$0] })
      #expect(vocabulary.majorityIndices(in: samples).isEmpty)
      let counts = try #require(synthesis.redraws)
      #expect(counts.redrawn + counts.fallenBack == counts.rejected)
      if bias == 100 {
        #expect(counts == RedrawCounts(rejected: 3 * minority, fallenBack: 3 * minority))
        for (sample, source) in synthesis.sources.enumerated() {
          #expect(samples.labelSequence(at: sample).elementsEqual(member.labelSequence(at: source)))
        }
      }
      if bias == -100 { #expect(counts == RedrawCounts()) }
    }
  }

  @Test("A31: what is drawn again is new events with new labels; 0 redraws fall back at once")
  func drawnAgain() throws {
    // The noise decides the labels only where it is large; search for a bias that leaves it open.
    var shown = false
    for bias in stride(from: -0.4, through: 0.8, by: 0.05) where !shown {
      let (synthesis, member, _) = try Self.leaning(bias, TinyGAN.configuration, minority: 40)
      let counts = try #require(synthesis.redraws)
      guard counts.redrawn > 0 else { continue }
      shown = true
      var none = TinyGAN.configuration
      none.redraws = 0
      let (fallen, _, _) = try Self.leaning(bias, none, minority: 40)
      #expect(
        fallen.redraws == RedrawCounts(rejected: counts.rejected, fallenBack: counts.rejected))
      let (first, second) = (try #require(fallen.samples), try #require(synthesis.samples))
      let changed = (0..<first.count).filter { first.sequence(at: $0) != second.sequence(at: $0) }
      #expect(changed.count == counts.rejected)
      // Without noise every draw is the same, so none is made.
      var real = TinyGAN.configuration
      real.synthesisBranch = .real
      let plain = try Self.leaning(100, real).synthesis
      #expect(plain.redraws == RedrawCounts(rejected: 36, fallenBack: 36))
      #expect(member.count == 80)
    }
    #expect(shown, "no bias makes labels that another draw changes, so this shows nothing")
  }

  @Test("A31: which samples are made does not depend on how many are drawn together")
  func batchSize() throws {
    let waves = try TinyGAN.labelledWaves(count: 300)
    let model: GANAutoencoderModel<Float> = TinyGAN.model(featureCount: 2, classCount: 3)
    let places = [0, 7, 299, 300, 550, 899]
    func outputs(_ size: Int, seed: UInt64) -> [GANSynthesis<Float>.Output] {
      var synthesis = GANSynthesis(
        model: model, sources: waves, branch: .fake, stream: RandomStream(seed: seed))
      synthesis.chunkSize = size
      return [
        synthesis.sequences(passes: 3), synthesis.again(places, round: 1),
        synthesis.again(places, round: 2),
      ]
    }
    let whole = outputs(256, seed: 2)
    #expect(outputs(256, seed: 2) == whole)
    for size in [1, 5, 1000] {
      for (part, all) in zip(outputs(size, seed: 2), whole) {
        #expect(part.labels == all.labels)
        #expect(zip(part.events, all.events).allSatisfy { abs($0 - $1) < 1e-5 })
      }
    }
    let other = outputs(256, seed: 3)
    #expect(zip(other, whole).allSatisfy { $0.events != $1.events })
    #expect(whole[1].events != whole[2].events)
    // What is left out of a round changes nothing for the others.
    var synthesis = GANSynthesis(
      model: model, sources: waves, branch: .fake, stream: RandomStream(seed: 2))
    synthesis.chunkSize = 1
    let alone = synthesis.again([299], round: 1)
    let size = waves.lengths[299] * 2
    let start = (waves.lengths[0] + waves.lengths[7]) * 2
    #expect(
      zip(alone.events, whole[1].events[start..<start + size]).allSatisfy { abs($0 - $1) < 1e-5 })
  }

  @Test("keep keeps samples of the majority, and source gives them the labels of their sources")
  func alwaysMajority() throws {
    var configuration = TinyGAN.configuration
    configuration.majorityOutput = .keep
    let kept = try #require(try Self.leaning(100, configuration).synthesis.samples)
    #expect(kept.count == 36 && kept.labels.allSatisfy { $0 == 0 })
    let keeping = try Self.leaning(100, configuration).synthesis
    #expect(keeping.redraws == RedrawCounts(rejected: 36))
    configuration.majorityOutput = .source
    let (source, member, _) = try Self.leaning(100, configuration)
    let samples = try #require(source.samples)
    for (sample, source) in source.sources.enumerated() {
      #expect(samples.labelSequence(at: sample).elementsEqual(member.labelSequence(at: source)))
    }
  }

  @Test("E14: a model of labels of other classes is refused")
  func otherClasses() throws {
    let training = try Self.training(minority: 12)
    let vocabulary = try LabelVocabulary(training)
    let oversampler = GANAutoencoderOversampler(Self.configuration)
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: RandomStream(seed: 1), monitor: .none)
    let other = try SequenceDataset(
      featureNames: training.dataset.featureNames, classNames: ["a", "b"], labelLength: 2,
      values: [1, 2], lengths: [1], labels: [0, 1])
    #expect(throws: GANAutoencoderError.classCount(model: 3, data: 2)) {
      try oversampler.synthesise(
        for: other, vocabulary: vocabulary, fitted: fitted, stream: RandomStream(seed: 1))
    }
  }
}
