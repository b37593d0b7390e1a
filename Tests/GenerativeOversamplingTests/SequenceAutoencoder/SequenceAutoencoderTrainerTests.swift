import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite("Training of the sequence autoencoder")
struct SequenceAutoencoderTrainerTests {
  private func trainer(
    _ minority: SequenceDataset,
    _ change: (inout SequenceAutoencoderConfiguration) -> Void = { _ in }
  ) throws -> SequenceAutoencoderTrainer {
    var configuration = TinyAutoencoder.configuration
    change(&configuration)
    return try SequenceAutoencoderTrainer(
      configuration, for: "ae-smote", minority: minority, stream: RandomStream(seed: 3))
  }

  @Test(
    "A tenth is held out, at least one sample, and one is left to train on",
    arguments: [(2, 1), (3, 1), (14, 1), (16, 2), (95, 10)])
  func heldOut(samples: Int, expected: Int) throws {
    let trainer = try trainer(TinyGAN.waves(count: samples))
    #expect(trainer.heldOut.count == expected)
    #expect(Set(trainer.heldOut + trainer.trainedOn) == Set(0..<samples))
    #expect(trainer.trainedOn.count == samples - expected)
  }

  @Test("D30: the scaling is fitted to the samples that are trained on alone")
  func scaling() throws {
    let waves = try TinyGAN.waves(count: 20)
    let first = try trainer(waves)
    var values = Array(waves.values)
    let heldOut = try #require(first.heldOut.first)
    values[waves.starts[heldOut] * 2] = 1e6
    #expect(try trainer(waves.replacingValues(values)).model.scaling == first.model.scaling)
    values[waves.starts[first.trainedOn[0]] * 2] = 1e6
    #expect(try trainer(waves.replacingValues(values)).model.scaling != first.model.scaling)
  }

  @Test("A7: the first epoch with the least error on the samples held out is kept")
  func best() throws {
    var lastWasBest: [Bool] = []
    // Steps so large that the error goes up and down.
    for rate in [1.0, 300, 3000] {
      var trainer = try trainer(TinyGAN.waves(count: 40)) { $0.learningRate = rate }
      var models: [SequenceAutoencoderModel] = []
      for _ in 0..<12 {
        try trainer.trainEpoch()
        models.append(trainer.model)
      }
      let losses = trainer.curves.rows.map { $0[2] }
      let least = try #require(losses.min())
      let epoch = try #require(losses.firstIndex(of: least))
      let best = try #require(trainer.best)
      #expect(best.epoch == epoch + 1 && best.loss == least)
      #expect(best.model.parameters == models[epoch].parameters)
      #expect(trainer.curves.rows.map { $0[0] } == (1...12).map(Double.init))
      lastWasBest.append(epoch == 11)
    }
    #expect(lastWasBest.contains(false), "the error never rose, so this shows nothing")
  }

  @Test("Samples held out are not trained on")
  func heldOutIsUnseen() throws {
    let waves = try TinyGAN.waves(count: 20)
    var first = try trainer(waves)
    var values = Array(waves.values)
    for sample in first.heldOut {
      for place in waves.starts[sample] * 2..<(waves.starts[sample] + waves.lengths[sample]) * 2 {
        values[place] *= 0.5
      }
    }
    var other = try trainer(waves.replacingValues(values))
    for _ in 0..<2 {
      try first.trainEpoch()
      try other.trainEpoch()
    }
    #expect(first.model.parameters == other.model.parameters)
    #expect(first.curves.rows[1][1] == other.curves.rows[1][1])
    #expect(first.curves.rows[1][2] != other.curves.rows[1][2])
  }

  @Test("A16: sine waves are reconstructed better and better")
  func learns() throws {
    var trainer = try trainer(TinyGAN.waves(count: 96)) {
      $0.hidden = 16
      $0.batchSize = 16
      $0.epsilon = 1e-6
    }
    for _ in 0..<80 { try trainer.trainEpoch() }
    let losses = trainer.curves.rows.map { $0[2] }
    #expect(try #require(trainer.best).loss < losses[0] / 4, "from \(losses[0]) to \(losses[79])")
  }

