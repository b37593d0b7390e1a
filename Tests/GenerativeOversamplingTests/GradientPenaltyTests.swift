import Differentiation
import Networks
import RandomStreams
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct GradientPenaltyTests {
  /// The critic D(h) = sum over time, also over padding, of the products of w and the events.
  private static func linear(_ w: [Double]) -> (Variable<Double>) -> Variable<Double> {
    { hidden in
      let events = hidden.matrixProduct(Variable(Tensor(w, shape: [w.count, 1])))
      let ones = Tensor<Double>(repeating: 1, shape: [hidden.shape[1], 1])
      return events.reshaped([hidden.shape[0], hidden.shape[1]]).matrixProduct(Variable(ones))
    }
  }

  @Test("A22: a constant critic has a penalty of (1e-5 - 1)^2 and L_crit is lambda times that")
  func constantCritic() {
    var model: GANAutoencoderModel<Double> = TinyGAN.model()
    for index in model.criticParameters.tensors.indices {
      model.criticParameters.tensors[index].fill(0)
    }
    let (losses, gradients) = model.criticUpdate(TinyGAN.batch(), TinyGAN.draws())
    let expected = (1e-5 - 1.0) * (1e-5 - 1.0)
    #expect(losses.adversarial == 0)
    #expect(abs(losses.penalty - expected) < 1e-12)
    #expect(abs(losses.total - 10 * expected) < 1e-11)
    #expect(gradients.allSatisfy { !$0.scalars.contains { !$0.isFinite } })
  }

  @Test("A23: linear critics have the penalties of their joint norms")
  func linearCritics() {
    var stream = RandomStream(seed: 1).substream("points")
    let four = Tensor<Double>.normal([3, 4, 2], stream: &stream)
    let joint = GradientPenalty(
      at: four, lengths: [4, 4, 4], critic: Self.linear([0.6, 0.8]))
    #expect(abs(joint.value - 1) < 1e-9)
    let one = Tensor<Double>.normal([3, 1, 2], stream: &stream)
    let unit = GradientPenalty(at: one, lengths: [1, 1, 1], critic: Self.linear([0.6, 0.8]))
    #expect(unit.value < 1e-18)
  }

  @Test("A24: the penalty of a linear critic depends neither on the points nor on padding")
  func independence() {
    var stream = RandomStream(seed: 2).substream("points")
    let lengths: [Int32] = [4, 1, 3]
    let first = Tensor<Double>.normal([3, 4, 2], stream: &stream)
    let second = Tensor<Double>.normal([3, 4, 2], stream: &stream)
    let longer = Tensor<Double>.normal([3, 7, 2], stream: &stream)
    let values = [first, second, longer].map {
      GradientPenalty(at: $0, lengths: lengths, critic: Self.linear([0.6, 0.8])).value
    }
    #expect(values[0] == values[1])
    #expect(values[0] == values[2])
    // Slopes 2, 1 and the root of 3.
    let root = 3.0.squareRoot() - 1
    #expect(abs(values[0] - (1 + 0 + root * root) / 3) < 1e-9)
    let direction = GradientPenalty(
      at: longer, lengths: lengths, critic: Self.linear([0.6, 0.8])
    ).direction.events
    #expect(
      direction == Variable(direction).maskedBeyond(lengths: lengths).value,
      "padding has no direction")
  }

  @Test("A24: a share of 1 penalises the real end, a share of 0 the fake one")
  func shares() {
    var stream = RandomStream(seed: 3).substream("points")
    let hidden = Tensor<Double>.normal([6, 4, 2], stream: &stream)
    let lengths: [Int32] = [4, 4, 4]
    let ends = GANAutoencoderModel.mixture(
      hidden, realShare: Tensor([1, 0, 0.25], shape: [3]), lengths: lengths)
    #expect(largestDifference(ends.samples(0..<1), hidden.samples(0..<1)) < 1e-15)
    #expect(ends.samples(1..<2) == hidden.samples(4..<5))
    let mixed = hidden.samples(2..<3).scaled(by: 0.25) + hidden.samples(5..<6).scaled(by: 0.75)
    #expect(largestDifference(ends.samples(2..<3), mixed) < 1e-15)
  }

  @Test("A25: the penalty's gradient equals finite differences, with and without dropout")
  func finiteDifferences() {
    var configuration = TinyGAN.configuration
    for keep in [1, 0.8] {
      configuration.dropoutKeep = keep
      var model: GANAutoencoderModel<Double> = TinyGAN.model(configuration, seed: 5)
      // Far from the kinks of the leaky ReLUs, and slopes of a size that matters.
      for index in model.criticParameters.tensors.indices {
        var stream = RandomStream(seed: 6).substream("weights", index)
        let shape = model.criticParameters.tensors[index].shape
        model.criticParameters.tensors[index] =
          Tensor<Double>.normal(shape, stream: &stream).scaled(by: 0.6)
      }
      let mode = Mode.training(RandomStream(seed: 7))
      var stream = RandomStream(seed: 8).substream("points")
      let points = Tensor<Double>.normal([4, 5, 4], stream: &stream)
      let gradients = model.penalty(at: points, lengths: TinyGAN.lengths, mode: mode).gradients
      func value(_ parameter: Int, _ element: Int, _ change: Double) -> Double {
        var moved = model
        moved.criticParameters.tensors[parameter].withMutableElements { $0[element] += change }
        return moved.penalty(at: points, lengths: TinyGAN.lengths, mode: mode).value
      }
      for (parameter, name) in model.criticParameters.names.enumerated() {
        let count = gradients[parameter].shape.count
        for element in stride(from: 0, to: count, by: max(1, count / 6)) {
          let step = 1e-5
          let numeric =
            (value(parameter, element, step) - value(parameter, element, -step)) / (2 * step)
          let exact = gradients[parameter].scalars[element]
          #expect(
            abs(exact - numeric) < 1e-4 * max(1e-5, abs(exact) + abs(numeric)),
            "\(name)[\(element)], keep \(keep): \(exact) and \(numeric)")
        }
      }
      let sizes = gradients.map(largest)
      #expect(sizes.filter { $0 > 1e-3 }.count >= 12, "the check sees gradients: \(sizes)")
    }
  }

  @Test("The critic's dual pass has the values of its plain pass, with the same masks")
  func dualValues() {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.7
    let model: GANAutoencoderModel<Double> = TinyGAN.model(configuration)
    let mode = Mode.training(RandomStream(seed: 9))
    var stream = RandomStream(seed: 10).substream("points")
    let points = Variable(Tensor<Double>.normal([4, 5, 4], stream: &stream))
    let weights = model.criticParameters.frozen
    let lengths = HiddenLengths(events: TinyGAN.lengths)
    let plain = model.critic(
      HiddenSequences(events: points), lengths: lengths, weights: weights, mode: mode)
    let dual = model.critic(
      HiddenSequences(events: Dual(value: points, tangent: points)), lengths: lengths,
      weights: weights, mode: mode)
    #expect(largestDifference(plain.value, dual.value.value) < 1e-14)
    let twice = model.critic(
      HiddenSequences(events: Variable(points.value.repeated(2))), lengths: lengths.twice,
      weights: weights, mode: mode, branches: 2)
    #expect(largestDifference(twice.value.samples(0..<4), plain.value) < 1e-14)
    #expect(largestDifference(twice.value.samples(4..<8), plain.value) < 1e-14)
  }
}
