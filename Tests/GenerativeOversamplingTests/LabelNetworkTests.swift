import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

/// The parts of the networks that generate labels (spec/01 section 10).
@Suite struct LabelNetworkTests {
  private static let model: GANAutoencoderModel<Double> = TinyGAN.model(classCount: 3)

  private func encode(
    _ batch: SequenceBatch<Double> = TinyGAN.labelledBatch(), z: [Tensor<Double>]? = nil
  ) throws -> (events: Generator.Part<Double>, labels: Generator.Part<Double>) {
    let output = Self.model.generator(
      batch, z: z, noise: nil, weights: Self.model.generatorParameters.frozen, mode: .inference)
    return (output.events, try #require(output.labels))
  }

  @Test("A20: the labels' stack is two plain LSTMs that start from the events' final states")
  func plainLSTM() throws {
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let labels = try #require(batch.labels)
    let (events, read) = try encode()
    let weights = Self.model.generatorParameters.tensors.map { Variable($0) }
    var sequence = Variable(labels.oneHot)
    for layer in 0..<2 {
      let first = 6 + 3 * layer
      sequence =
        sequence.lstm(
          inputWeight: weights[first], recurrentWeight: weights[first + 1],
          bias: weights[first + 2], lengths: labels.lengths,
          initialHidden: events.finalHiddens[layer], initialCell: events.finalCells[layer]
        ).sequence
    }
    // The labels' outputs have no activation (D45).
    #expect(read.hidden.value == sequence.value)
  }

  @Test("A20: the fake branch with z = 0 is the real branch to the last bit, in both parts")
  func zeroNoise() throws {
    let zeros = [Tensor<Double>.zeros([4, 4]), Tensor<Double>.zeros([4, 4])]
    let real = try encode()
    let fake = try encode(z: zeros)
    #expect(real.labels.hidden.value == fake.labels.hidden.value)
    #expect(real.events.hidden.value == fake.events.hidden.value)
  }

  @Test("A21: z reaches the labels through the events' states, the labels reach no events")
  func influence() throws {
    let noise = [Tensor(repeating: 0.5, shape: [4, 4]), Tensor(repeating: -0.5, shape: [4, 4])]
    let plain = try encode()
    let noisy = try encode(z: noise)
    #expect(largestDifference(plain.labels.hidden.value, noisy.labels.hidden.value) > 1e-3)
    let relabelled = try encode(TinyGAN.labelledBatch([[2, 2, 2], [0], [1, 1], [0, 2, 1]]))
    #expect(plain.events.hidden.value == relabelled.events.hidden.value)
    #expect(largestDifference(plain.labels.hidden.value, relabelled.labels.hidden.value) > 1e-3)
  }

  @Test("A28: labels are one-hot, 0 behind a sample's last, and previous ones come a step later")
  func oneHot() throws {
    let labels = try #require(TinyGAN.labelledBatch().labels as LabelBatch<Double>?)
    #expect(labels.lengths == [3, 1, 2, 3])
    #expect(labels.oneHot.samples(0..<1).scalars == [1, 0, 0, 0, 0, 1, 0, 1, 0])
    #expect(labels.oneHot.samples(1..<2).scalars == [0, 1, 0, 0, 0, 0, 0, 0, 0])
    #expect(labels.previous.samples(0..<1).scalars == [0, 0, 0, 1, 0, 0, 0, 0, 1])
  }

  @Test("A28: a batch takes events and labels of the same samples, whatever their order")
  func pairs() throws {
    let tagged = try SequenceDataset(
      featureNames: ["id"], classNames: ["0", "1", "2", "3"], labelLength: 2,
      values: (0..<16).flatMap { [Float($0), Float($0)] }, lengths: Array(repeating: 2, count: 16),
      labels: (0..<16).flatMap { [$0 / 4, $0 % 4] })
    var stream = RandomStream(seed: 1)
    let order = stream.permutation(count: 16)
    let batch = SequenceBatch<Float>(tagged, order, classCount: 4)
    let oneHot = try #require(batch.labels).oneHot.scalars
    for (row, id) in order.enumerated() {
      #expect(batch.events.scalars[2 * row] == Float(id))
      #expect(oneHot[8 * row + id / 4] == 1 && oneHot[8 * row + 4 + id % 4] == 1)
      #expect(oneHot[8 * row..<8 * row + 8].reduce(0, +) == 2)
    }
    #expect(SequenceBatch<Float>(tagged, order).labels == nil)
  }

  @Test("A29: instance noise is on both parts of both branches")
  func instanceNoise() throws {
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let noisy: UpdateDraws<Double> = TinyGAN.draws(labels: true, standardDeviation: 0.4)
    var quiet = noisy
    quiet.realInstanceNoise = nil
    quiet.fakeInstanceNoise = nil
    func hidden(_ draws: UpdateDraws<Double>) throws -> Tensor<Double> {
      let output = Self.model.bothBranches(
        batch, draws, weights: Self.model.generatorParameters.frozen)
      return try #require(output.labels).hidden.value
    }
    let added = try #require(noisy.instanceNoise?.labels)
    #expect(largestDifference(try hidden(noisy), try hidden(quiet) + added) < 1e-15)
    let real = added.samples(0..<4)
    #expect(largest(real) > 0.4)
    #expect(largestDifference(real, added.samples(4..<8)) > 0.4)
    let wide = UpdateDraws<Float>(
      hidden: [50, 2, 16], labels: [50, 20, 16], layers: 2, standardDeviation: 0.4,
      stream: RandomStream(seed: 1))
    let noise = try #require(wide.realLabelNoise)
    let count = Double(noise.shape.count)
    #expect(abs(Double(noise.sum()) / count) < 4 * 0.4 / count.squareRoot())
    let deviation = (Double(noise.squaredNorm()) / count).squareRoot()
    #expect(abs(deviation - 0.4) < 4 * 0.4 / (2 * count).squareRoot())
  }

  @Test("A30: AE is the sum of the events' and the labels' mean distances")
  func reconstructionLoss() throws {
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let labels = try #require(batch.labels)
    let decoder = try #require(Self.model.labelDecoder)
    let weights = Self.model.decoderParameters.frozen
    let (events, read) = try encode()
    let probabilities = decoder.reconstruct(
      read, previous: Variable(labels.previous), lengths: labels.lengths, weights: weights
    ).value.scalars
    for start in stride(from: 0, to: 9, by: 3) {
      #expect(abs(probabilities[start..<start + 3].reduce(0, +) - 1) < 1e-12)
    }
    var distance = 0.0
    for (sample, length) in labels.lengths.enumerated() {
      var squared = 0.0
      for index in sample * 9..<sample * 9 + 3 * Int(length) {
        let difference = probabilities[index] - labels.oneHot.scalars[index]
        squared += difference * difference
      }
      distance += squared.squareRoot() / 4
    }
    let eventDistance = Self.model.decoder.reconstruct(
      events, previous: Variable(batch.previousEvents), lengths: batch.lengths, weights: weights,
      mode: .inference
    ).meanEuclideanDistance(to: batch.events, lengths: batch.lengths).value.item
    let loss = Self.model.autoencoderUpdate(batch, TinyGAN.draws(labels: true)).loss
    #expect(abs(loss - (eventDistance + distance)) < 1e-9)
  }

  @Test("A32: free running is the chain of teacher forcing fed with its own most probable classes")
  func freeRunning() throws {
    let decoder = try #require(Self.model.labelDecoder)
    let weights = Self.model.decoderParameters.frozen
    let lengths: [Int32] = [3, 1, 2, 3]
    let (_, read) = try encode()
    let classes = decoder.generate(read, lengths: lengths, weights: weights)
    #expect(classes.map(\.count) == [3, 1, 2, 3])
    let own = LabelBatch<Double>(classes.map { $0[...] }, classCount: 3)
    let forced = LabelDecoder.mostProbable(
      decoder.reconstruct(
        read, previous: Variable(own.previous), lengths: lengths, weights: weights
      ).value)
    for (row, classes) in classes.enumerated() {
      #expect(classes == Array(forced[3 * row..<3 * row + classes.count]))
    }
    #expect(LabelDecoder.mostProbable(Tensor([1, 3, 3, 2, 2, 2], shape: [2, 1, 3])) == [1, 0])
  }

  @Test("A27: an update changes the weights of its own network only, label parts included")
  func isolation() {
    for kind in [UpdateSchedule.Kind.generator, .critic, .autoencoder] {
      var trainer = GANAutoencoderTrainer<Float>(TinyGAN.model(classCount: 3))
      let before = trainer.model
      var sums = EpochLosses()
      _ = trainer.update(kind, TinyGAN.labelledBatch(), TinyGAN.draws(labels: true), &sums)
      let network = kind == .autoencoder ? "decoder" : kind.rawValue
      for (old, new) in zip(before.namedTensors, trainer.model.namedTensors)
      where old.name != "critic.value.bias" {
        #expect(
          (old.tensor != new.tensor) == old.name.hasPrefix(network),
          "\(old.name) after a \(kind) update")
      }
    }
  }

