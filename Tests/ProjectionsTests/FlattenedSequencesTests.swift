import Sequences
import Tensors
import Testing

@testable import Projections

@Suite("Flattened sequences")
struct FlattenedSequencesTests {
  private func data() throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["speed", "height"], classNames: ["calm", "storm"],
      values: [1, 10, 2, 20, 3, 30, 4, 40], lengths: [1, 3], labels: [0, 1])
  }

  @Test("Rows are events one after another, with zeros behind the last")
  func rows() throws {
    let rows = try data().flattened()
    #expect(rows == Tensor([1, 10, 0, 0, 0, 0, 2, 20, 3, 30, 4, 40], shape: [2, 6]))
    #expect(try data().flattened(paddedTo: 4).shape == [2, 8])
  }

  @Test("Scaling comes before padding, so padding stays 0")
  func scaled() throws {
    let scaling = FeatureScaling(method: .standardise, centres: [2, 20], divisors: [1, 10])
    let rows = try data().flattened(scaling: scaling)
    #expect(rows == Tensor([-1, -1, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2], shape: [2, 6]))
  }

  @Test("A subset and samples that share events give their own rows")
  func subset() throws {
    let shared = try SequenceDataset(
      featureNames: ["x"], classNames: ["a"], values: [1, 2, 3, 4], starts: [0, 1, 2],
      lengths: [2, 2, 2], labels: [0, 0, 0])
    let scaling = FeatureScaling(method: .standardise, centres: [1], divisors: [0.5])
    #expect(shared.subset([2, 0]).flattened() == Tensor([3, 4, 1, 2], shape: [2, 2]))
    #expect(
      shared.subset([2, 0]).flattened(scaling: scaling) == Tensor([4, 6, 0, 2], shape: [2, 2]))
  }

  @Test("No samples give no rows")
  func empty() throws {
    #expect(try data().subset([]).flattened().shape == [0, 0])
  }
}
