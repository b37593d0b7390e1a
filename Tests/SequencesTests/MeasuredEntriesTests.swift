import Testing

@testable import Sequences

@Suite("Measured entries")
struct MeasuredEntriesTests {
  @Test("An entry counts unless its indicator is 0; indicators count, padding does not")
  func weights() throws {
    let dataset = try SequenceDataset(
      featureNames: ["x", "c=a", "c=b", "z", "x.present", "c.present"], classNames: ["0"],
      values: [
        7, 1, 0, 3, 1, 1,
        5, 0, 0, 3, 0, 0,
        5, 0, 1, 3, 0, 1,
      ], lengths: [2, 1], labels: [0, 0])
    let measured = try #require(MeasuredEntries(dataset))
    #expect(
      measured.weights(of: dataset.batch([1, 0])) == [
        0, 1, 1, 1, 1, 1,
        0, 0, 0, 0, 0, 0,
        1, 1, 1, 1, 1, 1,
        0, 0, 0, 1, 1, 1,
      ])
    // The constants that stand for missing values say nothing: 0 may well have been measured.
    #expect(measured.weights(of: dataset.batch([1]))[1] == 1)
  }

  @Test("Without indicators there is nothing to leave out")
  func none() throws {
    let dataset = try SequenceDataset(
      featureNames: ["x", "y.present"], classNames: ["0"], values: [0, 0], lengths: [1],
      labels: [0])
    #expect(MeasuredEntries(dataset) == nil)
    #expect(dataset.isIndicator == [false, false])
  }
}
