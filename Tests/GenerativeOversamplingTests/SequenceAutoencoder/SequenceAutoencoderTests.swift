import Differentiation
import Networks
import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

/// The network, compared with the same one in PyTorch (Tests/Fixtures/sequence_autoencoder.py).
@Suite("The sequence autoencoder's network")
struct SequenceAutoencoderTests {
  private struct Reference<Scalar: TensorScalar> {
    let fixture: Fixture
    let network: SequenceAutoencoder
    var parameters = Parameters<Scalar>()

    init() throws {
      let fixture = try Fixture("sequence_autoencoder")
      self.fixture = fixture
      var configuration = TinyAutoencoder.configuration
      configuration.layers = 2
      network = SequenceAutoencoder(
        configuration, features: 3, in: &parameters, stream: RandomStream(seed: 1))
      try parameters.restore(
        parameters.names.map { NamedTensor($0, try fixture.tensor("weight.\($0)")) })
    }
  }

  @Test("Codes, outputs, loss and all gradients equal PyTorch's in double precision")
  func doublePrecision() throws { try compare(Double.self, tolerance: 1e-10) }

  @Test("Codes, outputs, loss and all gradients equal PyTorch's in single precision to 1e-5")
  func singlePrecision() throws { try compare(Float.self, tolerance: 1e-5) }

  private func compare<Scalar: TensorScalar>(_ type: Scalar.Type, tolerance: Double) throws {
    let reference = try Reference<Scalar>()
    let (fixture, network) = (reference.fixture, reference.network)
    let lengths = try fixture.integers("lengths")
    let events: Tensor<Scalar> = try fixture.tensor("events")
    let tape = Tape<Scalar>()
    let weights = reference.parameters.trainable(on: tape)
    let codes = network.encode(
      Variable(events), lengths: lengths, weights: weights, mode: .inference)
    let outputs = network.decode(codes, lengths: lengths, weights: weights, mode: .inference)
    let loss = outputs.meanSquaredError(to: try fixture.tensor("targets"), lengths: lengths)
    let expectedCodes: Tensor<Scalar> = try fixture.tensor("codes")
    let expectedOutputs: Tensor<Scalar> = try fixture.tensor("outputs")
    let expectedLoss = try fixture.number("loss")
    #expect(largestDifference(codes.value, expectedCodes) < tolerance)
    let valid = outputs.maskedBeyond(lengths: lengths).value
    #expect(largestDifference(valid, expectedOutputs) < tolerance)
    #expect(abs(Double(loss.value.item) - expectedLoss) < tolerance)
    let gradients = weights.gradients(of: loss, on: tape)
    for (name, gradient) in zip(reference.parameters.names, gradients) {
      let expected: Tensor<Scalar> = try fixture.tensor("gradient.\(name)")
      #expect(largestDifference(gradient, expected) < tolerance, "gradient of \(name)")
    }
  }

  @Test("The same codes decode to other lengths as PyTorch's do")
  func otherLengths() throws {
    let reference = try Reference<Double>()
    let lengths = try reference.fixture.integers("otherLengths")
    let outputs = reference.network.decode(
      Variable(try reference.fixture.tensor("codes")), lengths: lengths,
      weights: reference.parameters.frozen, mode: .inference)
    #expect(outputs.shape == [4, 6, 3])
    let expected: Tensor<Double> = try reference.fixture.tensor("otherOutputs")
    #expect(largestDifference(outputs.maskedBeyond(lengths: lengths).value, expected) < 1e-10)
  }

  @Test("B3: padding and its content change nothing")
  func padding() throws {
    let reference = try Reference<Float>()
    let lengths = try reference.fixture.integers("lengths")
    let events: Tensor<Float> = try reference.fixture.tensor("events")
    var padded = Tensor<Float>(repeating: .nan, shape: [4, 7, 3])
    padded.withMutableElements { target in
      events.withElements { source in
        for (sample, length) in lengths.enumerated() {
          for place in 0..<Int(length) * 3 {
            target[sample * 21 + place] = source[sample * 15 + place]
          }
        }
      }
    }
    func code(_ events: Tensor<Float>) -> Tensor<Float> {
      reference.network.encode(
        Variable(events), lengths: lengths, weights: reference.parameters.frozen, mode: .inference
      ).value
    }
    #expect(code(padded) == code(events))
  }

  @Test("B14: dropout acts on every layer in training and not in inference")
  func dropout() throws {
    var configuration = TinyAutoencoder.configuration
    configuration.hidden = 16
    var parameters = Parameters<Float>()
    func outputs(_ change: (inout SequenceAutoencoderConfiguration) -> Void, _ mode: Mode)
      -> (code: Tensor<Float>, events: Tensor<Float>)
    {
      var configuration = configuration
      change(&configuration)
      parameters = Parameters()
      let network = SequenceAutoencoder(
        configuration, features: 2, in: &parameters, stream: RandomStream(seed: 1))
      let weights = parameters.frozen
      let events = Tensor<Float>.testInput([3, 4, 2])
      let lengths: [Int32] = [4, 2, 3]
      let code = network.encode(Variable(events), lengths: lengths, weights: weights, mode: mode)
      // A code of its own, so that the decoder's dropout shows apart from the encoder's.
      let decoded = network.decode(
        Variable(.testInput([3, 16])), lengths: lengths, weights: weights, mode: mode)
      return (code.value, decoded.value)
    }
    let plain = outputs({ _ in }, .inference)
    for change: (inout SequenceAutoencoderConfiguration) -> Void in [
      { $0.inputDropout = 0.5 }, { $0.recurrentDropout = 0.5 },
    ] {
      let silent = outputs(change, .inference)
      #expect(silent == plain)
      let first = outputs(change, .training(RandomStream(seed: 2)))
      let again = outputs(change, .training(RandomStream(seed: 2)))
      let other = outputs(change, .training(RandomStream(seed: 3)))
      #expect(first == again)
      #expect(first.code != plain.code && first.events != plain.events)
      #expect(first.code != other.code && first.events != other.events)
    }
  }
}
