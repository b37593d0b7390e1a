import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

/// Whole trainings, compared with the same ones in PyTorch.
@Suite struct FixtureTests {
  @Test(
    "A36: generator, critic and AE updates equal PyTorch's in double precision",
    arguments: [TorchTraining.seq2one, .seq2seq])
  func doublePrecision(training: TorchTraining) throws {
    try training.compare(Double.self, tolerance: 1e-9)
  }

  @Test(
    "A36: generator, critic and AE updates equal PyTorch's in single precision to 1e-4",
    arguments: [TorchTraining.seq2one, .seq2seq])
  func singlePrecision(training: TorchTraining) throws {
    try training.compare(Float.self, tolerance: 1e-4)
  }

  @Test("A25: the penalty's gradient equals torch.autograd.grad(create_graph=True)")
  func penaltyGradient() throws {
    let training = TorchTraining.seq2one
    let fixture = try Fixture(training.name)
    var trainer = try training.trainer(fixture, Double.self)
    var sums = EpochLosses()
    // The critic's first update comes after two of the generator.
    for step in 0..<2 {
      _ = trainer.update(
        .generator, try training.batch(fixture, step), try training.draws(fixture, step), &sums)
    }
    let model = trainer.model
    let batch: SequenceBatch<Double> = try training.batch(fixture, 2)
    let draws: UpdateDraws<Double> = try training.draws(fixture, 2)
    let encoded = model.bothBranches(batch, draws, weights: model.generatorParameters.frozen)
    let points = GANAutoencoderModel.mixture(
      encoded.events.hidden.value, realShare: draws.realShare, lengths: batch.lengths)
    let (value, gradients) = model.penalty(at: points, lengths: batch.lengths)
    let expected = try fixture.number("step2.penalty")
    #expect(abs(value - expected) < 1e-10)
    for (name, gradient) in zip(model.criticParameters.names, gradients) {
      let expected: Tensor<Double> = try fixture.tensor("penaltyGradient.\(name)")
      #expect(largestDifference(gradient, expected) < 1e-10, "gradient of \(name)")
    }
  }
}
