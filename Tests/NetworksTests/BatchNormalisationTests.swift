import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Batch normalisation")
struct BatchNormalisationTests {
  private let training = Mode.training(RandomStream(seed: 1))

  @Test("Two training passes and one inference equal torch.nn.BatchNorm1d on the valid events")
  func torch() throws {
    let fixture = try Fixture("layers")
    let lengths = try fixture.integers("lstm.lengths")
    var parameters = Parameters<Double>()
    let layer = BatchNormalisation(named: "norm", features: 3, in: &parameters)
    parameters[layer.scale] = try fixture.tensor("norm.scale")
    parameters[layer.shift] = try fixture.tensor("norm.shift")
    let coefficients: Tensor<Double> = try fixture.tensor("norm.coefficients")
    var running = BatchNormalisation.Running<Double>(features: 3)

    for stage in ["first", "second", "inference"] {
      func expected(_ name: String) throws -> Tensor<Double> {
        try fixture.tensor("norm.\(stage).\(name)")
      }
      let tape = Tape<Double>()
      let weights = parameters.trainable(on: tape)
      let x = tape.variable(try expected("x"))
      let y = layer(
        x, weights, lengths: lengths, mode: stage == "inference" ? .inference : training,
        running: &running)
      expectClose(y.value, try expected("output"), relative: 0, absolute: 1e-12)
      expectClose(running.statistics.mean, try expected("mean"), relative: 0, absolute: 1e-12)
      expectClose(
        running.statistics.variance, try expected("variance"), relative: 0, absolute: 1e-12)

      let loss = y.multiplied(by: coefficients).sum()
      let gradients = tape.gradients(of: loss, for: [x] + weights.variables)
      for (name, gradient) in zip(["x", "scale", "shift"], gradients) {
        expectClose(
          gradient, try expected("\(name).gradient"), relative: 0, absolute: 1e-12, "\(name)")
      }
    }
  }

  @Test("B9: gradients in both modes", arguments: [false, true])
  func gradients(inference: Bool) {
    var parameters = Parameters<Double>()
    let layer = BatchNormalisation(named: "norm", features: 2, in: &parameters)
    checkGradients(parameters, inputs: [.testInput([3, 4, 2])]) { weights, inputs in
      var running = BatchNormalisation.Running<Double>(features: 2)
      return layer(
        inputs[0], weights, lengths: [4, 2, 1], mode: inference ? .inference : training,
        running: &running
      ).tanh()
    }
  }

  @Test("B3: padding of any values changes neither the result nor the running statistics")
  func padding() {
    var parameters = Parameters<Double>()
    let layer = BatchNormalisation(named: "norm", features: 2, in: &parameters)
    let short = Tensor<Double>.testInput([1, 3, 2])
    let long = Tensor(short.scalars + [.nan, .infinity], shape: [1, 4, 2])
    var runnings = [BatchNormalisation.Running<Double>](repeating: .init(features: 2), count: 2)
    let first = layer(
      Variable(short), parameters.frozen, lengths: [3], mode: training, running: &runnings[0])
    let second = layer(
      Variable(long), parameters.frozen, lengths: [3], mode: training, running: &runnings[1])
    #expect(second.value.scalars == first.value.scalars + [0, 0])
    #expect(runnings[0] == runnings[1])
  }

  @Test("A training pass brings each feature to mean 0 and variance 1, however large its mean")
  func moments() {
    var parameters = Parameters<Float>()
    let layer = BatchNormalisation(named: "norm", features: 1, in: &parameters)
    var running = BatchNormalisation.Running<Float>(features: 1)
    let x = Tensor<Float>((0..<8).map { 10_000 + Float($0) }, shape: [2, 4, 1])
    let y = layer(
      Variable(x), parameters.frozen, lengths: [4, 4], mode: training, running: &running)
    let mean = y.value.scalars.reduce(0, +) / 8
    let variance = y.value.scalars.reduce(0) { $0 + $1 * $1 } / 8
    #expect(abs(mean) < 1e-6 && abs(variance - 1) < 1e-5)
  }

  @Test("A34: running statistics go to a checkpoint and come back")
  func checkpoint() throws {
    var parameters = Parameters<Float>()
    let layer = BatchNormalisation(named: "norm", features: 2, in: &parameters)
    var running = BatchNormalisation.Running<Float>(features: 2)
    let x = Variable(Tensor<Float>.testInput([2, 4, 2]))
    _ = layer(x, parameters.frozen, lengths: [4, 3], mode: training, running: &running)
    var restored = BatchNormalisation.Running<Float>(features: 2)
    #expect(restored != running)
    try restored.restore(running.namedTensors)
    #expect(restored == running)

    var other = BatchNormalisation.Running<Float>(features: 3)
    let expected = CheckpointMismatch.shape(name: "runningMean", model: [3], checkpoint: [2])
    #expect(throws: expected) { try other.restore(running.namedTensors) }
  }
}
