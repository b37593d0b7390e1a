import Checkpoints
import Classification
import RandomStreams
import Sequences
import Statistics
import Testing

@Suite("Member trainer")
struct MemberTrainerTests {
  private let seed = RandomStream(seed: 7).substream("members")

  private func splits() throws -> DataSplits {
    try ToyData.splits { count, seed in try ToyData.signOfLastEvent(count, seed: seed) }
  }

  private func train(
    _ configuration: ClassifierConfiguration, _ splits: DataSplits, member: Int = 0,
    progress: @escaping (Double) throws -> Void = { _ in }
  ) throws -> TrainedMember {
    try MemberTrainer(configuration).train(
      MemberTrainingSet(real: splits.training.dataset), splits: splits,
      stream: seed.substream("member", member), monitor: TrainingMonitor(report: progress))
  }

  private func expectEqual(_ first: TrainedMember, _ second: TrainedMember) {
    #expect(first.classifier.parameters == second.classifier.parameters)
    #expect(first.curves == second.curves)
    #expect(first.bestEpoch == second.bestEpoch)
    #expect(first.validationProbabilities == second.validationProbabilities)
    #expect(first.testProbabilities == second.testProbabilities)
  }

  @Test("A6: a member trained alone is the member trained among others, and not another")
  func independence() async throws {
    let splits = try splits()
    let configuration = ToyData.smallConfiguration()
    let alone = try train(configuration, splits, member: 3)
    let others = try await withThrowingTaskGroup(of: (Int, TrainedMember).self) { group in
      for member in 0..<5 {
        group.addTask { (member, try train(configuration, splits, member: member)) }
      }
      return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    expectEqual(alone, try #require(others[3]))
    let other = try #require(others[2])
    #expect(other.classifier.parameters != alone.classifier.parameters)
    #expect(other.testProbabilities != alone.testProbabilities)
  }

  @Test("A7: the kept model is that of the first epoch with the greatest validation F1")
  func bestEpoch() throws {
    let splits = try splits()
    var configuration = ToyData.smallConfiguration(epochs: 12)
    // So large steps, and so uniform batches, that the F1 goes up and down.
    configuration.learningRate = 30
    configuration.batchesPerPool = 16
    let member = try train(configuration, splits)
    let scores = member.curves.rows.map { $0[3] }
    let best = try #require(scores.max())
    try #require(scores.last != best || scores.filter { $0 == best }.count > 1)
    #expect(member.bestEpoch == (scores.firstIndex(of: best) ?? -1) + 1)
    #expect(member.validationF1 == best)

    // The probabilities are the kept model's, and yield that F1.
    let probabilities = try member.classifier.probabilities(of: splits.validation.dataset)
    #expect(probabilities == member.validationProbabilities)
    let predictions = EnsembleProbabilities(meanOf: [probabilities], classes: 2).predictions
    let matrix = ConfusionMatrix(
      truth: splits.validation.dataset.labels, predicted: predictions, classCount: 2)
    #expect(matrix.minorityF1 == best)
    #expect(
      try member.classifier.probabilities(of: splits.test.dataset) == member.testProbabilities)

    // And it is the model at the end of that epoch: a training that stops there ends with it.
    configuration.epochs = member.bestEpoch
    let stopped = try train(configuration, splits)
    #expect(stopped.classifier.parameters == member.classifier.parameters)
  }

  @Test("All epochs are run and recorded")
  func curves() throws {
    let member = try train(ToyData.smallConfiguration(epochs: 4), splits())
    #expect(
      member.curves.columns == [
        "epoch", "training_loss", "training_f1", "validation_f1", "validation_log_loss",
      ])
    #expect(member.curves.rows.map { $0[0] } == [1, 2, 3, 4])
    #expect(member.curves.rows.allSatisfy { $0.allSatisfy(\.isFinite) })
    #expect(member.warnings.isEmpty)
  }

