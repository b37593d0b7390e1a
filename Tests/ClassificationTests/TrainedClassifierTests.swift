import Classification
import Networks
import RandomStreams
import Sequences
import Testing

@Suite("Trained classifier")
struct TrainedClassifierTests {
  private func member() throws -> (member: TrainedMember, splits: DataSplits) {
    let splits = try ToyData.splits { try ToyData.signOfLastEvent($0, seed: $1) }
    let member = try MemberTrainer(ToyData.smallConfiguration()).train(
      MemberTrainingSet(real: splits.training.dataset), splits: splits,
      stream: RandomStream(seed: 1))
    return (member, splits)
  }

  @Test("Saved and read, a classifier predicts the same to the last bit from data units")
  func roundTrip() throws {
    let (member, splits) = try member()
    let bytes = try member.classifier.safetensors()
    let read = try TrainedClassifier(safetensors: bytes)
    #expect(read.parameters == member.classifier.parameters)
    #expect(read.configuration == member.classifier.configuration)
    #expect(read.scaling == member.classifier.scaling)
    #expect(read.featureNames == ["first", "second"])
    #expect(read.classNames == ["common", "rare"])
    #expect(read.labelSequences == [[0], [1]])
    #expect(try read.probabilities(of: splits.test.dataset) == member.testProbabilities)
    #expect(try read.safetensors() == bytes)
  }

  @Test("E14: a truncated file is refused")
  func truncated() throws {
    let bytes = try member().member.classifier.safetensors()
    for count in [0, 4, 100, bytes.count - 1] {
      #expect(throws: (any Error).self) {
        try TrainedClassifier(safetensors: Array(bytes.prefix(count)))
      }
    }
  }

  @Test("E14: a file of something else is refused in a sentence")
  func foreign() throws {
    let classifier = try member().member.classifier
    let other = Safetensors(
      tensors: classifier.parameters.namedTensors, metadata: ["format": "other"]
    ).encoded()
    let error = try #require(throws: ClassificationError.self) {
      try TrainedClassifier(safetensors: other)
    }
    #expect("\(error)".contains("does not hold a usable classifier"))
  }

  @Test("E14: data of another number of features is refused")
  func otherFeatures() throws {
    let classifier = try member().member.classifier
    let data = try SequenceDataset(
      featureNames: ["one"], classNames: ["common", "rare"], values: [1], lengths: [1],
      labels: [0])
    #expect(throws: ClassificationError.featureCount(model: 2, data: 1)) {
      try classifier.probabilities(of: data)
    }
  }

  @Test("No samples have no probabilities")
  func empty() throws {
    let (member, splits) = try member()
    #expect(try member.classifier.probabilities(of: splits.test.dataset.subset([])).isEmpty)
  }

  @Test("Scaling belongs to the model: data in other units, fitted so, predict alike")
  func units() throws {
    let (member, splits) = try member()
    func rescaled(_ data: SequenceDataset) throws -> SequenceDataset {
      try data.replacingValues(data.values.map { $0 * 1024 + 4096 })
    }
    let others = try DataSplits(
      training: TrainingSplit(rescaled(splits.training.dataset)),
      validation: ValidationSplit(rescaled(splits.validation.dataset)),
      test: TestSplit(rescaled(splits.test.dataset)))
    let other = try MemberTrainer(ToyData.smallConfiguration()).train(
      MemberTrainingSet(real: others.training.dataset), splits: others,
      stream: RandomStream(seed: 1))
    for (first, second) in zip(other.testProbabilities, member.testProbabilities) {
      #expect(abs(first - second) < 1e-2)
    }
  }
}
