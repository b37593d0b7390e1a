import Differentiation
import Networks
import RandomStreams
import Tensors
import Testing

@testable import GenerativeOversampling

/// The gradient penalty over the hidden sequences of events and labels (spec/01 section 11).
@Suite struct LabelPenaltyTests {
  private typealias Points = HiddenSequences<Tensor<Double>>

  private static let lengths = HiddenLengths(events: [5, 3, 1, 4], labels: [3, 1, 2, 3])

  /// The critic D(h) = the sum of the products of w with the events and of u with the labels.
  private static func linear(
    _ w: [Double], _ u: [Double]
  ) -> (HiddenSequences<Variable<Double>>) -> Variable<Double> {
    { hidden in
      func total(_ sequence: Variable<Double>, _ w: [Double]) -> Variable<Double> {
        let ones = Tensor<Double>(repeating: 1, shape: [sequence.shape[1], 1])
        return sequence.matrixProduct(Variable(Tensor(w, shape: [w.count, 1])))
          .reshaped([sequence.shape[0], sequence.shape[1]]).matrixProduct(Variable(ones))
      }
      let events = total(hidden.events, w)
      return hidden.labels.map { events + total($0, u) } ?? events
    }
  }

  private static func points(_ seed: UInt64, _ events: Shape, _ labels: Shape) -> Points {
    var stream = RandomStream(seed: seed).substream("points")
    return HiddenSequences(
      events: .normal(events, stream: &stream), labels: .normal(labels, stream: &stream))
  }

  @Test("A22: a constant critic has a penalty of (1e-5 - 1)^2")
  func constantCritic() {
    var model: GANAutoencoderModel<Double> = TinyGAN.model(classCount: 3)
    for index in model.criticParameters.tensors.indices {
      model.criticParameters.tensors[index].fill(0)
    }
    let (losses, gradients) = model.criticUpdate(
      TinyGAN.labelledBatch(), TinyGAN.draws(labels: true))
    let expected = (1e-5 - 1.0) * (1e-5 - 1.0)
    #expect(losses.adversarial == 0)
    #expect(abs(losses.penalty - expected) < 1e-12)
    #expect(gradients.allSatisfy { !$0.scalars.contains { !$0.isFinite } })
  }

  @Test("A23: the norm is joint over both parts, or over the events' alone with encoder-only")
  func jointNorm() {
    // 4 events of slope 1 and 5 labels of slope 1: a norm of 3, or of 2 without the labels.
    let points = Self.points(1, [3, 4, 2], [3, 5, 2])
    let lengths = HiddenLengths(events: [4, 4, 4], labels: [5, 5, 5])
    let critic = Self.linear([0.6, 0.8], [0.8, -0.6])
    let all = GradientPenalty(at: points, lengths: lengths, critic: critic)
    #expect(abs(all.value - 4) < 1e-9)
    #expect(all.direction.labels != nil)
    let first = GradientPenalty(
      at: points, lengths: lengths, settings: PenaltySettings(parts: .encoderOnly), critic: critic)
    #expect(abs(first.value - 1) < 1e-9)
    #expect(first.direction.labels == nil)
  }

  @Test("A23: over time, units of 4 events with slopes .6 and .8 have norms 1.2 and 1.6: GP .2")
  func normOverTime() {
    let critic = Self.linear([0.6, 0.8], [0.5, 0.5])
    let lengths = HiddenLengths(events: [4, 4, 4], labels: [4, 4, 4])
    let points = Self.points(2, [3, 4, 2], [3, 4, 2])
    let settings = PenaltySettings(norm: .timeAxis, parts: .encoderOnly)
    let first = GradientPenalty(at: points, lengths: lengths, settings: settings, critic: critic)
    #expect(abs(first.value - 0.2) < 1e-9)
    // The labels' units have norms of 1, which halve the mean.
    let all = GradientPenalty(
      at: points, lengths: lengths, settings: PenaltySettings(norm: .timeAxis), critic: critic)
    #expect(abs(all.value - 0.1) < 1e-9)
    let plain = GradientPenalty(
      at: points.events, lengths: [4, 4, 4], settings: PenaltySettings(norm: .timeAxis)
    ) { critic(HiddenSequences(events: $0)) }
    #expect(abs(plain.value - 0.2) < 1e-9)
  }

