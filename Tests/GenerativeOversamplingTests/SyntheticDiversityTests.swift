import Checkpoints
import Foundation
import Oversampling
import RandomStreams
import Sequences
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

/// What the curves tell beside losses: how different samples are, and how large gradients.
@Suite("Diversity and gradients in training curves")
struct SyntheticDiversityTests {
  private struct Cases: Decodable {
    struct Case: Decodable {
      var real: [[Float]]
      var synthetic: [[Float]]
      var distanceRatio: Double
      var coverage: Double
    }
    var cases: [Case]
  }

  @Test("distances and coverage are those of NumPy and scikit-learn")
  func fixture() throws {
    let data = try Data(contentsOf: Fixture.url("synthetic-diversity.json"))
    let cases = try JSONDecoder().decode(Cases.self, from: data).cases
    #expect(cases.count == 5)
    for (index, toy) in cases.enumerated() {
      let found = DiversityProbe.diversity(real: toy.real, synthetic: toy.synthetic)
      let ratio = try #require(found.distanceRatio)
      #expect(abs(ratio - toy.distanceRatio) < 1e-6 * toy.distanceRatio, "\(index)")
      #expect(found.coverage == toy.coverage, "\(index)")
    }
  }

  @Test("collapsed samples have ratio 0, copies ratio 1 and full coverage")
  func extremes() {
    let real: [[Float]] = (0..<9).map { index in [Float(index), Float(index * index)] }
    let same = DiversityProbe.diversity(real: real, synthetic: real.map { _ in [1, 1] })
    #expect(same.distanceRatio == 0)
    #expect((same.coverage ?? 1) < 1)
    let copies = DiversityProbe.diversity(real: real, synthetic: real)
    #expect(copies == SyntheticDiversity(distanceRatio: 1, coverage: 1))
  }

  @Test("what is not defined is nil: one sample, equal real ones, numbers that are none")
  func undefined() {
    let none = SyntheticDiversity()
    #expect(DiversityProbe.diversity(real: [], synthetic: []) == none)
    #expect(DiversityProbe.diversity(real: [[1]], synthetic: [[2]]) == none)
    #expect(DiversityProbe.diversity(real: [[], []], synthetic: [[], []]) == none)
    #expect(DiversityProbe.diversity(real: [[1], [1]], synthetic: [[2], [3]]) == none)
    #expect(DiversityProbe.diversity(real: [[1], [2]], synthetic: [[.nan], [3]]) == none)
    #expect(DiversityProbe.diversity(real: [[1], [2]], synthetic: [[.infinity], [3]]) == none)
  }

  @Test(
    "a probe looks as often as asked for, evenly, and after the last epoch",
    arguments: [(7, 3), (3000, 20), (5, 5), (5, 20), (1, 20), (100, 1), (9, 0)])
  func schedule(epochs: Int, points: Int) throws {
    var configuration = TinyGAN.configuration
    configuration.epochs = epochs
    configuration.diversityPoints = points
    let probe = DiversityProbe(
      of: try TinyGAN.waves(count: 3), configuration, stream: RandomStream(seed: 1))
    let looks = (1...epochs).filter(probe.isDue)
    #expect(looks.count == min(points, epochs))
    guard points > 0 else { return }
    #expect(looks.last == epochs)
    let gaps = zip(looks.dropFirst(), looks).map { $0 - $1 }
    #expect((gaps.max() ?? 0) - (gaps.min() ?? 0) <= 1)
  }

  @Test("a handful is drawn of many samples, fewer of long ones, and is the same every time")
  func handful() throws {
    func probe(_ waves: SequenceDataset) -> DiversityProbe {
      DiversityProbe(of: waves, TinyGAN.configuration, stream: RandomStream(seed: 1))
    }
    let waves = try TinyGAN.waves(count: 200)
    #expect(probe(waves).samples.count == 64)
    #expect(probe(waves).samples.lengths == probe(waves).samples.lengths)
    #expect(Set(probe(waves).samples.lengths).count > 2)
    #expect(probe(try TinyGAN.waves(count: 5)).samples.count == 5)
    let long = try SequenceDataset(
      featureNames: ["x"], classNames: ["a"], values: Array(repeating: 0, count: 40 * 50_000),
      lengths: Array(repeating: 50_000, count: 40), labels: Array(repeating: 0, count: 40))
    #expect(probe(long).samples.count == 20)
  }

