import Testing

@testable import Files

@Suite("Counts with their nouns")
struct CountTextTests {
  @Test("one of a thing has no s, and any other number has")
  func counted() {
    #expect(CountText.counted(1, "unit") == "1 unit")
    #expect(
      [0, 2, 11].map { CountText.counted($0, "rank") } == ["0 ranks", "2 ranks", "11 ranks"])
    #expect(CountText.counted(1, "class", "classes") == "1 class")
    #expect(CountText.counted(3, "class", "classes") == "3 classes")
  }
}
