import Classification
import Differentiation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite("Sequence classifier")
struct SequenceClassifierTests {
  private typealias Outcome<Scalar: TensorScalar> = (
    logits: Tensor<Scalar>, loss: Scalar, gradients: [Tensor<Scalar>]
  )

  private let configuration: ClassifierConfiguration = {
    var configuration = ClassifierConfiguration()
    configuration.hidden = 4
    configuration.dense = 6
    return configuration
  }()

  /// Logits, loss and the gradients of all weights and, last, of the events.
  private func pass<Scalar: TensorScalar>(
    _ network: SequenceClassifier, _ parameters: Parameters<Scalar>, events: Tensor<Scalar>,
    lengths: [Int32], classes: [Int32], sampleWeights: [Scalar], mode: Mode = .inference
  ) -> Outcome<Scalar> {
    let tape = Tape<Scalar>()
    let weights = parameters.trainable(on: tape)
    let input = tape.variable(events)
    let logits = network(input, lengths: lengths, weights: weights, mode: mode)
    let loss = logits.softmaxCrossEntropy(classes: classes, weights: sampleWeights)
    return (
      logits.value, loss.value.item, tape.gradients(of: loss, for: weights.variables + [input])
    )
  }

  private func compareWithPyTorch<Scalar: TensorScalar>(
    _ type: Scalar.Type, tolerance: Double
  ) throws {
    let fixture = try Fixture("classifier")
    var parameters = Parameters<Scalar>()
    let network = SequenceClassifier(
      configuration, features: 3, classes: 3, in: &parameters, stream: RandomStream(seed: 1))
    for (index, name) in parameters.names.enumerated() {
      let stored = try fixture.tensor(name, as: Scalar.self)
      try #require(stored.shape == parameters.tensors[index].shape, "\(name)")
      parameters.tensors[index] = stored
    }
    let outcome = pass(
      network, parameters, events: try fixture.tensor("events"),
      lengths: try fixture.integers("lengths"), classes: try fixture.integers("classes"),
      sampleWeights: try fixture.tensor("sampleWeights", as: Scalar.self).scalars)
    let logits = try fixture.tensor("logits", as: Double.self)
    #expect(largestDifference(outcome.logits, logits) < tolerance)
    #expect(try abs(Double(outcome.loss) - fixture.number("loss")) < tolerance)
    for (name, gradient) in zip(parameters.names + ["events"], outcome.gradients) {
      let expected = try fixture.tensor("gradient.\(name)", as: Double.self)
      #expect(gradient.shape == expected.shape)
      #expect(largestDifference(gradient, expected) < tolerance, "gradient of \(name)")
    }
  }

  @Test("Logits, loss and all gradients equal PyTorch's with copied weights, double precision")
  func likePyTorchDouble() throws {
    try compareWithPyTorch(Double.self, tolerance: 1e-10)
  }

  @Test("Logits, loss and all gradients equal PyTorch's with copied weights, single precision")
  func likePyTorchSingle() throws {
    try compareWithPyTorch(Float.self, tolerance: 1e-5)
  }

  @Test("B3: appended padding, whatever it holds, changes no logit, loss or gradient")
  func paddingInvariance() {
    var parameters = Parameters<Double>()
    let network = SequenceClassifier(
      configuration, features: 3, classes: 2, in: &parameters, stream: RandomStream(seed: 2))
    let lengths: [Int32] = [4, 1, 3]
    let mode = Mode.training(RandomStream(seed: 8).substream("masks"))
    func outcome(time: Int, padding: [Double]) -> Outcome<Double> {
      var draws = RandomStream(seed: 3).substream("events")
      var events: [Double] = []
      for length in lengths {
        events += (0..<(3 * Int(length))).map { _ in draws.normal() }
        events += (0..<(3 * (time - Int(length)))).map { padding[$0 % padding.count] }
      }
      return pass(
        network, parameters, events: Tensor(events, shape: [3, time, 3]), lengths: lengths,
        classes: [0, 1, 1], sampleWeights: [1, 2, 0.5], mode: mode)
    }
    let reference = outcome(time: 4, padding: [0])
    for (time, padding) in [(4, [7.0, -9, 1e30]), (9, [0]), (9, [.nan, .infinity, -1e300])] {
      let padded = outcome(time: time, padding: padding)
      #expect(padded.logits == reference.logits)
      #expect(padded.loss == reference.loss)
      for (ours, theirs) in zip(padded.gradients, reference.gradients).dropLast() {
        #expect(largestDifference(ours, theirs) < 1e-14)
      }
      for (sample, length) in lengths.enumerated() {
        let row = padded.gradients.last?.scalars[(sample * time * 3)..<((sample + 1) * time * 3)]
        #expect(row?.dropFirst(3 * Int(length)).allSatisfy { $0 == 0 } == true)
      }
    }
  }

  @Test("B3: permuting the batch permutes the logits")
  func permutation() {
    var parameters = Parameters<Double>()
    let network = SequenceClassifier(
      configuration, features: 2, classes: 2, in: &parameters, stream: RandomStream(seed: 2))
    var draws = RandomStream(seed: 3).substream("events")
    let samples = (0..<4).map { _ in (0..<10).map { _ in draws.normal() } }
    let lengths: [Int32] = [5, 2, 4, 1]
    func logits(_ order: [Int]) -> [Double] {
      network(
        Variable(Tensor(order.flatMap { samples[$0] }, shape: [4, 5, 2])),
        lengths: order.map { lengths[$0] }, weights: parameters.frozen, mode: .inference
      ).value.scalars
    }
    let straight = logits([0, 1, 2, 3])
    let permuted = logits([2, 0, 3, 1])
    for (position, sample) in [2, 0, 3, 1].enumerated() {
      for label in 0..<2 {
        #expect(abs(permuted[position * 2 + label] - straight[sample * 2 + label]) < 1e-14)
      }
    }
  }

