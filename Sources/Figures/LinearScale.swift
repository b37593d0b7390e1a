import Foundation

/// Maps values to places along an axis.
public struct LinearScale: Sendable, Hashable {
  /// The values at both ends.
  public let domain: ClosedRange<Double>
  /// The place of the domain's lower end.
  public let start: Double
  /// The place of the domain's upper end.
  public let end: Double

  /// A scale as given; an empty domain is widened, so that every value has a place.
  public init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    if domain.lowerBound < domain.upperBound {
      self.domain = domain
    } else {
      let half = max(abs(domain.lowerBound) * 0.05, 0.005)
      self.domain = (domain.lowerBound - half)...(domain.upperBound + half)
    }
    self.start = start
    self.end = end
  }

  /// The place of a value; values outside the domain lie outside of the axis.
  public func callAsFunction(_ value: Double) -> Double {
    let share = (value - domain.lowerBound) / (domain.upperBound - domain.lowerBound)
    return start + share * (end - start)
  }

  /// The distance between ticks: 1, 2 or 5 times a power of ten, the least that makes few enough.
  ///
  /// There may be one tick more than `count`.
  public func tickStep(about count: Int) -> Double {
    let width = domain.upperBound - domain.lowerBound
    let power = pow(10, floor(log10(width / Double(max(1, count)))))
    let factors = [1.0, 2, 5, 10, 20]
    return power * (factors.first { places($0 * power).count <= count + 1 } ?? 50)
  }

  /// The multiples of a step that lie in the domain, as whole numbers.
  private func places(_ step: Double) -> Range<Int> {
    let first = Int((domain.lowerBound / step - 1e-9).rounded(.up))
    let last = Int((domain.upperBound / step + 1e-9).rounded(.down))
    return first..<max(first, last + 1)
  }

  /// Ticks inside the domain with their labels, which have as many decimals as the step needs.
  public func ticks(about count: Int) -> [(value: Double, label: String)] {
    let step = tickStep(about: count)
    let decimals = min(10, max(0, -Int(floor(log10(step) + 1e-9))))
    return places(step).map { index in
      let value = Double(index) * step
      return (value, Self.label(value, decimals: decimals))
    }
  }

  /// Ticks as above, but fewer if their labels would touch when they stand beside each other.
  ///
  /// - Parameters:
  ///   - count: about how many there are to be.
  ///   - isCounted: whether the values are counted, such as epochs: nothing lies between 1 and 2.
  /// - Returns: the ticks, from the lower end on.
  public func ticksBeside(
    about count: Int, isCounted: Bool = false
  ) -> [(value: Double, label: String)] {
    for fewer in stride(from: count, to: 1, by: -1) where !isCounted || tickStep(about: fewer) >= 1
    {
      let ticks = ticks(about: fewer)
      let room = abs(end - start) * tickStep(about: fewer) / (domain.upperBound - domain.lowerBound)
      let widest = ticks.map { TextWidth.of($0.label, size: FigureStyle.smallSize) }.max() ?? 0
      if widest + 6 <= room { return ticks }
    }
    return ticks(about: 1)
  }

  /// The least domain of whole ticks that holds all finite values; 0 to 1 without any.
  public static func nice(_ values: [Double], about count: Int = 5) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let low = finite.min(), let high = finite.max() else { return 0...1 }
    let widened = LinearScale(low...high, from: 0, to: 1).domain
    // Rounding makes the domain wider, which may make the step longer; then it is rounded again.
    var domain = widened
    var step = 0.0
    for _ in 0..<4 {
      let next = LinearScale(domain, from: 0, to: 1).tickStep(about: count)
      guard next > step else { break }
      step = next
      let from = (widened.lowerBound / step + 1e-9).rounded(.down) * step
      let to = (widened.upperBound / step - 1e-9).rounded(.up) * step
      domain = from...max(to, from + step)
    }
    return domain
  }

  /// The text of a number with a true minus sign for a hyphen at its beginning.
  static func withMinus(_ text: String) -> String {
    text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// A number with a true minus sign; large ones with groups of three digits.
  static func label(_ value: Double, decimals: Int) -> String {
    let text = String(format: "%.\(decimals)f", abs(value))
    let isZero = text.allSatisfy { "0.".contains($0) }
    return (value < 0 && !isZero ? "\u{2212}" : "") + grouped(text)
  }

  private static func grouped(_ text: String) -> String {
    let whole = text.prefix { $0 != "." }
    guard whole.count > 4 else { return text }
    var groups = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index).isMultiple(of: 3) { groups += "\u{202F}" }
      groups.append(digit)
    }
    return groups + text.dropFirst(whole.count)
  }
}