  @Test("A2: validation labels change neither weights nor training")
  func validationLabels() throws {
    let splits = try splits()
    let validation = splits.validation.dataset
    let flipped = try SequenceDataset(
      featureNames: validation.featureNames, classNames: validation.classNames,
      values: validation.values, starts: validation.starts, lengths: validation.lengths,
      labels: validation.labels.map { 1 - $0 })
    let others = try DataSplits(
      training: splits.training, validation: ValidationSplit(flipped), test: splits.test)
    let configuration = ToyData.smallConfiguration()
    let first = try train(configuration, splits).curves.rows.map { $0[1] }
    #expect(try train(configuration, others).curves.rows.map { $0[1] } == first)
  }

  @Test("A2: synthetic samples count in the class weights")
  func syntheticCounts() throws {
    let splits = try splits()
    let data = splits.training.dataset
    let rare = splits.vocabulary.minorityIndices(in: data)
    var configuration = ToyData.smallConfiguration(epochs: 1)
    configuration.inputDropout = 0
    configuration.recurrentDropout = 0
    configuration.denseDropout = 0
    configuration.batchSize = 1000
    func firstLoss(_ set: MemberTrainingSet) throws -> Double {
      try MemberTrainer(configuration).train(set, splits: splits, stream: seed).curves.rows[0][1]
    }
    let synthetic = data.subset(rare + rare)
    let merged = try firstLoss(MemberTrainingSet(real: data, synthetic: synthetic))
    // The same samples all called real weigh the same; balanced weights make the mean loss of the
    // first pass the mean over classes, which the copies leave as it was.
    #expect(try firstLoss(MemberTrainingSet(real: data.appending(synthetic))) == merged)
    let plain = try firstLoss(MemberTrainingSet(real: data))
    #expect(abs(plain - merged) < 1e-5)
  }

  @Test("Results do not depend on the batches of an evaluation", arguments: [1, 7])
  func evaluationBatches(size: Int) throws {
    let splits = try splits()
    var configuration = ToyData.smallConfiguration()
    let reference = try train(configuration, splits)
    configuration.evaluationBatchSize = size
    let member = try train(configuration, splits)
    #expect(member.classifier.parameters == reference.classifier.parameters)
    for (first, second) in zip(member.testProbabilities, reference.testProbabilities) {
      #expect(abs(first - second) < 1e-6)
    }
  }

  @Test("A sample's prediction does not depend on the samples beside it")
  func company() throws {
    let splits = try splits()
    let classifier = try train(ToyData.smallConfiguration(epochs: 1), splits).classifier
    let data = splits.test.dataset
    let together = try classifier.probabilities(of: data)
    for sample in [0, 11, 59] {
      let alone = try classifier.probabilities(of: data.subset([sample]))
      #expect(abs(alone[1] - together[2 * sample + 1]) < 1e-6)
    }
  }

  @Test("E10: a batch larger than the data is reduced with a warning")
  func largeBatch() throws {
    let splits = try splits()
    var configuration = ToyData.smallConfiguration(epochs: 2)
    configuration.batchSize = 4000
    let member = try train(configuration, splits)
    #expect(member.warnings.count == 1)
    #expect(member.warnings.first?.contains("batchSize is 4000") == true)
    configuration.batchSize = splits.training.dataset.count
    let same = try train(configuration, splits)
    #expect(same.warnings.isEmpty)
    expectEqual(same, member)
  }

  @Test("E3: without minority in validation the first epoch is kept, with a warning")
  func validationWithoutMinority() throws {
    let splits = try splits()
    let validation = splits.validation.dataset
    let common = try DataSplits(
      training: splits.training,
      validation: ValidationSplit(
        validation.subset(splits.vocabulary.majorityIndices(in: validation))),
      test: splits.test)
    let member = try train(ToyData.smallConfiguration(), common)
    #expect(member.bestEpoch == 1)
    #expect(member.validationF1 == 0)
    #expect(member.warnings.contains { $0.contains("no minority sample") })
  }

