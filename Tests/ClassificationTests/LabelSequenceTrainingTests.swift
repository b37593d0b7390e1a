import Networks
import RandomStreams
import Sequences
import Testing

@testable import Classification

@Suite("Training on label sequences")
struct LabelSequenceTrainingTests {
  private let stream = RandomStream(seed: 5).substream("members")

  private func splits(_ labelLengths: ClosedRange<Int> = 3...3, training: Int = 120) throws
    -> DataSplits
  {
    try ToyData.splits(
      { try ToyData.bursts($0, seed: $1, labelLengths: labelLengths) }, training: training)
  }

  private func train(
    _ configuration: ClassifierConfiguration, _ splits: DataSplits, member: Int = 0,
    continuing state: MemberState? = nil
  ) throws -> TrainedMember {
    try MemberTrainer(configuration).train(
      MemberTrainingSet(real: splits.training.dataset), splits: splits,
      stream: stream.substream("member", member), continuing: state)
  }

  private func target(_ splits: DataSplits) -> PredictionTarget {
    PredictionTarget(
      form: .seq2seq, dataset: splits.test.dataset, vocabulary: splits.vocabulary)
  }

  @Test(
    "A8: which of three events bursts is said at the right position, to a minority F1 above 0.9")
  func learning() throws {
    let splits = try splits(training: 400)
    var configuration = ToyData.smallConfiguration(epochs: 60)
    configuration.learningRate = 3
    configuration.hidden = 10
    configuration.layers = 1
    configuration.inputDropout = 0
    configuration.recurrentDropout = 0
    configuration.denseDropout = 0
    let member = try train(configuration, splits)
    let scores = target(splits).scores(of: member.testProbabilities.map(Double.init))
    #expect(try #require(scores.minorityF1) > 0.9)
    #expect(try #require(scores.exactMatch) > 0.9)
    #expect(try #require(scores.positionAccuracy) > 0.95)
    #expect(try #require(scores.rocAUC) > 0.95)
  }

  @Test("Probabilities are [sample, L, class], rows of valid positions sum to 1, the rest are 0")
  func layout() throws {
    for labelLengths in [3...3, 1...3] {
      let splits = try splits(labelLengths)
      let member = try train(ToyData.smallConfiguration(epochs: 2), splits)
      #expect(member.classifier.form == .seq2seq)
      let test = splits.test.dataset
      try #require(member.testProbabilities.count == test.count * 3 * 2)
      for sample in 0..<test.count {
        for position in 0..<3 {
          let first = (sample * 3 + position) * 2
          let sum = member.testProbabilities[first] + member.testProbabilities[first + 1]
          let expected: Float = position < test.labelLength(at: sample) ? 1 : 0
          #expect(abs(sum - expected) < 1e-6)
        }
      }
      #expect(try member.classifier.probabilities(of: test) == member.testProbabilities)
      #expect(member.curves.rows.allSatisfy { $0.allSatisfy(\.isFinite) })
    }
  }

  @Test("Ragged labels: a model of 1 to 3 positions predicts any number of them")
  func otherLabelLengths() throws {
    let splits = try splits(1...3)
    let member = try train(ToyData.smallConfiguration(epochs: 2), splits)
    let longer = try ToyData.bursts(5, seed: 8, labelLengths: 4...4)
    let four = try member.classifier.probabilities(of: longer)
    #expect(four.count == 5 * 4 * 2)
    let same = try SequenceDataset(
      featureNames: longer.featureNames, classNames: longer.classNames, values: longer.values,
      lengths: longer.lengths, labels: (0..<5).flatMap { longer.labelSequence(at: $0).prefix(2) },
      labelLengths: [Int](repeating: 2, count: 5))
    let two = try member.classifier.probabilities(of: same)
    for sample in 0..<5 {
      let (first, second) = (two.dropFirst(4 * sample), four.dropFirst(8 * sample))
      #expect(Array(first.prefix(4)) == Array(second.prefix(4)))
    }
  }

