import Classification
import Differentiation
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Networks

@Suite("Label sequence classifier")
struct LabelSequenceClassifierTests {
  private typealias Outcome<Scalar: TensorScalar> = (
    logits: Tensor<Scalar>, loss: Scalar, gradients: [Tensor<Scalar>]
  )

  private let configuration: ClassifierConfiguration = {
    var configuration = ClassifierConfiguration()
    configuration.hidden = 4
    return configuration
  }()

  /// Logits, loss and the gradients of all weights and, last, of the events.
  private func pass<Scalar: TensorScalar>(
    _ network: LabelSequenceClassifier, _ parameters: Parameters<Scalar>, events: Tensor<Scalar>,
    lengths: [Int32], labels: [Int32], sampleWeights: [Scalar], mode: Mode = .inference
  ) -> Outcome<Scalar> {
    let tape = Tape<Scalar>()
    let weights = parameters.trainable(on: tape)
    let input = tape.variable(events)
    let logits = network(
      input, lengths: lengths, positions: labels.count / lengths.count, weights: weights,
      mode: mode)
    let loss = logits.reshaped([labels.count, network.classes])
      .softmaxCrossEntropy(classes: labels, weights: sampleWeights)
    return (
      logits.value, loss.value.item, tape.gradients(of: loss, for: weights.variables + [input])
    )
  }

  private func compareWithPyTorch<Scalar: TensorScalar>(
    _ type: Scalar.Type, tolerance: Double
  ) throws {
    let fixture = try Fixture("label_sequence_classifier")
    var parameters = Parameters<Scalar>()
    let network = LabelSequenceClassifier(
      configuration, features: 3, classes: 3, in: &parameters, stream: RandomStream(seed: 1))
    for (index, name) in parameters.names.enumerated() {
      let stored = try fixture.tensor(name, as: Scalar.self)
      try #require(stored.shape == parameters.tensors[index].shape, "\(name)")
      parameters.tensors[index] = stored
    }
    let labels = try fixture.integers("labels")
    let labelLengths = try fixture.integers("labelLengths")
    let ofSamples = try fixture.tensor("sampleWeights", as: Scalar.self).scalars
    let positions = labels.count / labelLengths.count
    let sampleWeights = labels.indices.map { place in
      place % positions < Int(labelLengths[place / positions]) ? ofSamples[place / positions] : 0
    }
    let outcome = pass(
      network, parameters, events: try fixture.tensor("events"),
      lengths: try fixture.integers("lengths"), labels: labels, sampleWeights: sampleWeights)
    let logits = try fixture.tensor("logits", as: Double.self)
    #expect(outcome.logits.shape == logits.shape)
    #expect(largestDifference(outcome.logits, logits) < tolerance)
    #expect(try abs(Double(outcome.loss) - fixture.number("loss")) < tolerance)
    for (name, gradient) in zip(parameters.names + ["events"], outcome.gradients) {
      let expected = try fixture.tensor("gradient.\(name)", as: Double.self)
      #expect(gradient.shape == expected.shape)
      #expect(largestDifference(gradient, expected) < tolerance, "gradient of \(name)")
    }

    // Adadelta divides by the size of gradients, so their last digits count more.
    var optimiser = Adadelta<Scalar>(learningRate: 1, rho: 0.95, epsilon: 1e-8, clip: 100)
    optimiser.update(&parameters, gradients: Array(outcome.gradients.dropLast()))
    for (name, updated) in zip(parameters.names, parameters.tensors) {
      let expected = try fixture.tensor("updated.\(name)", as: Double.self)
      #expect(largestDifference(updated, expected) < 10 * tolerance, "update of \(name)")
    }
  }

  @Test("A step equals PyTorch's with copied weights: logits, loss, gradients, update; double")
  func likePyTorchDouble() throws {
    try compareWithPyTorch(Double.self, tolerance: 1e-10)
  }

  @Test("A step equals PyTorch's with copied weights: logits, loss, gradients, update; single")
  func likePyTorchSingle() throws {
    try compareWithPyTorch(Float.self, tolerance: 1e-5)
  }

  private func network(
    _ configuration: ClassifierConfiguration, features: Int = 2, classes: Int = 3
  ) -> (LabelSequenceClassifier, Parameters<Double>) {
    var parameters = Parameters<Double>()
    let network = LabelSequenceClassifier(
      configuration, features: features, classes: classes, in: &parameters,
      stream: RandomStream(seed: 2))
    return (network, parameters)
  }