  @Test("E17: divergence stops with epoch, step and the last good epoch", arguments: [1e30, 1e38])
  func divergence(rate: Double) throws {
    var configuration = ToyData.smallConfiguration(epochs: 50)
    configuration.learningRate = rate
    let error = try #require(throws: ClassificationError.self) {
      try train(configuration, splits())
    }
    guard case .diverged(let epoch, _, let lastGoodEpoch) = error else {
      Issue.record("\(error)")
      return
    }
    #expect((1...50).contains(epoch))
    #expect((lastGoodEpoch ?? 0) < epoch)
    #expect("\(error)".contains("of epoch \(epoch) is not a number"))
  }

  @Test("E17: the message says where and what is left")
  func divergenceMessage() {
    let error = ClassificationError.diverged(epoch: 9, step: 4, lastGoodEpoch: 6)
    #expect("\(error)".contains("the loss at step 4 of epoch 9 is not a number"))
    #expect("\(error)".contains("The best model so far is that of epoch 6."))
  }

  @Test("Progress rises from step to step to 1, about a hundred times at most")
  func progress() throws {
    var shares: [Double] = []
    _ = try train(ToyData.smallConfiguration(epochs: 100), splits()) { shares.append($0) }
    #expect(shares.last == 1)
    #expect(zip(shares, shares.dropFirst()).allSatisfy { $0 < $1 })
    #expect((50...101).contains(shares.count))
  }

  @Test("What progress throws ends the training")
  func stopping() throws {
    struct Stop: Error {}
    var calls = 0
    #expect(throws: Stop.self) {
      _ = try train(ToyData.smallConfiguration(epochs: 1000), splits()) { share in
        calls += 1
        if share > 0.005 { throw Stop() }
      }
    }
    #expect(calls < 5)
  }

  @Test("E2: a member of one kind only is refused")
  func singleClass() throws {
    let splits = try splits()
    let data = splits.training.dataset
    for indices in [
      splits.vocabulary.majorityIndices(in: data), splits.vocabulary.minorityIndices(in: data),
    ] {
      #expect(throws: ClassificationError.singleClass(samples: indices.count)) {
        try MemberTrainer(ToyData.smallConfiguration()).train(
          MemberTrainingSet(real: data.subset(indices)), splits: splits, stream: seed)
      }
    }
  }

  @Test("A label sequence that the vocabulary lacks is refused; in validation it only counts")
  func unknownLabels() throws {
    func data(_ labels: [Int]) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["value"], classNames: ["a", "b", "c"],
        values: labels.map { Float($0) }, lengths: labels.map { _ in 1 }, labels: labels)
    }
    let splits = try DataSplits(
      training: TrainingSplit(data([0, 0, 0, 1, 1])),
      validation: ValidationSplit(data([0, 1, 2])), test: TestSplit(data([2, 2])))
    let set = try MemberTrainingSet(real: data([0, 1, 2]))
    #expect(throws: ClassificationError.unknownLabel(sample: 2)) {
      try MemberTrainer(ToyData.smallConfiguration()).train(set, splits: splits, stream: seed)
    }
    let member = try train(ToyData.smallConfiguration(), splits)
    #expect(member.validationProbabilities.count == 6)
    #expect(member.testProbabilities.count == 4)
    #expect(member.curves.rows.allSatisfy { $0.allSatisfy(\.isFinite) })
  }

  @Test("Several labels per sample are refused where one class per sample is asked for")
  func severalLabels() throws {
    let data = try SequenceDataset(
      featureNames: ["value"], classNames: ["a", "b"], labelLength: 2, values: [1, 2, 3],
      lengths: [1, 1, 1], labels: [0, 0, 0, 0, 1, 0])
    let splits = try DataSplits(
      training: TrainingSplit(data), validation: ValidationSplit(data), test: TestSplit(data))
    var configuration = ToyData.smallConfiguration()
    configuration.form = .seq2one
    #expect(throws: ClassificationError.labelLength(2)) { try train(configuration, splits) }
  }

  @Test("E15: a validation sequence may be longer than any training one")
  func longValidation() throws {
    let splits = try splits()
    let long = try SequenceDataset(
      featureNames: ["first", "second"], classNames: ["common", "rare"],
      values: Array(repeating: 0.5, count: 240), lengths: [100, 20], labels: [0, 1])
    let others = try DataSplits(
      training: splits.training, validation: ValidationSplit(long), test: splits.test)
    let member = try train(ToyData.smallConfiguration(epochs: 1), others)
    #expect(member.validationProbabilities.allSatisfy { $0.isFinite })
  }
}
