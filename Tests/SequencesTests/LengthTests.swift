import Testing

@testable import Sequences

@Suite("Length of samples")
struct LengthTests {
  private func dataset() throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["x", "y"], classNames: ["a", "b"],
      values: [1, 2, 3, 4, 5, 6, 7, 8], lengths: [3, 1], labels: [1, 0])
  }

  private func limited(
    _ maximum: Int, _ padding: LengthConfiguration.Padding, mask: Bool = true
  ) throws -> SequenceDataset {
    var limit = LengthConfiguration()
    limit.maximum = maximum
    limit.padding = padding
    limit.maskPadding = mask
    return try dataset().limited(by: limit)
  }

  @Test("nothing changes without a limit, or below it")
  func unlimited() throws {
    #expect(try limited(0, .front) == dataset())
    #expect(try limited(3, .back) == dataset())
  }

  @Test("long samples lose their end, or their beginning if padding is in front")
  func cut() throws {
    let back = try limited(2, .back)
    #expect(back.lengths == [2, 1])
    #expect(Array(back.sequence(at: 0)) == [1, 2, 3, 4])
    let front = try limited(2, .front)
    #expect(Array(front.sequence(at: 0)) == [3, 4, 5, 6])
    #expect(Array(front.sequence(at: 1)) == [7, 8])
    #expect(front.labels == [1, 0])
    // Cutting shares the values.
    #expect(try front.values == dataset().values)
  }

  @Test("padding that is not masked becomes events of zeros (spec/00 section 3)")
  func filled() throws {
    let front = try limited(2, .front, mask: false)
    #expect(front.lengths == [2, 2])
    #expect(front.values == [3, 4, 5, 6, 0, 0, 7, 8])
    let back = try limited(4, .back, mask: false)
    #expect(back.values == [1, 2, 3, 4, 5, 6, 0, 0, 7, 8, 0, 0, 0, 0, 0, 0])
    #expect(back.labels == [1, 0])
  }

  @Test("without a maximum, padding that is not masked fills up to the longest training sample")
  func longestTraining() {
    var limit = LengthConfiguration()
    #expect(limit.complete(longestTraining: 7).maximum == 0)
    limit.maskPadding = false
    #expect(limit.problems() == [])
    #expect(limit.complete(longestTraining: 7).maximum == 7)
    limit.maximum = 5
    #expect(limit.complete(longestTraining: 7).maximum == 5)
  }
}
