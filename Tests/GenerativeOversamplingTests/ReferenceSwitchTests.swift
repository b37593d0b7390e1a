import Differentiation
import Foundation
import Networks
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

/// Each switch of the `reference` profile makes the difference that it is there for (spec/01 18).
@Suite struct ReferenceSwitchTests {
  private typealias Configuration = GANAutoencoderConfiguration

  private func with(_ change: (inout GANAutoencoderConfiguration) -> Void) -> Configuration {
    var configuration = TinyGAN.configuration
    change(&configuration)
    return configuration
  }

  /// A model with the weights of another, which differs from it in settings alone.
  private func model(
    like other: GANAutoencoderModel<Double>, _ change: (inout GANAutoencoderConfiguration) -> Void
  ) throws -> GANAutoencoderModel<Double> {
    var configuration = other.configuration
    change(&configuration)
    var model: GANAutoencoderModel<Double> = TinyGAN.model(
      configuration, classCount: other.classCount, seed: 77)
    try model.restore(other.namedTensors)
    return model
  }

  @Test("A21: with zInto hidden, z is in h and c begins at 0")
  func zIntoHidden() {
    var model: GANAutoencoderModel<Double> = TinyGAN.model(with { $0.zInto = .hidden })
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let z = [0.7, -1.2].map { Tensor(repeating: $0, shape: [4, 4]) }
    func run() -> Generator.Part<Double> {
      model.generator(
        batch, z: z, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
      ).events
    }
    // Without any weight but the first layer's recurrent one, g = tanh(U z) at the first event.
    for index in model.generatorParameters.tensors.indices {
      model.generatorParameters.tensors[index].fill(0)
    }
    #expect(run().finalCells.allSatisfy { largest($0.value) == 0 })
    model.generatorParameters.tensors[1].fill(0.1)
    let a = 4 * 0.1 * 0.7
    let gate = 1 / (1 + exp(-a))
    let only = run().finalCells[0].value.samples(2..<3).scalars  // the sample of one event
    #expect(only.allSatisfy { abs($0 - gate * tanh(a)) < 1e-12 })
  }

  @Test("D2: with zSharedAcrossLayers all layers get the same z")
  func sharedNoise() {
    let batch: SequenceBatch<Float> = TinyGAN.batch()
    func noise(_ configuration: Configuration) -> [Tensor<Float>] {
      UpdateDraws(
        for: batch, of: configuration, standardDeviation: 0, stream: RandomStream(seed: 3)
      ).noise
    }
    let shared = noise(with { $0.zSharedAcrossLayers = true })
    #expect(shared[0] == shared[1])
    let own = noise(TinyGAN.configuration)
    #expect(own[0] == shared[0] && own[1] != own[0])
  }

  @Test("A23: penaltyNorm and penaltyParts reach the critic's loss")
  func penalty() throws {
    let paper: GANAutoencoderModel<Double> = TinyGAN.model(classCount: 3)
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let draws: UpdateDraws<Double> = TinyGAN.draws(labels: true)
    let overTime = try model(like: paper) { $0.penaltyNorm = .timeAxis }
    let first = try model(like: paper) { $0.penaltyParts = .encoderOnly }
    let losses = [paper, overTime, first].map { $0.criticUpdate(batch, draws).losses }
    #expect(losses[0].adversarial == losses[1].adversarial)
    #expect(losses[0].adversarial == losses[2].adversarial)
    #expect(abs(losses[0].penalty - losses[1].penalty) > 1e-6)
    #expect(abs(losses[0].penalty - losses[2].penalty) > 1e-9)
  }