  @Test(
    "A24: the penalty of a linear critic depends neither on the points nor on padding",
    arguments: GANAutoencoderConfiguration.PenaltyNorm.allCases)
  func independence(norm: GANAutoencoderConfiguration.PenaltyNorm) throws {
    let critic = Self.linear([0.6, 0.8], [1, 0.5])
    let values = [
      Self.points(3, [4, 5, 2], [4, 3, 2]), Self.points(4, [4, 5, 2], [4, 3, 2]),
      Self.points(5, [4, 8, 2], [4, 6, 2]),
    ].map {
      GradientPenalty(
        at: $0, lengths: Self.lengths, settings: PenaltySettings(norm: norm), critic: critic)
    }
    #expect(abs(values[0].value - values[1].value) < 1e-12)
    #expect(abs(values[0].value - values[2].value) < 1e-12)
    let direction = try #require(values[2].direction.labels)
    let labelLengths = try #require(Self.lengths.labels)
    #expect(direction == Variable(direction).maskedBeyond(lengths: labelLengths).value)
  }

  /// What the penalty's gradient is checked for.
  enum Variation: String, CaseIterable {
    case paper, dropout, lastIndex, tied, overTime, encoderOnly

    var configuration: GANAutoencoderConfiguration {
      var configuration = TinyGAN.configuration
      configuration.criticUnits = 4
      switch self {
      case .paper: break
      case .dropout: configuration.dropoutKeep = 0.8
      case .lastIndex: configuration.criticReadout = .lastIndex
      case .tied: configuration.criticTiedWeights = true
      case .overTime: configuration.penaltyNorm = .timeAxis
      case .encoderOnly: configuration.penaltyParts = .encoderOnly
      }
      return configuration
    }
  }

  @Test("A25: the penalty's gradient equals finite differences", arguments: Variation.allCases)
  func finiteDifferences(variation: Variation) {
    var model: GANAutoencoderModel<Double> = TinyGAN.model(
      variation.configuration, classCount: 3, seed: 5)
    // Far from the kinks of the leaky ReLUs, and slopes of a size that matters.
    for index in model.criticParameters.tensors.indices {
      var stream = RandomStream(seed: 6).substream("weights", index)
      let shape = model.criticParameters.tensors[index].shape
      model.criticParameters.tensors[index] =
        Tensor<Double>.normal(shape, stream: &stream).scaled(by: 0.6)
    }
    let mode = Mode.training(RandomStream(seed: 7))
    let points = Self.points(8, [4, 5, 4], [4, 3, 4])
    let gradients = model.penalty(at: points, lengths: Self.lengths, mode: mode).gradients
    func value(_ parameter: Int, _ element: Int, _ change: Double) -> Double {
      var moved = model
      moved.criticParameters.tensors[parameter].withMutableElements { $0[element] += change }
      return moved.penalty(at: points, lengths: Self.lengths, mode: mode).value
    }
    for (parameter, name) in model.criticParameters.names.enumerated() {
      let count = gradients[parameter].shape.count
      for element in stride(from: 0, to: count, by: max(1, count / 5)) {
        let step = 1e-5
        let numeric =
          (value(parameter, element, step) - value(parameter, element, -step)) / (2 * step)
        let exact = gradients[parameter].scalars[element]
        #expect(
          abs(exact - numeric) < 1e-4 * max(1e-5, abs(exact) + abs(numeric)),
          "\(name)[\(element)]: \(exact) and \(numeric)")
      }
    }
    // A piecewise linear head has no second derivatives by the biases of its three layers.
    let visible = gradients.count { largest($0) > 1e-6 }
    #expect(visible >= gradients.count - 3, "the check sees gradients")
  }

  @Test("The critic's dual pass has the values of its plain pass, whether these are known or not")
  func dualValues() {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.7
    let model: GANAutoencoderModel<Double> = TinyGAN.model(configuration, classCount: 3)
    let mode = Mode.training(RandomStream(seed: 9))
    let weights = model.criticParameters.frozen
    let points = Self.points(10, [4, 5, 4], [4, 3, 4]).map { Variable($0) }
    let plain = model.critic.evaluate(points, lengths: Self.lengths, weights: weights, mode: mode)
    let duals = points.map { Dual(value: $0, tangent: $0) }
    let dual = model.critic(duals, lengths: Self.lengths, weights: weights, mode: mode)
    let known = model.critic.evaluate(
      duals, lengths: Self.lengths, weights: weights, mode: mode, known: plain.layers
    ).value
    #expect(largestDifference(plain.value.value, dual.value.value) < 1e-14)
    #expect(known.value.value == dual.value.value)
    #expect(known.tangent.value == dual.tangent.value)
    let twice = model.critic(
      points.map { Variable($0.value.repeated(2)) }, lengths: Self.lengths.twice, weights: weights,
      mode: mode, branches: 2)
    #expect(largestDifference(twice.value.samples(0..<4), plain.value.value) < 1e-14)
    #expect(largestDifference(twice.value.samples(4..<8), plain.value.value) < 1e-14)
  }
}