  @Test(
    "A member is the same twice, and another one differs; batches of an evaluation do not matter")
  func reproducibility() throws {
    let splits = try splits(2...3)
    var configuration = ToyData.smallConfiguration()
    let first = try train(configuration, splits)
    let again = try train(configuration, splits)
    #expect(again.classifier.parameters == first.classifier.parameters)
    #expect(again.testProbabilities == first.testProbabilities)
    #expect(again.curves == first.curves)
    #expect(
      try train(configuration, splits, member: 1).testProbabilities != first.testProbabilities)
    configuration.evaluationBatchSize = 7
    let small = try train(configuration, splits)
    for (one, two) in zip(small.testProbabilities, first.testProbabilities) {
      #expect(abs(one - two) < 1e-6)
    }
  }

  @Test("Saved and read, a classifier of label sequences predicts the same to the last bit")
  func roundTrip() throws {
    let splits = try splits(2...3)
    for attention in DecoderAttention.allCases {
      var configuration = ToyData.smallConfiguration(epochs: 1)
      configuration.attention = attention
      let member = try train(configuration, splits)
      let bytes = try member.classifier.safetensors()
      let read = try TrainedClassifier(safetensors: bytes)
      #expect(read.form == .seq2seq)
      #expect(read.configuration == configuration)
      #expect(try read.probabilities(of: splits.test.dataset) == member.testProbabilities)
      #expect(try read.safetensors() == bytes)
    }
  }

  @Test("One label per sample can be predicted in seq2seq form, too")
  func singleLabels() throws {
    let splits = try ToyData.splits { try ToyData.signOfLastEvent($0, seed: $1) }
    var configuration = ToyData.smallConfiguration(epochs: 2)
    #expect(try train(configuration, splits).classifier.form == .seq2one)
    configuration.form = .seq2seq
    let member = try train(configuration, splits)
    #expect(member.classifier.form == .seq2seq)
    #expect(member.testProbabilities.count == 2 * splits.test.dataset.count)
  }

  @Test("A synthetic sample may have a label sequence that training never showed")
  func unknownSyntheticLabels() throws {
    let splits = try splits()
    let data = splits.training.dataset
    let synthetic = try SequenceDataset(
      featureNames: data.featureNames, classNames: data.classNames, values: [1, 2, 3, 4],
      lengths: [2], labels: [1, 1, 1], labelLengths: [3])
    let member = try MemberTrainer(ToyData.smallConfiguration(epochs: 1)).train(
      MemberTrainingSet(real: data, synthetic: synthetic), splits: splits, stream: stream)
    #expect(member.curves.rows.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test("Several classes per position, and the weights per position, train as well")
  func perPosition() throws {
    let splits = try splits()
    var configuration = ToyData.smallConfiguration(epochs: 2)
    let sequences = try train(configuration, splits)
    configuration.classWeights = .perPosition
    let positions = try train(configuration, splits)
    #expect(positions.classifier.parameters != sequences.classifier.parameters)
    #expect(positions.curves.rows.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test("D21: the epoch may be chosen by the F1 per position")
  func selectionMetric() throws {
    let splits = try splits(training: 300)
    var configuration = ToyData.smallConfiguration(epochs: 12)
    configuration.learningRate = 5
    configuration.selectionMetric = .positionF1
    let member = try train(configuration, splits)
    #expect(member.curves.columns.last == "validation_position_f1")
    let scores = member.curves.rows.map { $0[5] }
    let best = try #require(scores.max())
    let first = try #require(scores.firstIndex(of: best))
    #expect(member.bestEpoch == first + 1)
    let validation = PredictionTarget(
      form: .seq2seq, dataset: splits.validation.dataset, vocabulary: splits.vocabulary)
    let predicted = validation.predictedSequences(member.validationProbabilities)
    #expect(validation.positionF1(predicted) == best)
    #expect(member.validationF1 == member.curves.rows[member.bestEpoch - 1][3])
  }

  @Test("D18: a member can go on from where another one ended, weights and optimiser")
  func continuing() throws {
    let splits = try splits()
    let configuration = ToyData.smallConfiguration(epochs: 2)
    let first = try train(configuration, splits)
    let second = try train(configuration, splits, member: 1, continuing: first.finalState)
    let alone = try train(configuration, splits, member: 1)
    #expect(second.classifier.parameters != alone.classifier.parameters)
    // The optimiser's memory goes along: without it the same weights move otherwise.
    let fresh = MemberState(
      parameters: first.finalState.parameters,
      optimiser: Adadelta(
        learningRate: configuration.learningRate, rho: configuration.rho,
        epsilon: configuration.epsilon, clip: configuration.gradientClip))
    let forgetful = try train(configuration, splits, member: 1, continuing: fresh)
    #expect(forgetful.classifier.parameters != second.classifier.parameters)
  }
}
