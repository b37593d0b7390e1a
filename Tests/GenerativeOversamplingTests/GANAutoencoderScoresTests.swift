import Differentiation
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct GANAutoencoderScoresTests {
  /// Networks of random weights with a scaling that does something.
  private static let file = GANAutoencoderFile(
    trainer: GANAutoencoderTrainer<Float>(TinyGAN.model(featureCount: 2)),
    scaling: FeatureScaling(method: .standardise, centres: [0.2, -0.1], divisors: [0.5, 2]))

  private func scores(seed: UInt64 = 1) throws -> GANAutoencoderScores {
    try GANAutoencoderScores(
      decoding: Self.file.encodedModel(), stream: RandomStream(seed: seed))
  }

  @Test("The reconstruction error is the mean over valid entries of the squared difference")
  func error() throws {
    let waves = try TinyGAN.waves(count: 5)
    let found = try scores().reconstructionErrors(of: waves)
    let model = Self.file.model
    for sample in 0..<waves.count {
      // One sample at a time, so there is no padding, and sums entry by entry.
      let batch = SequenceBatch<Float>(Self.file.scaling.applied(to: waves), [sample])
      let encoded = model.generator(
        batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
      ).events
      let decoded = model.decoder.reconstruct(
        encoded, previous: Variable(batch.previousEvents), lengths: batch.lengths,
        weights: model.decoderParameters.frozen, mode: .inference
      ).value.scalars
      let squares = zip(decoded, batch.events.scalars).map { Double(($0 - $1) * ($0 - $1)) }
      let mean = squares.reduce(0, +) / Double(waves.lengths[sample] * 2)
      #expect(abs(Double(found[sample]) - mean) < 1e-5 * mean)
    }
  }

  @Test("The reconstruction error leaves out what was filled in, and counts what says so")
  func measuredError() throws {
    let waves = try TinyGAN.wavesWithGaps(count: 5)
    let file = GANAutoencoderFile(
      trainer: GANAutoencoderTrainer<Float>(TinyGAN.model(featureCount: 4)),
      scaling: FeatureScaling(
        method: .standardise, centres: [0.2, -0.1, 0, 0], divisors: [0.5, 2, 1, 1]))
    let found = try GANAutoencoderScores(
      decoding: file.encodedModel(), stream: RandomStream(seed: 1)
    ).reconstructionErrors(of: waves)
    let model = file.model
    var filledIn = 0
    for sample in 0..<waves.count {
      let batch = SequenceBatch<Float>(file.scaling.applied(to: waves), [sample])
      let encoded = model.generator(
        batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
      ).events
      let decoded = model.decoder.reconstruct(
        encoded, previous: Variable(batch.previousEvents), lengths: batch.lengths,
        weights: model.decoderParameters.frozen, mode: .inference
      ).value.scalars
      let events = batch.events.scalars
      var (sum, count) = (0.0, 0.0)
      for place in events.indices where place % 4 > 1 || events[place + 2] == 1 {
        sum += Double((decoded[place] - events[place]) * (decoded[place] - events[place]))
        count += 1
      }
      filledIn += events.count - Int(count)
      #expect(abs(Double(found[sample]) - sum / count) < 1e-5 * sum / count)
    }
    #expect(filledIn > 5, "nothing was filled in, so this shows nothing")
  }

  @Test("A20: without noise the fake branch has the values of the real one; with noise others")
  func branches() throws {
    let waves = try TinyGAN.waves(count: 5)
    let real = try scores().criticValues(of: waves)
    let fake = try scores().fakeCriticValues(of: waves)
    #expect(real.count == 5 && fake.count == 5)
    #expect(zip(real, fake).allSatisfy { $0 != $1 })
    #expect(try scores().fakeCriticValues(of: waves) == fake)
    #expect(try scores(seed: 2).fakeCriticValues(of: waves) != fake)

    let batch = SequenceBatch<Float>(Self.file.scaling.applied(to: waves), Array(0..<5))
    let model = Self.file.model
    let hidden = model.generator(
      batch, z: (0..<2).map { _ in .zeros([5, 4]) }, noise: nil,
      weights: model.generatorParameters.frozen, mode: .inference
    ).map(\.hidden)
    let values = model.critic(
      hidden, lengths: batch.hiddenLengths, weights: model.criticParameters.frozen,
      mode: .inference
    ).value.scalars
    #expect(values == real)
  }

  @Test("Windows of one series have the scores of their copies")
  func sharedRows() throws {
    var stream = RandomStream(seed: 5)
    let values = (0..<20).map { _ in Float(stream.uniform()) }
    let windows = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["calm", "surge"], values: values,
      starts: [2, 3, 6], lengths: [4, 3, 2], labels: [0, 1, 0])
    let copies = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["calm", "surge"],
      values: (0..<3).flatMap { windows.sequence(at: $0) }, lengths: [4, 3, 2], labels: [0, 1, 0])
    #expect(try scores().criticValues(of: windows) == scores().criticValues(of: copies))
    #expect(
      try scores().reconstructionErrors(of: windows) == scores().reconstructionErrors(of: copies))
  }

  @Test("D6: with dropout that is always on scores are drawn, by the stream")
  func dropoutAlwaysOn() throws {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.5
    let waves = try TinyGAN.waves(count: 5)
    for isOn in [false, true] {
      configuration.dropoutAlwaysOn = isOn
      let file = GANAutoencoderFile(
        trainer: GANAutoencoderTrainer<Float>(TinyGAN.model(configuration, featureCount: 2)),
        scaling: Self.file.scaling)
      let values = try [1, 1, 2].map { seed in
        try GANAutoencoderScores(
          decoding: file.encodedModel(), stream: RandomStream(seed: seed)
        ).reconstructionErrors(of: waves)
      }
      #expect(values[0] == values[1])
      #expect((values[0] != values[2]) == isOn)
    }
  }
}
