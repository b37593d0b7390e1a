import Files
import Testing

@Suite("Wrapped text")
struct WrappedTextTests {
  @Test("Lines are as full as they may be, and no longer; a long word stands alone")
  func lines() {
    #expect(WrappedText.lines("a bc def", width: 4) == ["a bc", "def"])
    #expect(WrappedText.lines("a bc  def", width: 3) == ["a", "bc", "def"])
    #expect(WrappedText.lines("a longest b", width: 3) == ["a", "longest", "b"])
    #expect(WrappedText.lines("  ", width: 3) == [""])
  }
}
