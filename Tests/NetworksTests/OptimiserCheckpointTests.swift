import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Optimisers in checkpoints")
struct OptimiserCheckpointTests {
  private static let optimisers: [any Optimiser<Float>] = [
    Adam(learningRate: 0.01), Adadelta(), RMSProp(learningRate: 0.01),
    SGD(learningRate: 0.01, momentum: 0.9),
  ]

  /// A small network, its data and one step of training.
  private struct Model {
    var parameters = Parameters<Float>()
    let hidden: Dense
    let output: Dense

    init() {
      let stream = RandomStream(seed: 1)
      hidden = Dense(named: "hidden", inputs: 3, outputs: 4, in: &parameters, stream: stream)
      output = Dense(named: "output", inputs: 4, outputs: 1, in: &parameters, stream: stream)
    }

    mutating func train(_ optimiser: inout some Optimiser<Float>, steps: Int) {
      let x = Tensor<Float>.testInput([8, 3])
      let target = Tensor<Float>.testInput([8, 1], seed: 1)
      for _ in 0..<steps {
        let tape = Tape<Float>()
        let weights = parameters.trainable(on: tape)
        let error = output(hidden(Variable(x), weights).tanh(), weights) - Variable(target)
        let gradients = weights.gradients(of: (error * error).mean(), on: tape)
        optimiser.update(&parameters, gradients: gradients)
      }
    }
  }

  @Test("A34: saved, restored and continued = uninterrupted, to the last bit", arguments: 0..<4)
  func roundTrip(kind: Int) throws {
    try roundTrip(Self.optimisers[kind])
  }

  private func roundTrip<Kind: Optimiser<Float>>(_ fresh: Kind) throws {
    var (uninterrupted, reference) = (Model(), fresh)
    uninterrupted.train(&reference, steps: 20)

    var (first, optimiser) = (Model(), fresh)
    first.train(&optimiser, steps: 11)
    let bytes = Safetensors(
      tensors: first.parameters.namedTensors.prefixed("network")
        + optimiser.namedTensors(for: first.parameters).prefixed("optimiser")
    ).encoded()

    var (second, restored) = (Model(), fresh)
    let stored = try Safetensors(decoding: bytes).tensors
    try second.parameters.restore(stored.under("network"))
    try restored.restore(stored.under("optimiser"), for: second.parameters)
    #expect(restored.state == optimiser.state)
    #expect(restored.state.step == 11)
    second.train(&restored, steps: 9)

    #expect(second.parameters == uninterrupted.parameters)
    #expect(restored.state == reference.state)

    var forgetful = fresh
    var third = Model()
    try third.parameters.restore(stored.under("network"))
    third.train(&forgetful, steps: 9)
    #expect(third.parameters != uninterrupted.parameters, "the optimiser's state matters")
  }

  @Test("A34: an optimiser that has made no step can be saved")
  func freshState() throws {
    var model = Model()
    var restored = Adam<Float>(learningRate: 0.01)
    try restored.restore(restored.namedTensors(for: model.parameters), for: model.parameters)
    var fresh = Adam<Float>(learningRate: 0.01)
    var other = model
    model.train(&restored, steps: 3)
    other.train(&fresh, steps: 3)
    #expect(model.parameters == other.parameters)
  }

  @Test("E14: another optimiser's state is refused and changes nothing")
  func foreignState() throws {
    var model = Model()
    var adam = Adam<Float>(learningRate: 0.01)
    model.train(&adam, steps: 1)
    let before = adam.state
    let adadelta = Adadelta<Float>().namedTensors(for: model.parameters)
    #expect(throws: CheckpointMismatch.missing(name: "firstMoment.hidden.weight")) {
      try adam.restore(adadelta, for: model.parameters)
    }
    #expect(throws: CheckpointMismatch.missing(name: "step")) {
      try adam.restore(adam.namedTensors(for: model.parameters).dropLast(), for: model.parameters)
    }
    for step in [-1, 0.5, Float.nan, .infinity] {
      let damaged =
        adam.namedTensors(for: model.parameters).dropLast()
        + [NamedTensor("step", .scalar(step))]
      #expect(throws: CheckpointMismatch.count(name: "step")) {
        try adam.restore(Array(damaged), for: model.parameters)
      }
    }
    #expect(adam.state == before)
  }
}
