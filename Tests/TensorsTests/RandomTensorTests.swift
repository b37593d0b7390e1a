import RandomStreams
import Tensors
import TestSupport
import Testing

@Suite("Random tensors")
struct RandomTensorTests {
  private let root = RandomStream(seed: 5)

  @Test("The same stream gives the same tensor; another gives another")
  func reproducible() {
    var first = root.substream("noise", 1)
    var again = root.substream("noise", 1)
    var other = root.substream("noise", 2)
    let tensor = Tensor<Float>.normal([3, 5], stream: &first)
    #expect(tensor == .normal([3, 5], stream: &again))
    #expect(tensor != .normal([3, 5], stream: &other))
    #expect(tensor != .normal([3, 5], stream: &first), "A stream advances.")
  }

  @Test("Single precision is double precision rounded")
  func precisions() {
    var first = root.substream("noise")
    var again = first
    let double = Tensor<Double>.normal([101], stream: &first)
    #expect(Tensor<Float>(converting: double) == .normal([101], stream: &again))
  }

  @Test(
    "The kernels make the numbers of the plain generator",
    arguments: [1, 3, 4, 255, 256, 1027])
  func plainGenerator(count: Int) {
    var first = root.substream("twin")
    _ = first.next()
    var again = first
    let uniform = Tensor<Float>.uniform([count], stream: &first)
    let normal = Tensor<Double>.normal([count], stream: &first)
    var plain = [Float](repeating: 0, count: count)
    plain.withUnsafeMutableBufferPointer { again.fillUniform($0) }
    #expect(uniform.scalars == plain)
    var exact = [Double](repeating: 0, count: count)
    exact.withUnsafeMutableBufferPointer { again.fillNormal($0) }
    #expect(zip(normal.scalars, exact).allSatisfy { ($0 - $1).magnitude < 1e-14 })
    #expect(first.next() == again.next())
  }

  @Test("Moments of 100000 numbers are within five standard errors")
  func moments() {
    let count = 100_000
    var stream = root.substream("moments")
    let normal = Tensor<Double>.normal([count], stream: &stream)
    let uniform = Tensor<Double>.uniform([count], stream: &stream)
    let error = 1 / Double(count).squareRoot()
    #expect((normal.sum() / Double(count)).magnitude < 5 * error)
    #expect((normal.squaredNorm() / Double(count) - 1).magnitude < 5 * 2.0.squareRoot() * error)
    #expect((uniform.sum() / Double(count) - 0.5).magnitude < 5 * error / 12.0.squareRoot())
    #expect(uniform.scalars.allSatisfy { $0 >= 0 && $0 < 1 })
  }

  @Test("B14: dropout masks hold 0 and 1/keep, with mean 1", arguments: [0.5, 0.8, 0.95])
  func dropout(keep: Double) {
    let count = 100_000
    var stream = root.substream("dropout")
    let mask = Tensor<Float>.bernoulliScaled(keep: keep, [count], stream: &stream)
    #expect(Set(mask.scalars) == [0, Float(1 / keep)])
    let deviation = ((1 - keep) / keep / Double(count)).squareRoot()
    #expect((Double(mask.sum()) / Double(count) - 1).magnitude < 5 * deviation)
  }

  @Test("Keeping everything is a mask of ones; keeping nothing stops the program")
  func dropoutExtremes() async {
    var stream = root.substream("dropout")
    #expect(
      Tensor<Double>.bernoulliScaled(keep: 1, [1000], stream: &stream)
        == Tensor(repeating: 1, shape: [1000]))
    await #expect(processExitsWith: .failure) {
      var stream = RandomStream(seed: 0)
      _ = Tensor<Float>.bernoulliScaled(keep: 0, [1], stream: &stream)
    }
  }
}