  @Test("A16: constant data reconstruct to the constant, in their own units")
  func constant() throws {
    let event: [Float] = [270.5, -0.003]
    let data = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["calm", "surge"],
      values: Array(repeating: event, count: 60).flatMap(\.self),
      lengths: Array(repeating: 6, count: 10), labels: Array(repeating: 1, count: 10))
    var trainer = try trainer(data)
    try trainer.trainEpoch()
    let model = trainer.model
    let events = model.events(of: model.codes(of: data, [0, 3]), lengths: [6, 2])
    let expected = Array(repeating: event, count: 8).flatMap(\.self)
    #expect(events == expected)
  }

  @Test("A constant that the scaling does not take away is learned to a hundredth of the range")
  func learnedConstant() throws {
    // Two levels would be needed to scale to -1 and 1; one sample in the middle stays at 0.2.
    let values: [Float] = [-1, 1] + [Float](repeating: 0.2, count: 78)
    let data = try SequenceDataset(
      featureNames: ["a"], classNames: ["calm", "surge"],
      values: values, lengths: Array(repeating: 2, count: 40),
      labels: Array(repeating: 1, count: 40))
    var trainer = try trainer(data) { $0.epsilon = 1e-6 }
    for _ in 0..<60 { try trainer.trainEpoch() }
    let model = try #require(trainer.best).model
    for value in model.events(of: model.codes(of: data, [20, 39]), lengths: [2, 2]) {
      #expect(abs(value - 0.2) < 0.02)
    }
  }

  @Test("A loss that is no number ends the training in a sentence")
  func diverged() throws {
    // The reference code's cells are linear above 0, and a large step sends them off to infinity.
    var trainer = try trainer(TinyGAN.waves(count: 20)) {
      $0.lstmFlavour = .kerasReLU
      $0.learningRate = 1e30
    }
    let error = #expect(throws: SequenceAutoencoderError.self) {
      for _ in 0..<5 { try trainer.trainEpoch() }
    }
    let sentence = try #require(error).description
    #expect(sentence.contains("autoencoder of ae-smote diverged"))
    #expect(sentence.contains("Lower learningRate"))
    #expect(
      "\(SequenceAutoencoderError.diverged(method: "m", epoch: 3, update: nil))"
        .contains("the samples held out in epoch 3 is not a number. Epoch 2 is the last good one."))
  }

  @Test("What was filled in has no part in the mean squared error, in training and held out")
  func measured() throws {
    let waves = try TinyGAN.wavesWithGaps(count: 20)
    let trainer = try trainer(waves)
    let model = trainer.model
    #expect(model.scaling.centres[2...] == [0, 0] && model.scaling.divisors[2...] == [1, 1])
    for samples in [trainer.trainedOn, trainer.heldOut] {
      let chosen = waves.subset(samples)
      let output = model.scaling.applied(
        to: model.events(
          of: model.codes(of: chosen, Array(0..<chosen.count)), lengths: chosen.lengths))
      let events = model.scaling.applied(to: (0..<chosen.count).flatMap { chosen.sequence(at: $0) })
      var (sum, count) = (0.0, 0.0)
      for place in events.indices where place % 4 > 1 || events[place + 2] == 1 {
        sum += Double((output[place] - events[place]) * (output[place] - events[place]))
        count += 1
      }
      #expect(count < Double(events.count))
      #expect(abs(trainer.loss(of: samples) - sum / count) < 1e-5 * sum / count)
    }
  }

  @Test("D28: what says where values were measured is a target as it is")
  func codeScalingOfIndicators() throws {
    let data = try SequenceDataset(
      featureNames: ["a", "a.present"], classNames: ["calm"], values: [1, 1, 2, 0, 3, 1, 6, 1],
      lengths: [2, 2], labels: [0, 0])
    let targets = try SequenceAutoencoderTargets(data, trainedOn: [0, 1], scaling: .code)
    #expect(targets.targets.values == [0, 1, 0, 0, 1, 1, 1, 1])
    #expect(targets.measured != nil)
  }

  @Test("D28: with the reference code's scaling, targets go from 0 to 1 at each event and feature")
  func codeScaling() throws {
    let data = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["calm"],
      values: [1, 10, 2, 20, 3, 10, 6, 40, 5, 10, 4, 30, 9, 9], lengths: [2, 2, 3],
      labels: [0, 0, 0])
    let targets = try SequenceAutoencoderTargets(data, trainedOn: [0, 1, 2], scaling: .code)
    #expect(targets.inputs == data)
    let all: [Float] = [0, 0, 0, 0, 0.5, 0, 1, 1, 1, 0, 0.5, 0.5, 0, 0]
    #expect(targets.targets.values == all)
    #expect(targets.scaling.inverted(on: [0.25, -0.5]) == [0.25, -0.5])
    let fewer = try SequenceAutoencoderTargets(data, trainedOn: [0, 1], scaling: .code)
    let wider: [Float] = [0, 0, 0, 0, 1, 0, 1, 1, 2, 0, 0.5, 0.5, 0, 0]
    #expect(fewer.targets.values == wider)
    let consistent = try SequenceAutoencoderTargets(
      data, trainedOn: [0, 1], scaling: .consistent)
    #expect(consistent.inputs == consistent.targets)
    let expected: [Float] = [-1, -1, -0.6, -1 / 3]
    #expect(Array(consistent.inputs.values.prefix(4)) == expected)
  }
}
