import Networks
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

/// A training of some updates that PyTorch did, to be done again here.
///
/// The numbers are made by `Tests/Fixtures/NAME.py`.
struct TorchTraining: CustomTestStringConvertible {
  /// The fixture.
  let name: String
  /// The updates in order.
  let steps: [UpdateSchedule.Kind]
  /// The classes of a label, in the seq2seq form.
  let classCount: Int?

  /// Events only.
  static let seq2one = TorchTraining(
    name: "gan_autoencoder",
    steps: [.generator, .generator, .critic, .autoencoder, .critic, .generator, .autoencoder],
    classCount: nil)

  /// Events and labels, both ragged.
  static let seq2seq = TorchTraining(
    name: "gan_autoencoder_seq2seq",
    steps: [.generator, .critic, .autoencoder, .generator, .critic, .autoencoder],
    classCount: 3)

  var testDescription: String { name }

  /// The trainer before the first update, with the fixture's weights.
  func trainer<Scalar>(
    _ fixture: Fixture, _ type: Scalar.Type
  ) throws -> GANAutoencoderTrainer<Scalar> {
    var configuration = TinyGAN.configuration
    configuration.reconstructionWeight = 0.7
    configuration.generatorLearningRate = 0.01
    configuration.criticLearningRate = 0.02
    configuration.autoencoderLearningRate = 0.03
    var model: GANAutoencoderModel<Scalar> = TinyGAN.model(configuration, classCount: classCount)
    try model.restore(
      try fixture.tensorNames.filter { $0.hasPrefix("initial.") }.map {
        NamedTensor(String($0.dropFirst("initial.".count)), try fixture.tensor($0))
      })
    return GANAutoencoderTrainer(model)
  }

  /// The samples of an update.
  func batch<Scalar>(_ fixture: Fixture, _ step: Int) throws -> SequenceBatch<Scalar> {
    try SequenceBatch(
      events: fixture.tensor("step\(step).x"), lengths: fixture.integers("lengths"),
      labels: classCount.map { classCount in
        let lengths = try fixture.integers("labelLengths")
        let labels: Tensor<Double> = try fixture.tensor("step\(step).y")
        let positions = labels.shape[1]
        return LabelBatch(
          lengths.enumerated().map { row, length in
            labels.scalars[row * positions..<row * positions + Int(length)].map { Int($0) }[...]
          }, classCount: classCount)
      })
  }

  /// What was random in an update.
  func draws<Scalar>(_ fixture: Fixture, _ step: Int) throws -> UpdateDraws<Scalar> {
    var draws = UpdateDraws<Scalar>(
      noise: [try fixture.tensor("step\(step).z1"), try fixture.tensor("step\(step).z2")],
      realInstanceNoise: try fixture.tensor("step\(step).real"),
      fakeInstanceNoise: try fixture.tensor("step\(step).fake"),
      realShare: try fixture.tensor("step\(step).alpha"), mode: .inference)
    if classCount != nil {
      draws.realLabelNoise = try fixture.tensor("step\(step).realLabels")
      draws.fakeLabelNoise = try fixture.tensor("step\(step).fakeLabels")
    }
    return draws
  }

  /// Repeats the training and compares every gradient, loss and final weight.
  func compare<Scalar: TensorScalar>(_ type: Scalar.Type, tolerance: Double) throws {
    let fixture = try Fixture(name)
    var trainer = try trainer(fixture, type)
    var seen: Set<UpdateSchedule.Kind> = []
    for (step, kind) in steps.enumerated() {
      let batch: SequenceBatch<Scalar> = try batch(fixture, step)
      let draws: UpdateDraws<Scalar> = try draws(fixture, step)
      if seen.insert(kind).inserted {
        let (names, gradients) = gradients(kind, trainer.model, batch, draws)
        for (name, gradient) in zip(names, gradients) {
          let expected: Tensor<Scalar> = try fixture.tensor("gradient.\(name)")
          #expect(
            largestDifference(gradient, expected) < tolerance * max(1, largest(expected)),
            "gradient of \(name), step \(step)")
        }
      }
      var sums = EpochLosses()
      let loss = trainer.update(kind, batch, draws, &sums)
      let expected = try fixture.number("step\(step).loss")
      #expect(abs(loss - expected) < tolerance * max(1, abs(expected)), "loss of step \(step)")
      switch kind {
      case .generator:
        let expected = try fixture.number("step\(step).adversarial")
        #expect(abs(sums.generatorAdversarial - expected) < tolerance)
      case .critic:
        let expected = try fixture.number("step\(step).adversarial")
        #expect(abs(sums.criticAdversarial - expected) < tolerance)
        let penalty = try fixture.number("step\(step).penalty")
        #expect(abs(sums.penalty - penalty) < tolerance * max(1, penalty))
      case .autoencoder: break
      }
    }
    for entry in trainer.model.namedTensors {
      let expected: Tensor<Scalar> = try fixture.tensor("final.\(entry.name)")
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
}
