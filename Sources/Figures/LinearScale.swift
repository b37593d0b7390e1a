import Foundation

/// Maps values to places along an axis.
public struct LinearScale: Sendable, Hashable {
  /// The values at both ends.
  public let domain: ClosedRange<Double>
  /// The place of the domain's lower end.
  public let start: Double
  /// The place of the domain's upper end.
  public let end: Double
  /// What values are multiplied by before they are added, so that the greatest ones do not overflow.
  private let factor: Double
  /// The width of the domain times the factor.
  private let width: Double

  /// A scale as given, of a domain in which every value has a place.
  ///
  /// One that is empty, or no wider than errors of rounding, is widened; infinite ends become the
  /// greatest numbers.
  public init(_ domain: ClosedRange<Double>, from start: Double, to end: Double) {
    let (low, high) = (Self.clamped(domain.lowerBound), Self.clamped(domain.upperBound))
    let magnitude = max(abs(low), abs(high))
    factor = magnitude > 1e300 ? 1e-10 : 1
    if (high - low) > max(1e-12 * magnitude, 1e-290) {
      self.domain = low...high
    } else {
      let half = max(abs(low) * 0.05, 0.005)
      self.domain = Self.clamped(low - half)...Self.clamped(high + half)
    }
    width = self.domain.upperBound * factor - self.domain.lowerBound * factor
    self.start = start
    self.end = end
  }

  private static func clamped(_ value: Double) -> Double {
    max(-Double.greatestFiniteMagnitude, min(Double.greatestFiniteMagnitude, value))
  }

  /// The place of a value; values outside the domain lie outside of the axis, and what is not finite
  /// has no finite place.
  public func callAsFunction(_ value: Double) -> Double {
    let share = (value * factor - domain.lowerBound * factor) / width
    return start + share * (end - start)
  }

  /// The distance between ticks: 1, 2 or 5 times a power of ten, the least that makes few enough.
  ///
  /// There may be one tick more than `count`.
  public func tickStep(about count: Int) -> Double { Self.clamped(step(about: count) / factor) }

  /// The distance between ticks times the factor.
  private func step(about count: Int) -> Double {
    let exponent = floor(log10(width / Double(max(1, count))) - log10(factor))
    let power = pow(10, exponent + log10(factor))
    let factors = [1.0, 2, 5, 10, 20]
    return power * (factors.first { places($0 * power).count <= count + 1 } ?? 50)
  }

  /// The multiples of a step that lie in the domain, as whole numbers; a step times the factor.
  private func places(_ step: Double) -> Range<Int> {
    let first = Int((domain.lowerBound * factor / step - 1e-9).rounded(.up))
    let last = Int((domain.upperBound * factor / step + 1e-9).rounded(.down))
    return first..<max(first, last + 1)
  }

  /// Ticks inside the domain with their labels, which have as many decimals as the step needs.
  public func ticks(about count: Int) -> [(value: Double, label: String)] {
    let step = step(about: count)
    let exponent = Int(floor(log10(step) - log10(factor) + 1e-9))
    let magnitude = max(abs(domain.lowerBound), abs(domain.upperBound))
    return places(step).map { index in
      let value = Self.clamped(Double(index) * step / factor)
      let label =
        magnitude < 1e-5 || magnitude >= Self.leastLarge
        ? Self.powerLabel(value, to: exponent)
        : Self.label(value, decimals: min(10, max(0, -exponent)))
      return (value, label)
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
      let room = abs(end - start) * step(about: fewer) / width
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
      let from = clamped((widened.lowerBound / step + 1e-9).rounded(.down) * step)
      let to = clamped((widened.upperBound / step - 1e-9).rounded(.up) * step)
      domain = from...clamped(max(to, from + step))
    }
    return domain
  }

  /// The text of a number with a true minus sign for a hyphen at its beginning.
  static func withMinus(_ text: String) -> String {
    text.hasPrefix("-") ? "\u{2212}" + text.dropFirst() : text
  }

  /// Numbers from here on have more digits than anybody counts.
  private static let leastLarge = 1e9

  /// A number such as `1.5e308`, with the digits down to that power of ten; 0 as such.
  private static func powerLabel(_ value: Double, to power: Int) -> String {
    guard value != 0 else { return "0" }
    let digits = max(0, min(12, Int(floor(log10(abs(value)) + 1e-9)) - power))
    return powerLabel(value, digits: digits)
  }

  private static func powerLabel(_ value: Double, digits: Int) -> String {
    let parts = String(format: "%.\(digits)e", value).split(separator: "e")
    guard parts.count == 2, let exponent = Int(parts[1]) else { return noNumber }
    return withMinus("\(parts[0])e\(exponent)")
  }

  /// What stands for what is not finite.
  private static let noNumber = "\u{2013}"

  /// A number with a true minus sign; large ones with groups of three digits or as `1.50e12`.
  static func label(_ value: Double, decimals: Int) -> String {
    guard value.isFinite else { return noNumber }
    guard abs(value) < leastLarge else { return powerLabel(value, digits: 2) }
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
