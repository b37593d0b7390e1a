import RandomStreams
import Tensors
import TestSupport
import Testing

@testable import Projections

@Suite("Principal components")
struct PrincipalComponentsTests {
  @Test(
    "A45: components, variances and projections are scikit-learn's",
    arguments: ["tall", "wide"])
  func likeScikitLearn(shape: String) throws {
    let fixture = try Fixture("projections")
    let rows = try fixture.tensor("\(shape).points", as: Float.self)
    let principal = try PrincipalComponents(of: rows, count: 3)
    // scikit-learn makes the greatest loading positive, too.
    expectClose(
      principal.components, try fixture.tensor("\(shape).components"), relative: 0, absolute: 1e-9,
      "The components")
    expectClose(
      Tensor(principal.explainedVariances, shape: [3]), try fixture.tensor("\(shape).variances"),
      "The variances")
    expectClose(
      Tensor(principal.explainedShares, shape: [3]), try fixture.tensor("\(shape).shares"),
      "The shares")
    expectClose(
      principal.projected(rows), try fixture.tensor("\(shape).projected"), relative: 0,
      absolute: 1e-8, "The projections")
  }

  @Test("Components are orthonormal and all of them keep the whole variance", arguments: [6, 31])
  func complete(features: Int) throws {
    let samples = 20
    var stream = RandomStream(seed: 2).substream("rows")
    let rows = Tensor<Float>.normal([samples, features], stream: &stream)
    let count = min(samples, features)
    let principal = try PrincipalComponents(of: rows, count: count)
    let products = Tensor.matrixProduct(
      principal.components, principal.components, transposingSecond: true)
    var identity = Tensor<Double>.zeros([count, count])
    identity.withMutableElements { for i in 0..<count { $0[i * count + i] = 1 } }
    expectClose(products, identity, relative: 0, absolute: 1e-13, "The products of components")
    expectClose(
      principal.explainedVariances.reduce(0, +), principal.totalVariance, "The sum of variances")
    for (first, second) in zip(
      principal.explainedVariances, principal.explainedVariances.dropFirst())
    {
      #expect(first >= second)
    }
  }

  @Test("Samples on a line have one component; the others are any directions of variance 0")
  func line() throws {
    // Towards (0.6, 0, -0.8), negated: the greatest loading, -0.8, becomes positive.
    let rows = Tensor<Float>([0, 1, 0, 3, 1, -4, 6, 1, -8, 9, 1, -12], shape: [4, 3])
    for count in 1...3 {
      let principal = try PrincipalComponents(of: rows, count: count)
      let first = Array(principal.components.scalars.prefix(3))
      expectClose(
        Tensor(first, shape: [3]), Tensor([-0.6, 0, 0.8], shape: [3]), "The first component")
      expectClose(principal.explainedVariances[0], 125.0 / 3, "The variance")
      #expect(principal.explainedVariances.dropFirst().allSatisfy { $0 < 1e-12 })
      #expect(principal.components.scalars.allSatisfy { $0.isFinite })
    }
  }

  @Test("Equal samples vary in no direction", arguments: [2, 9])
  func equalSamples(features: Int) throws {
    let rows = Tensor<Float>(repeating: 0.3, shape: [4, features])
    let principal = try PrincipalComponents(of: rows, count: 2)
    #expect(principal.explainedVariances == [0, 0])
    #expect(principal.explainedShares == [0, 0])
    #expect(principal.projected(rows) == .zeros([4, 2]))
  }

  @Test("The same rows give the same bytes")
  func deterministic() throws {
    let rows = Tensor<Float>.testInput([50, 12], seed: 3)
    #expect(
      try PrincipalComponents(of: rows, count: 4) == PrincipalComponents(of: rows, count: 4))
  }

  @Test("Long rows are treated in blocks with the same result")
  func blocks() throws {
    // Blocks of features for 3 samples are 87381 wide.
    let wide = Tensor<Float>.testInput([3, 90000], seed: 4)
    let principal = try PrincipalComponents(of: wide, count: 2)
    let scores = principal.projected(wide)
    let products = Tensor.matrixProduct(scores, scores, transposingFirst: true)
    let variances = principal.explainedVariances.map { $0 * 2 }
    expectClose(
      products, Tensor([variances[0], 0, 0, variances[1]], shape: [2, 2]), relative: 1e-9,
      absolute: 1e-6, "The products of scores")
    // Two dimensions hold three samples.
    expectClose(
      principal.explainedVariances.reduce(0, +), principal.totalVariance, "The sum of variances")
  }

  @Test("E1: what has no components is refused in a sentence")
  func badInput() {
    let one = Tensor<Float>([1, 2], shape: [1, 2])
    #expect(
      throws: ProjectionError.tooFewSamples(
        purpose: "A principal component analysis", count: 1, needed: 2)
    ) { try PrincipalComponents(of: one, count: 1) }
    #expect(throws: ProjectionError.noFeatures) {
      try PrincipalComponents(of: Tensor<Float>.zeros([3, 0]), count: 1)
    }
    for count in [0, 3] {
      let error = ProjectionError.tooManyComponents(asked: count, samples: 5, features: 2)
      #expect(throws: error) {
        try PrincipalComponents(of: Tensor<Float>.testInput([5, 2]), count: count)
      }
      #expect("\(error)".contains("from 1 to 2"))
    }
    var rows = Tensor<Float>.testInput([5, 2])
    rows.withMutableElements { $0[7] = .nan }
    let error = ProjectionError.notFinite(sample: 3, coordinate: 1)
    #expect(throws: error) { try PrincipalComponents(of: rows, count: 1) }
    #expect("\(error)".hasPrefix("Coordinate 1 of sample 3 is NaN or infinite"))
  }
}
