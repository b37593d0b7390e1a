import Files
import Testing

@Suite("Plain text")
struct PlainTextTests {
  @Test("Nothing in a text steers a terminal or turns the direction of what follows")
  func steering() {
    #expect(PlainText.of("a\u{1B}[2Jb\r\n\u{9B}\u{7F}") == "a [2Jb \n  ")
    for scalar in ["\u{202A}", "\u{202B}", "\u{202C}", "\u{202D}", "\u{202E}"]
      + ["\u{2066}", "\u{2067}", "\u{2068}", "\u{2069}"]
    {
      #expect(PlainText.of("x\(scalar)y") == "x y")
    }
  }

  @Test("Letters of every script, joined signs, line feeds and tabs stay")
  func others() {
    for text in ["", "plain", "a\tb\n", "日本語 עברית é", "👩\u{200D}🔬", "10\u{202F}000 \u{2212}1"] {
      #expect(PlainText.of(text) == text)
    }
  }
}