  @Test("A9: what the decoder says at a position depends on no true label, in training neither")
  func freeRunning() {
    let (network, parameters) = network(configuration)
    let events = Tensor<Double>.testInput([2, 5, 2])
    let mode = Mode.training(RandomStream(seed: 8).substream("masks"))
    let logits = [[0, 1, 2, 0, 0, 0], [2, 2, 1, 1, 0, 2]].map { labels in
      pass(
        network, parameters, events: events, lengths: [5, 3], labels: labels,
        sampleWeights: Array(repeating: 1, count: 6), mode: mode
      ).logits
    }
    #expect(logits[0] == logits[1])
  }

  @Test("A9: a position reads what the one before it said, and not how many follow")
  func positions() {
    let (network, parameters) = network(configuration)
    let events = Variable(Tensor<Double>.testInput([2, 5, 2]))
    func logits(_ positions: Int, _ parameters: Parameters<Double>) -> [Double] {
      network(
        events, lengths: [5, 3], positions: positions, weights: parameters.frozen, mode: .inference
      ).value.scalars
    }
    let four = logits(4, parameters)
    let two = logits(2, parameters)
    for sample in 0..<2 {
      let (first, second) = (two.dropFirst(6 * sample), four.dropFirst(12 * sample))
      #expect(Array(first.prefix(6)) == Array(second.prefix(6)))
    }
    // The rows of the cell's input weight for the classes; without them nothing is read.
    var deaf = parameters
    let index = parameters.names.firstIndex(of: "decoder.cell.inputWeight") ?? -1
    deaf.tensors[index].withMutableElements { elements in
      for place in 0..<(3 * 16) { elements[place] = 0 }
    }
    let others = logits(2, deaf)
    #expect(Array(others.prefix(3)) == Array(two.prefix(3)))
    #expect(Array(others[3..<6]) != Array(two[3..<6]))
  }

  @Test(
    "B9: gradients of all weights and of the events by finite differences, masks frozen",
    arguments: [LSTMFlavour.standard, .kerasTanh], [DecoderAttention.additive, .none])
  func finiteDifferences(flavour: LSTMFlavour, attention: DecoderAttention) {
    var configuration = configuration
    configuration.hidden = 3
    configuration.lstmFlavour = flavour
    configuration.attention = attention
    let (network, drawn) = network(configuration)
    var parameters = drawn
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
        variables[variables.count - 1], lengths: [4, 2, 3], positions: 3, weights: weights,
        mode: mode)
      return logits.reshaped([9, 3]).softmaxCrossEntropy(
        classes: [0, 2, 1, 1, 1, 0, 2, 0, 0], weights: [0.7, 0.7, 0.7, 1.5, 1.5, 0, 2, 0, 0])
    }
  }

  @Test("B3: appended padding, whatever it holds, changes no logit, loss or gradient")
  func paddingInvariance() {
    let (network, parameters) = network(configuration, features: 3, classes: 2)
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
        labels: [0, 1, 1, 1, 0, 0], sampleWeights: [1, 1, 2, 2, 0.5, 0.5], mode: mode)
    }
    let reference = outcome(time: 4, padding: [0])
    for (time, padding) in [(4, [7.0, -9, 1e30]), (9, [0]), (9, [.nan, .infinity, -1e300])] {
      let padded = outcome(time: time, padding: padding)
      #expect(padded.logits == reference.logits)
      #expect(padded.loss == reference.loss)
      for (ours, theirs) in zip(padded.gradients, reference.gradients).dropLast() {
        #expect(largestDifference(ours, theirs) < 1e-14)
      }
    }
  }

  @Test("The reference code's cells: rectifiers in the encoder, tanh in the decoder")
  func flavours() {
    var configuration = configuration
    configuration.lstmFlavour = .kerasReLU
    let (_, parameters) = network(configuration)
    // Both train their forget bias, which begins at 1; the standard cell's begins at 0.
    for name in ["encoder0.bias", "decoder.cell.bias"] {
      let bias = parameters.tensors[parameters.names.firstIndex(of: name) ?? -1].scalars
      #expect(bias.prefix(8).suffix(4).allSatisfy { $0 == 1 }, "\(name)")
    }
    let standard = network(self.configuration).1
    let bias = standard.tensors[standard.names.firstIndex(of: "decoder.cell.bias") ?? -1].scalars
    #expect(bias.allSatisfy { $0 == 0 })
  }
}
