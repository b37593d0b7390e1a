import Testing

@testable import Figures

@Suite("Linear scale")
struct LinearScaleTests {
  @Test("ticks are multiples of 1, 2 or 5 inside the domain, with the decimals they need")
  func ticks() {
    let scale = LinearScale(0.03...0.21, from: 0, to: 100)
    #expect(scale.ticks(about: 5).map(\.label) == ["0.05", "0.10", "0.15", "0.20"])
    #expect(
      LinearScale(-3...4, from: 0, to: 1).ticks(about: 4).map(\.label) == ["−2", "0", "2", "4"])
    #expect(
      LinearScale(0...25_000, from: 0, to: 1).ticks(about: 3).map(\.label)
        == ["0", "10\u{202F}000", "20\u{202F}000"])
  }

  @Test(
    "every domain has at least two ticks within it",
    arguments: [1e-6, 0.004, 0.7, 1, 3, 49, 1e6])
  func always(width: Double) {
    for start in [-width, -0.3 * width, 0, 17] {
      let domain = start...(start + width)
      let ticks = LinearScale(domain, from: 0, to: 1).ticks(about: 5)
      #expect(ticks.count >= 2 && ticks.count <= 11)
      #expect(ticks.allSatisfy { $0.value > start - 1e-6 * width })
      #expect(ticks.allSatisfy { $0.value < start + width + 1e-6 * width })
    }
  }

  @Test("a domain without width is widened around its value")
  func flat() {
    let scale = LinearScale(0.4...0.4, from: 10, to: 20)
    #expect(abs(scale(0.4) - 15) < 1e-9)
    #expect(LinearScale(0...0, from: 0, to: 1)(0) == 0.5)
  }

  @Test("a nice domain ends at ticks and holds all finite values")
  func nice() {
    #expect(LinearScale.nice([]) == 0...1)
    #expect(LinearScale.nice([.nan, .infinity]) == 0...1)
    let domain = LinearScale.nice([0.013, .nan, 0.18])
    #expect(abs(domain.lowerBound) < 1e-12 && abs(domain.upperBound - 0.2) < 1e-12)
  }

  @Test("labels beside each other do not touch", arguments: [40.0, 90, 140, 400])
  func beside(width: Double) {
    for top in [1.0, 30, 3000, 123_456] {
      let scale = LinearScale(0...top, from: 20, to: 20 + width)
      let ticks = scale.ticksBeside(about: 6)
      #expect(!ticks.isEmpty)
      for (a, b) in zip(ticks, ticks.dropFirst()) where ticks.count > 2 {
        let half = [a, b].map { TextWidth.of($0.label, size: FigureStyle.smallSize) / 2 }
        #expect(scale(b.value) - scale(a.value) > half[0] + half[1], "\(width) \(top)")
      }
    }
    #expect(LinearScale(0...1, from: 0, to: 400).ticksBeside(about: 6).count == 6)
  }
  @Test("nothing stands between values that are counted", arguments: [1.0, 2, 3, 7, 100])
  func counted(last: Double) {
    let ticks = LinearScale(1...last, from: 0, to: 200).ticksBeside(about: 6, isCounted: true)
    #expect(!ticks.isEmpty && ticks.allSatisfy { $0.value.rounded() == $0.value }, "\(ticks)")
    #expect(last == 1 || ticks.allSatisfy { !$0.label.contains(".") }, "\(ticks)")
    #expect(LinearScale(1...2, from: 0, to: 200).ticksBeside(about: 6).count > 2)
  }
}
