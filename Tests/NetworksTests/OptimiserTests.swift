import Networks
import Tensors
import TestSupport
import Testing

@Suite("Optimisers")
struct OptimiserTests {
  /// A one-number network's value after each of the given gradients.
  private func path(
    _ optimiser: some Optimiser<Double>, gradients: [Double], from start: Double = 0
  ) -> [Double] {
    var optimiser = optimiser
    var parameters = Parameters<Double>()
    let id = parameters.add(.scalar(start), named: "p")
    return gradients.map { gradient in
      optimiser.update(&parameters, gradients: [.scalar(gradient)])
      return parameters[id].item
    }
  }

  @Test("B7: Adam's anchor")
  func adamAnchor() {
    let points = path(
      Adam(learningRate: 1e-4, beta1: 0.5, beta2: 0.9, epsilon: 1e-8), gradients: [1, -0.5, 0.25])
    #expect(abs(points[0] - -9.9999999000e-05) < 1e-14)
    #expect(points[1] == points[0], "the mean gradient is 0 at the second step")
    #expect(abs(points[2] - -1.2244834430e-04) < 1e-14)
  }

  @Test("B7: Adadelta's anchor")
  func adadeltaAnchor() {
    let points = path(Adadelta(), gradients: [1, 1, -2])
    let updates = [0 - points[0], points[0] - points[1], points[1] - points[2]]
    for (update, expected) in zip(updates, [4.472135508e-4, 4.529107678e-4, -6.377706287e-4]) {
      #expect(abs(update - expected) < 1e-13)
    }
  }

  @Test(
    "B7: trajectories on a quadratic equal torch.optim, 100 steps",
    arguments: ["adam", "adadelta", "clipped", "rmsprop", "sgd", "momentum"])
  func trajectory(name: String) throws {
    let fixture = try Fixture("optimisers")
    let expected: Tensor<Double> = try fixture.tensor(name)
    let matrix = try fixture.tensor("A", as: Double.self).scalars
    let offset = try fixture.tensor("b", as: Double.self).scalars
    var parameters = Parameters<Double>()
    let id = parameters.add(try fixture.tensor("start"), named: "p")
    var optimiser = try #require(Self.optimiser(name))

    let steepness = name == "clipped" ? 5000.0 : 1
    for step in 0..<100 {
      let point = parameters[id].scalars
      let gradient = (0..<5).map { row in
        steepness * ((0..<5).reduce(-offset[row]) { $0 + matrix[5 * row + $1] * point[$1] })
      }
      optimiser.update(&parameters, gradients: [Tensor(gradient, shape: [5])])
      for index in 0..<5 {
        let difference = parameters[id].scalars[index] - expected.scalars[5 * step + index]
        #expect(abs(difference) < 1e-10, "step \(step), entry \(index)")
      }
    }
  }

  private static func optimiser(_ name: String) -> (any Optimiser<Double>)? {
    switch name {
    case "adam": Adam(learningRate: 0.005, beta1: 0.5, beta2: 0.9, epsilon: 1e-8)
    case "adadelta", "clipped": Adadelta(epsilon: 1e-6)
    case "rmsprop": RMSProp(learningRate: 0.005)
    case "sgd": SGD(learningRate: 0.05)
    case "momentum": SGD(learningRate: 0.05, momentum: 0.8)
    default: nil
    }
  }

  @Test("B7: Adadelta clips each gradient entry at 100, on both sides")
  func clip() {
    let atLimit = path(Adadelta(), gradients: [100, -100, 3])
    #expect(path(Adadelta(), gradients: [1e9, -.infinity, 3]) == atLimit)
    #expect(path(Adadelta(), gradients: [99, -100, 3]) != atLimit)
    #expect(path(Adadelta(clip: .infinity), gradients: [101, -100, 3]) != atLimit)
  }

  @Test("E17: a gradient that is not a number shows in the parameters")
  func notANumber() {
    let optimisers: [any Optimiser<Double>] = [
      Adam(learningRate: 0.1), Adadelta(), RMSProp(learningRate: 0.1), SGD(learningRate: 0.1),
    ]
    for optimiser in optimisers {
      #expect(path(optimiser, gradients: [.nan])[0].isNaN)
    }
  }

  @Test("A changed learning rate acts from the next step on")
  func learningRate() {
    var optimiser = SGD<Double>(learningRate: 1)
    var parameters = Parameters<Double>()
    let id = parameters.add(.zeros([2]), named: "p")
    let gradient = Tensor<Double>([1, -2], shape: [2])
    optimiser.update(&parameters, gradients: [gradient])
    optimiser.learningRate = 0.5
    optimiser.update(&parameters, gradients: [gradient])
    #expect(parameters[id].scalars == [-1.5, 3])
  }
}