  @Test(
    "B9: gradients of all weights and of the events by finite differences, masks frozen",
    arguments: [LSTMFlavour.standard, .kerasTanh], [1, 3])
  func finiteDifferences(flavour: LSTMFlavour, layers: Int) {
    var configuration = configuration
    configuration.hidden = 3
    configuration.dense = 4
    configuration.layers = layers
    configuration.lstmFlavour = flavour
    var parameters = Parameters<Double>()
    let network = SequenceClassifier(
      configuration, features: 2, classes: 3, in: &parameters, stream: RandomStream(seed: 5))
    var draws = RandomStream(seed: 6).substream("check")
    // Biases start at 0 or 1; moved away, so that no gradient is tested at a special point.
    for index in parameters.tensors.indices {
      let noise = (0..<parameters.tensors[index].shape.count).map { _ in 0.2 * draws.normal() }
      parameters.tensors[index].add(Tensor(noise, shape: parameters.tensors[index].shape))
    }
    let events = Tensor((0..<24).map { _ in draws.normal() }, shape: [3, 4, 2])
    let mode = Mode.training(RandomStream(seed: 7).substream("masks"))
    gradientCheck(
      inputs: parameters.tensors + [events], names: parameters.names + ["events"]
    ) { variables in
      let weights = Weights(variables: Array(variables.dropLast()))
      let logits = network(
        variables[variables.count - 1], lengths: [4, 2, 3], weights: weights, mode: mode)
      return logits.softmaxCrossEntropy(classes: [0, 2, 1], weights: [0.7, 1.5, 2])
    }
  }

  @Test("A3: a weight of 2 on a sample is the sample twice, in the loss sum and in the gradient")
  func weightTwo() {
    var parameters = Parameters<Double>()
    let network = SequenceClassifier(
      configuration, features: 2, classes: 2, in: &parameters, stream: RandomStream(seed: 2))
    var draws = RandomStream(seed: 3).substream("events")
    let samples = (0..<3).map { _ in (0..<8).map { _ in draws.normal() } }
    func outcome(_ order: [Int], _ sampleWeights: [Double]) -> Outcome<Double> {
      let lengths: [Int32] = [4, 3, 2]
      let classes: [Int32] = [0, 1, 0]
      return pass(
        network, parameters,
        events: Tensor(order.flatMap { samples[$0] }, shape: [order.count, 4, 2]),
        lengths: order.map { lengths[$0] }, classes: order.map { classes[$0] },
        sampleWeights: sampleWeights)
    }
    let weighted = outcome([0, 1, 2], [1, 2, 1])
    let repeated = outcome([0, 1, 1, 2], [1, 1, 1, 1])
    // Losses are means over the batch, so their sums are compared.
    #expect(abs(3 * weighted.loss - 4 * repeated.loss) < 1e-12)
    for (first, second) in zip(weighted.gradients, repeated.gradients).dropLast() {
      var difference = first
      difference.scale(by: 3)
      difference.add(second, scaledBy: -4)
      #expect(difference.scalars.allSatisfy { abs($0) < 1e-12 })
    }
  }

  @Test("B14: inference is the same twice to the last bit; training draws masks by its stream")
  func dropout() {
    var parameters = Parameters<Float>()
    let network = SequenceClassifier(
      configuration, features: 2, classes: 2, in: &parameters, stream: RandomStream(seed: 2))
    let events = Variable(Tensor<Float>((0..<20).map { Float($0 % 7) - 3 }, shape: [2, 5, 2]))
    func logits(_ mode: Mode) -> Tensor<Float> {
      network(events, lengths: [5, 3], weights: parameters.frozen, mode: mode).value
    }
    let masks = RandomStream(seed: 1)
    #expect(logits(.inference) == logits(.inference))
    #expect(logits(.training(masks)) == logits(.training(masks)))
    #expect(logits(.training(masks)) != logits(.training(masks.substream("other"))))
    #expect(logits(.training(masks)) != logits(.inference))
  }

  @Test("Equal streams draw equal weights, others do not")
  func initialWeights() {
    func parameters(_ seed: UInt64) -> Parameters<Float> {
      var parameters = Parameters<Float>()
      _ = SequenceClassifier(
        configuration, features: 2, classes: 2, in: &parameters, stream: RandomStream(seed: seed))
      return parameters
    }
    #expect(parameters(1) == parameters(1))
    #expect(parameters(1) != parameters(2))
  }
}

/// The largest absolute difference of two tensors; NaN if one of them has one.
func largestDifference<First: TensorScalar, Second: TensorScalar>(
  _ first: Tensor<First>, _ second: Tensor<Second>
) -> Double {
  zip(first.scalars, second.scalars).reduce(0) { largest, pair in
    let difference = abs(Double(pair.0) - Double(pair.1))
    return difference > largest || difference.isNaN ? difference : largest
  }
}