  @Test("A26: L_gen of generatorTerms full less that of fake-only is E[D(real)]")
  func generatorTerms() throws {
    for classCount in [nil, 3] {
      let paper: GANAutoencoderModel<Double> = TinyGAN.model(classCount: classCount)
      let reference = try model(like: paper) { $0.generatorTerms = .fakeOnly }
      let batch: SequenceBatch<Double> =
        classCount == nil ? TinyGAN.batch() : TinyGAN.labelledBatch()
      let draws: UpdateDraws<Double> = TinyGAN.draws(labels: classCount != nil)
      let encoded = paper.bothBranches(batch, draws, weights: paper.generatorParameters.frozen)
      let values = paper.critic(
        encoded.map { $0.hidden }, lengths: batch.hiddenLengths.twice,
        weights: paper.criticParameters.frozen, mode: .inference
      ).value.scalars
      let full = paper.generatorUpdate(batch, draws).losses
      let fakeOnly = reference.generatorUpdate(batch, draws).losses
      #expect(abs(full.total - fakeOnly.total - values.prefix(4).reduce(0, +) / 4) < 1e-12)
      #expect(abs(fakeOnly.adversarial + values.suffix(4).reduce(0, +) / 4) < 1e-12)
    }
  }

  @Test("D6: with dropoutAlwaysOn the branches of an update have masks of their own")
  func masksPerBranch() throws {
    let sequences = Variable(Tensor<Double>(repeating: 1, shape: [8, 5, 4]))
    let mode = Mode.training(RandomStream(seed: 1))
    func halves(_ configuration: Configuration) -> [Tensor<Double>] {
      let dropped = ElementDropout(configuration)(sequences, mode: mode, named: "x", branches: 2)
      return [dropped.value.samples(0..<4), dropped.value.samples(4..<8)]
    }
    let shared = halves(with { $0.dropoutKeep = 0.8 })
    #expect(shared[0] == shared[1])
    let own = halves(
      with {
        $0.dropoutKeep = 0.8
        $0.dropoutAlwaysOn = true
      })
    #expect(own[0] != own[1])
  }

  @Test("D6: with dropoutAlwaysOn reconstructions differ from pass to pass, without they do not")
  func dropoutInSynthesis() throws {
    let waves = try TinyGAN.waves(count: 3)
    for (isOn, input) in [
      (false, Configuration.SynthesisInput.freeRunning), (true, .freeRunning),
      (true, .sourceEvents),
    ] {
      let configuration = with {
        $0.dropoutKeep = 0.8
        $0.dropoutAlwaysOn = isOn
        $0.synthesisInput = input
      }
      let events = GANSynthesis<Float>(
        model: TinyGAN.model(configuration, featureCount: 2), sources: waves, branch: .real,
        stream: RandomStream(seed: 1)
      ).sequences(passes: 2).events
      let half = events.count / 2
      #expect((events[..<half].elementsEqual(events[half...])) == !isOn)
    }
  }

