import Classification
import Differentiation
import Networks
import RandomStreams
import Sequences
import Statistics
import Tensors
import Testing

@Suite("Learning")
struct LearningTests {
  private func configuration(epochs: Int) -> ClassifierConfiguration {
    var configuration = ClassifierConfiguration()
    configuration.hidden = 8
    configuration.dense = 8
    configuration.batchSize = 32
    configuration.epochs = epochs
    return configuration
  }

  private func testF1(_ splits: DataSplits, epochs: Int) throws -> Double {
    let member = try MemberTrainer(configuration(epochs: epochs)).train(
      MemberTrainingSet(real: splits.training.dataset), splits: splits,
      stream: RandomStream(seed: 12).substream("learning"))
    let predictions = EnsembleProbabilities(meanOf: [member.testProbabilities], classes: 2)
      .predictions
    return ConfusionMatrix(
      truth: splits.test.dataset.labels, predicted: predictions, classCount: 2
    ).minorityF1 ?? 0
  }

  @Test("A8: the sign of the last event is learned to a minority F1 above 0.95")
  func signOfLastEvent() throws {
    let splits = try ToyData.splits(
      { try ToyData.signOfLastEvent($0, seed: $1) }, training: 500, validation: 200, test: 400)
    #expect(try testF1(splits, epochs: 240) > 0.95)
  }

  @Test("A8: the order of two events is learned, which a bag of events cannot")
  func order() throws {
    let splits = try ToyData.splits(
      { try ToyData.order($0, seed: $1) }, training: 500, validation: 200, test: 400)
    #expect(try testF1(splits, epochs: 100) > 0.95)
    #expect(bagOfEventsF1(splits) < 0.6)
  }

  /// The test F1 of a dense network on the mean of the events, which forgets their order.
  private func bagOfEventsF1(_ splits: DataSplits) -> Double {
    func means(_ data: SequenceDataset) -> Variable<Float> {
      let batch = data.batch(Array(0..<data.count))
      let events = Tensor(batch.values, shape: [batch.count, batch.time, 2])
      let even = Variable(Tensor<Float>.zeros([batch.count, batch.time]))
      return Variable(events).softmaxPooled(scores: even, lengths: batch.lengths)
    }
    var parameters = Parameters<Float>()
    let stream = RandomStream(seed: 13)
    let hidden = Dense(named: "hidden", inputs: 2, outputs: 16, in: &parameters, stream: stream)
    let output = Dense(named: "output", inputs: 16, outputs: 2, in: &parameters, stream: stream)
    var optimiser = Adam<Float>(learningRate: 0.01)
    let training = splits.training.dataset
    let weights = ClassWeights(of: training.labels, count: 2)
    let inputs = means(training)
    for _ in 0..<400 {
      let tape = Tape<Float>()
      let variables = parameters.trainable(on: tape)
      let loss = output(hidden(inputs, variables).relu(), variables).softmaxCrossEntropy(
        classes: training.labels.map { Int32($0) },
        weights: training.labels.map { Float(weights[$0]) })
      optimiser.update(&parameters, gradients: variables.gradients(of: loss, on: tape))
    }
    let test = splits.test.dataset
    let logits = output(hidden(means(test), parameters.frozen).relu(), parameters.frozen)
    let predictions = EnsembleProbabilities(
      meanOf: [logits.softmax().value.scalars], classes: 2
    ).predictions
    return ConfusionMatrix(truth: test.labels, predicted: predictions, classCount: 2).minorityF1
      ?? 0
  }
}