  private func fit(points: Int, epochs: Int = 6) throws -> FittedOversampler {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.8
    configuration.epochs = epochs
    configuration.diversityPoints = points
    return try GANAutoencoderFit.model(
      of: TrainingSplit(TinyGAN.waves(count: 40)), configuration: configuration,
      stream: RandomStream(seed: 1), monitor: .none)
  }

  @Test("looking changes no weight and no other column; columns are empty in other epochs")
  func untouched() throws {
    let (without, with) = (try fit(points: 0), try fit(points: 2))
    let weights = try [without, with].map {
      try GANAutoencoderFile(decoding: $0.model).model.namedTensors
    }
    #expect(weights[0] == weights[1])
    let columns = with.curves.columns
    #expect(columns.suffix(2) == ["distanceRatio", "coverage"])
    for (a, b) in zip(without.curves.rows, with.curves.rows) {
      #expect(a.dropLast(2) == b.dropLast(2))
      #expect(a.suffix(2).allSatisfy { $0.isNaN })
      let isLookedAt = [3, 6].contains(b[0])
      #expect(b.suffix(2).allSatisfy { $0.isNaN != isLookedAt })
    }
    #expect(with.curves.csv.split(separator: "\n")[1].hasSuffix(",,"))
  }

  @Test("the norms of an epoch are means over its updates, of all weights of a network")
  func norms() throws {
    let waves = try TinyGAN.waves(count: 40)
    let model: GANAutoencoderModel<Float> = TinyGAN.model(featureCount: 2)
    var trainer = GANAutoencoderTrainer(model)
    var sums = EpochLosses()
    let batch = SequenceBatch<Float>(waves, [0, 1, 2, 3], classCount: nil)
    let draws = UpdateDraws<Float>(
      for: batch, of: model.configuration, standardDeviation: 0, stream: RandomStream(seed: 2))
    func norm(_ gradients: [Tensor<Float>]) -> Double {
      gradients.flatMap(\.scalars).reduce(0) { $0 + Double($1) * Double($1) }.squareRoot()
    }
    let expected = [
      norm(model.generatorUpdate(batch, draws).gradients),
      norm(model.criticUpdate(batch, draws).gradients),
      norm(model.autoencoderUpdate(batch, draws).gradients),
    ]
    for kind in [UpdateSchedule.Kind.generator, .critic, .autoencoder] {
      trainer = GANAutoencoderTrainer(model)
      _ = trainer.update(kind, batch, draws, &sums)
    }
    let found = [sums.generatorGradient, sums.criticGradient, sums.autoencoderGradient]
    for (a, b) in zip(found, expected) { #expect(b > 0 && abs(a - b) < 1e-5 * b) }

    // 40 samples in batches of 4: two blocks of two updates of the generator, one of the others.
    trainer = GANAutoencoderTrainer(model)
    var total = EpochLosses()
    try trainer.trainEpoch(
      on: waves, stream: RandomStream(seed: 3),
      afterUpdate: { trainer, _ in total = trainer.begun.losses })
    let epoch = try #require(trainer.curves.epochs.first)
    #expect(epoch.generatorGradient == total.generatorGradient / 4)
    #expect(epoch.criticGradient == total.criticGradient / 2)
    #expect(epoch.autoencoderGradient == total.autoencoderGradient / 2)
  }

  @Test("a setting below 0 is a problem")
  func problems() {
    var configuration = GANAutoencoderConfiguration()
    configuration.diversityPoints = -1
    #expect(configuration.problems().map { $0.contains("diversityPoints is -1") } == [true])
  }
}