  @Test(
    "D7: with criticTiedWeights one LSTM is all layers and directions, each direction by itself")
  func tiedWeights() throws {
    let configuration = with {
      $0.criticUnits = 4
      $0.criticTiedWeights = true
      $0.criticDense = []
    }
    let model: GANAutoencoderModel<Double> = TinyGAN.model(configuration, classCount: 3)
    #expect(
      model.criticParameters.names == [
        "critic.lstm.inputWeight", "critic.lstm.recurrentWeight", "critic.lstm.bias",
        "critic.value.weight", "critic.value.bias",
      ])
    var stream = RandomStream(seed: 2)
    let points = HiddenSequences(
      events: Variable(Tensor<Double>.normal([4, 5, 4], stream: &stream)),
      labels: Variable(Tensor<Double>.normal([4, 3, 4], stream: &stream)))
    let labelLengths: [Int32] = [3, 1, 2, 3]
    let weights = model.criticParameters.tensors.map { Variable($0) }
    func direction(_ reversed: Bool) throws -> Variable<Double> {
      func run(
        _ x: Variable<Double>, _ lengths: [Int32], _ start: LSTMOutput<Double>?
      ) -> LSTMOutput<Double> {
        x.lstm(
          inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2], lengths: lengths,
          initialHidden: start?.finalHidden, initialCell: start?.finalCell,
          options: LSTMOptions(reversed: reversed))
      }
      let first = run(points.events, TinyGAN.lengths, nil)
      let second = run(first.sequence, TinyGAN.lengths, nil)
      let labels = run(try #require(points.labels), labelLengths, first)
      return run(labels.sequence, labelLengths, second).finalHidden
    }
    let expected = try direction(false).concatenated(with: direction(true))
      .matrixProduct(weights[3]).adding(bias: weights[4])
    let value = model.critic(
      points, lengths: HiddenLengths(events: TinyGAN.lengths, labels: labelLengths),
      weights: model.criticParameters.frozen, mode: .inference)
    #expect(largestDifference(value.value, expected.value) < 1e-14)
    #expect(with { $0.criticTiedWeights = true }.problems().count == 1, "units differ")
  }

  @Test(
    "D8: with criticReadout last-index the backward direction has seen one step where it is read")
  func readout() throws {
    let configuration = with {
      $0.criticLayers = 1
      $0.criticDense = []
      $0.criticReadout = .lastIndex
    }
    let model: GANAutoencoderModel<Double> = TinyGAN.model(configuration)
    var stream = RandomStream(seed: 3)
    let points = Tensor<Double>.normal([1, 5, 4], stream: &stream)
    let weights = model.criticParameters.tensors.map { Variable($0) }
    let forward = Variable(points).lstm(
      inputWeight: weights[0], recurrentWeight: weights[1], bias: weights[2], lengths: [4])
    // The backward direction at the last valid event: a sequence of that event alone.
    let last = Tensor(Array(points.scalars[12..<16]), shape: [1, 1, 4])
    let backward = Variable(last).lstm(
      inputWeight: weights[3], recurrentWeight: weights[4], bias: weights[5], lengths: [1])
    let expected = forward.finalHidden.concatenated(with: backward.finalHidden)
      .matrixProduct(weights[6]).adding(bias: weights[7])
    func value(_ model: GANAutoencoderModel<Double>) -> Tensor<Double> {
      model.critic(
        HiddenSequences(events: Variable(points)), lengths: HiddenLengths(events: [4]),
        weights: model.criticParameters.frozen, mode: .inference
      ).value
    }
    #expect(largestDifference(value(model), expected.value) < 1e-14)
    let ends = try self.model(like: model) { $0.criticReadout = .ends }
    #expect(largestDifference(value(ends), expected.value) > 1e-4)
  }

  @Test("A33: without aeStateCarry an event depends on the event before it and on no other")
  func stateCarry() throws {
    let model: GANAutoencoderModel<Double> = TinyGAN.model(with { $0.aeStateCarry = false })
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let weights = model.decoderParameters.frozen
    let encoded = model.generator(
      batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
    ).events
    let tape = Tape<Double>()
    let previous = tape.variable(batch.previousEvents)
    let output = model.decoder.reconstruct(
      encoded, previous: previous, lengths: batch.lengths, weights: weights, mode: .inference)
    let gradient = tape.gradients(of: output.atTime(3).sum(), for: [previous])[0]
    let first = gradient.samples(0..<1).scalars
    for time in 0..<5 {
      let influence = first[3 * time..<3 * time + 3].map(abs).max() ?? 0
      #expect((influence > 1e-6) == (time == 3), "decoder input at \(time)")
    }
    // Free running is the same chain: the first step of both is fed zeros and must agree.
    let steps = model.decoder.generate(encoded, lengths: batch.lengths, weights: weights)
    #expect(largestDifference(steps[0], output.atTime(0).value) < 1e-14)
    let carried = try self.model(like: model) { $0.aeStateCarry = true }
    let others = carried.decoder.generate(encoded, lengths: batch.lengths, weights: weights)
    #expect(largestDifference(steps[0], others[0]) < 1e-14)
    #expect(largestDifference(steps[2], others[2]) > 1e-4)
  }

  @Test("A32: with synthesisInput source-events the decoder is fed the source's own past")
  func synthesisInput() throws {
    let waves = try TinyGAN.labelledWaves(count: 5)
    let configuration = with { $0.synthesisInput = .sourceEvents }
    let model: GANAutoencoderModel<Float> = TinyGAN.model(
      configuration, featureCount: 2, classCount: 3)
    let output = GANSynthesis(
      model: model, sources: waves, branch: .real, stream: RandomStream(seed: 1)
    ).sequences(passes: 1)
    let batch = SequenceBatch<Float>(waves, Array(0..<5), classCount: 3)
    let labels = try #require(batch.labels)
    let encoded = model.generator(
      batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference)
    let weights = model.decoderParameters.frozen
    let forced = model.decoder.reconstruct(
      encoded.events, previous: Variable(batch.previousEvents), lengths: batch.lengths,
      weights: weights, mode: .inference)
    var expected: [Float] = []
    let size = 2 * batch.events.shape[1]
    for (row, length) in batch.lengths.enumerated() {
      expected += forced.value.scalars[row * size..<row * size + 2 * Int(length)]
    }
    #expect(output.events == expected)
    let classes = LabelDecoder.mostProbable(
      try #require(model.labelDecoder).reconstruct(
        try #require(encoded.labels), previous: Variable(labels.previous), lengths: labels.lengths,
        weights: weights
      ).value)
    #expect(output.labels.flatMap { $0 } == classes)
    let free: GANAutoencoderModel<Float> = TinyGAN.model(
      TinyGAN.configuration, featureCount: 2, classCount: 3)
    let other = GANSynthesis(
      model: free, sources: waves, branch: .real, stream: RandomStream(seed: 1)
    ).sequences(passes: 1)
    #expect(other.events != output.events)
  }

  @Test("D11: with labelDecoderSwapHC the label decoder starts with its states exchanged")
  func swappedStates() throws {
    let paper: GANAutoencoderModel<Double> = TinyGAN.model(classCount: 3)
    let swapped = try model(like: paper) { $0.labelDecoderSwapHC = true }
    let last = try model(like: paper) { $0.labelDecoderLayer = .last }
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let labels = try #require(batch.labels)
    let encoded = try #require(
      paper.generator(
        batch, z: nil, noise: nil, weights: paper.generatorParameters.frozen, mode: .inference
      ).labels)
    func decode(
      _ model: GANAutoencoderModel<Double>, _ part: Generator.Part<Double>
    ) throws -> Tensor<Double> {
      try #require(model.labelDecoder).reconstruct(
        part, previous: Variable(labels.previous), lengths: labels.lengths,
        weights: model.decoderParameters.frozen
      ).value
    }
    var exchanged = encoded
    (exchanged.finalHiddens, exchanged.finalCells) = (encoded.finalCells, encoded.finalHiddens)
    #expect(try decode(swapped, encoded) == decode(paper, exchanged))
    #expect(try largestDifference(decode(swapped, encoded), decode(paper, encoded)) > 1e-4)
    var upper = encoded
    upper.finalHiddens[0] = encoded.finalHiddens[1]
    upper.finalCells[0] = encoded.finalCells[1]
    #expect(try decode(last, encoded) == decode(paper, upper))
  }

  @Test("D12: with synthesisLabelStates encoder the labels are decoded from the events' states")
  func labelStates() throws {
    let waves = try TinyGAN.labelledWaves(count: 40)
    let paper: GANAutoencoderModel<Double> = TinyGAN.model(featureCount: 2, classCount: 3)
    var configuration = paper.configuration
    configuration.synthesisLabelStates = .encoder
    var reference: GANAutoencoderModel<Double> = TinyGAN.model(
      configuration, featureCount: 2, classCount: 3)
    // A label decoder that tells its states apart, as a new one hardly does.
    for index in reference.decoderParameters.tensors.indices {
      var stream = RandomStream(seed: 6).substream("weights", index)
      reference.decoderParameters.tensors[index] = .normal(
        reference.decoderParameters.tensors[index].shape, stream: &stream)
    }
    var same = paper
    same.decoderParameters = reference.decoderParameters
    func labels(_ model: GANAutoencoderModel<Double>) -> [[Int]] {
      GANSynthesis(model: model, sources: waves, branch: .real, stream: RandomStream(seed: 1))
        .sequences(passes: 1).labels
    }
    let batch = SequenceBatch<Double>(waves, Array(0..<40), classCount: 3)
    let encoded = reference.generator(
      batch, z: nil, noise: nil, weights: reference.generatorParameters.frozen, mode: .inference)
    let expected = try #require(reference.labelDecoder).generate(
      encoded.events, lengths: batch.labels?.lengths ?? [],
      weights: reference.decoderParameters.frozen)
    #expect(labels(reference) == expected)
    #expect(labels(same) != expected)
  }

  @Test(
    "Section 13, step 4: with smallDataBlocks skip too few samples train nothing, and it is said")
  func skippedBlocks() throws {
    let configuration = with {
      $0.batchSize = 16
      $0.smallDataBlocks = .skip
    }
    let schedule = try UpdateSchedule(samples: 63, configuration: configuration)
    #expect(schedule.blocks == 0 && schedule.batchSize == 16)
    #expect(try UpdateSchedule(samples: 64, configuration: configuration).blocks == 1)
    let model: GANAutoencoderModel<Float> = TinyGAN.model(configuration, featureCount: 2)
    var trainer = GANAutoencoderTrainer(model)
    try trainer.trainEpoch(on: TinyGAN.waves(count: 63), stream: RandomStream(seed: 1))
    #expect(trainer.epoch == 1)
    #expect(trainer.model.namedTensors == model.namedTensors)
    #expect(trainer.curves.epochs == [EpochLosses()])
    let oversampler = GANAutoencoderOversampler(configuration)
    #expect(oversampler.minimumMinority == 2)
    #expect(try #require(oversampler.warning(minority: 63)).contains("nothing is trained"))
  }

  @Test("The reference profile sets every switch, has no problems, and trains and synthesises")
  func bundle() throws {
    var configuration = TinyGAN.configuration
    configuration.criticUnits = 4
    configuration.dropoutKeep = 0.8
    let paper = try settings(configuration)
    configuration.useReferenceSwitches()
    #expect(configuration.problems() == [])
    #expect(Configuration.reference.problems() == [])
    let changed = try settings(configuration).filter { paper[$0.key] != $0.value }.map(\.key)
    #expect(
      Set(changed) == [
        "majorityOutput", "labelDecoderFlavour", "zInto", "zSharedAcrossLayers", "penaltyNorm",
        "penaltyParts", "generatorTerms", "dropoutAlwaysOn", "criticTiedWeights", "criticReadout",
        "aeStateCarry", "synthesisInput", "labelDecoderSwapHC", "synthesisLabelStates",
        "smallDataBlocks",
      ])
    let waves = try TinyGAN.labelledWaves(count: 16)
    var trainer = GANAutoencoderTrainer<Float>(
      TinyGAN.model(configuration, featureCount: 2, classCount: 3))
    for _ in 0..<2 { try trainer.trainEpoch(on: waves, stream: RandomStream(seed: 2)) }
    let output = GANSynthesis(
      model: trainer.model, sources: waves, branch: .fake, stream: RandomStream(seed: 3)
    ).sequences(passes: 3)
    #expect(output.labels.count == 48)
    #expect(output.events.allSatisfy { $0.isFinite })
  }

  /// The settings as text, by name.
  private func settings(_ configuration: Configuration) throws -> [String: String] {
    let object = try JSONSerialization.jsonObject(with: JSONEncoder().encode(configuration))
    return try #require(object as? [String: Any]).mapValues { "\($0)" }
  }
}
