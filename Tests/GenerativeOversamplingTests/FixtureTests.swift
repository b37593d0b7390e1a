import Networks
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

/// A training of seven updates, compared with the same training in PyTorch.
///
/// The numbers are made by Tests/Fixtures/gan_autoencoder.py.
@Suite struct FixtureTests {
  private static let steps: [UpdateSchedule.Kind] = [
    .generator, .generator, .critic, .autoencoder, .critic, .generator, .autoencoder,
  ]

  private struct Reference {
    let fixture: Fixture

    init() throws { fixture = try Fixture("gan_autoencoder") }

    func trainer<Scalar>(_ type: Scalar.Type) throws -> GANAutoencoderTrainer<Scalar> {
      var configuration = TinyGAN.configuration
      configuration.reconstructionWeight = 0.7
      configuration.generatorLearningRate = 0.01
      configuration.criticLearningRate = 0.02
      configuration.autoencoderLearningRate = 0.03
      var model: GANAutoencoderModel<Scalar> = TinyGAN.model(configuration)
      try model.restore(named("initial"))
      return GANAutoencoderTrainer(model)
    }

    /// All tensors whose names begin with `prefix` and a dot.
    func named<Scalar>(_ prefix: String) throws -> [NamedTensor<Scalar>] {
      try fixture.tensorNames.filter { $0.hasPrefix("\(prefix).") }.map {
        NamedTensor(String($0.dropFirst(prefix.count + 1)), try fixture.tensor($0))
      }
    }

    func batch<Scalar>(_ step: Int) throws -> SequenceBatch<Scalar> {
      SequenceBatch(
        events: try fixture.tensor("step\(step).x"), lengths: try fixture.integers("lengths"))
    }

    func draws<Scalar>(_ step: Int) throws -> UpdateDraws<Scalar> {
      UpdateDraws(
        noise: [try fixture.tensor("step\(step).z1"), try fixture.tensor("step\(step).z2")],
        realInstanceNoise: try fixture.tensor("step\(step).real"),
        fakeInstanceNoise: try fixture.tensor("step\(step).fake"),
        realShare: try fixture.tensor("step\(step).alpha"), mode: .inference)
    }
  }

  @Test("A36: generator, critic and AE updates equal PyTorch's in double precision")
  func doublePrecision() throws { try compare(Double.self, tolerance: 1e-9) }

  @Test("A36: generator, critic and AE updates equal PyTorch's in single precision to 1e-4")
  func singlePrecision() throws { try compare(Float.self, tolerance: 1e-4) }

  private func compare<Scalar: TensorScalar>(_ type: Scalar.Type, tolerance: Double) throws {
    let reference = try Reference()
    var trainer = try reference.trainer(type)
    var seen: Set<UpdateSchedule.Kind> = []
    for (step, kind) in Self.steps.enumerated() {
      let batch: SequenceBatch<Scalar> = try reference.batch(step)
      let draws: UpdateDraws<Scalar> = try reference.draws(step)
      if seen.insert(kind).inserted {
        let (names, gradients) = gradients(kind, trainer.model, batch, draws)
        for (name, gradient) in zip(names, gradients) {
          let expected: Tensor<Scalar> = try reference.fixture.tensor("gradient.\(name)")
          #expect(
            largestDifference(gradient, expected) < tolerance, "gradient of \(name), step \(step)")
        }
      }
      var sums = EpochLosses()
      let loss = trainer.update(kind, batch, draws, &sums)
      let expected = try reference.fixture.number("step\(step).loss")
      #expect(abs(loss - expected) < tolerance * max(1, abs(expected)), "loss of step \(step)")
      switch kind {
      case .generator:
        let expected = try reference.fixture.number("step\(step).adversarial")
        #expect(abs(sums.generatorAdversarial - expected) < tolerance)
      case .critic:
        let expected = try reference.fixture.number("step\(step).adversarial")
        #expect(abs(sums.criticAdversarial - expected) < tolerance)
        let penalty = try reference.fixture.number("step\(step).penalty")
        #expect(abs(sums.penalty - penalty) < tolerance)
      case .autoencoder: break
      }
    }
    for entry in trainer.model.namedTensors {
      let expected: Tensor<Scalar> = try reference.fixture.tensor("final.\(entry.name)")
      #expect(largestDifference(entry.tensor, expected) < tolerance, "\(entry.name) at the end")
    }
  }

  private func gradients<Scalar>(
    _ kind: UpdateSchedule.Kind, _ model: GANAutoencoderModel<Scalar>,
    _ batch: SequenceBatch<Scalar>, _ draws: UpdateDraws<Scalar>
  ) -> (names: [String], gradients: [Tensor<Scalar>]) {
    switch kind {
    case .generator:
      (model.generatorParameters.names, model.generatorUpdate(batch, draws).gradients)
    case .critic: (model.criticParameters.names, model.criticUpdate(batch, draws).gradients)
    case .autoencoder:
      (model.decoderParameters.names, model.autoencoderUpdate(batch, draws).gradients)
    }
  }

  @Test("A25: the penalty's gradient equals torch.autograd.grad(create_graph=True)")
  func penaltyGradient() throws {
    let reference = try Reference()
    var trainer = try reference.trainer(Double.self)
    var sums = EpochLosses()
    // The critic's first update comes after two of the generator.
    for step in 0..<2 {
      _ = trainer.update(.generator, try reference.batch(step), try reference.draws(step), &sums)
    }
    let model = trainer.model
    let batch: SequenceBatch<Double> = try reference.batch(2)
    let draws: UpdateDraws<Double> = try reference.draws(2)
    let hidden = model.bothBranches(batch, draws, weights: model.generatorParameters.frozen).hidden
    let points = GANAutoencoderModel.mixture(
      hidden.value, realShare: draws.realShare, lengths: batch.lengths)
    let (value, gradients) = model.penalty(at: points, lengths: batch.lengths)
    let expected = try reference.fixture.number("step2.penalty")
    #expect(abs(value - expected) < 1e-10)
    for (name, gradient) in zip(model.criticParameters.names, gradients) {
      let expected: Tensor<Double> = try reference.fixture.tensor("penaltyGradient.\(name)")
      #expect(largestDifference(gradient, expected) < 1e-10, "gradient of \(name)")
    }
  }
}