  @Test("A26: the adversarial parts of generator and critic are each other's negative")
  func adversarialParts() {
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let draws: UpdateDraws<Double> = TinyGAN.draws(labels: true, standardDeviation: 0.3)
    let generator = Self.model.generatorUpdate(batch, draws).losses
    let critic = Self.model.criticUpdate(batch, draws).losses
    let autoencoder = Self.model.autoencoderUpdate(batch, draws).loss
    #expect(generator.adversarial != 0)
    #expect(critic.adversarial == -generator.adversarial)
    #expect(abs(critic.total - (critic.adversarial + 10 * critic.penalty)) < 1e-12)
    #expect(abs(generator.total - (generator.adversarial + autoencoder)) < 1e-12)
  }

  @Test("B3: the length of the padding of events and labels changes nothing")
  func padding() throws {
    let batch: SequenceBatch<Double> = TinyGAN.labelledBatch()
    let labels = try #require(batch.labels)
    let draws: UpdateDraws<Double> = TinyGAN.draws(labels: true)
    var longer = [Double](repeating: 1e6, count: 4 * 5 * 3)
    for sample in 0..<4 {
      for index in 0..<Int(labels.lengths[sample]) * 3 {
        longer[sample * 15 + index] = labels.oneHot.scalars[sample * 9 + index]
      }
    }
    let padded = SequenceBatch(
      events: batch.events, lengths: batch.lengths,
      labels: LabelBatch(oneHot: Tensor(longer, shape: [4, 5, 3]), lengths: labels.lengths))
    #expect(
      Self.model.criticUpdate(padded, draws).losses == Self.model.criticUpdate(batch, draws).losses)
    let (first, second) = (
      Self.model.generatorUpdate(batch, draws), Self.model.generatorUpdate(padded, draws)
    )
    #expect(abs(first.losses.total - second.losses.total) < 1e-12)
    for (left, right) in zip(first.gradients, second.gradients) {
      #expect(largestDifference(left, right) < 1e-12)
    }
  }
}
