/// How long samples may be, and what is done to longer and shorter ones: `data.length`.
///
///     length: {maximum: 600, padding: front, maskPadding: false}
///
/// Samples are ragged by default, and batches are filled up behind the last event, where nothing is
/// computed (spec/00 section 3). Then `padding` decides one thing only: which events are cut off.
public struct LengthConfiguration: Codable, Equatable, Sendable {
  /// The end of a sample at which it is filled up or cut off.
  public enum Padding: String, Codable, Sendable, CaseIterable {
    /// Behind the last event: long samples keep their beginning.
    case back
    /// Before the first event: long samples keep their end.
    case front
  }

  /// The greatest number of events of a sample; 0: there is no limit.
  ///
  /// Default: 0.
  public var maximum = 0
  /// Where samples are filled up or cut off.
  ///
  /// Default: `back`.
  public var padding = Padding.back
  /// Whether padding is told apart from events.
  ///
  /// If not, every sample is filled up with events of zeros, in the units of the data, and networks
  /// take them for events, as the published code does: up to `maximum` or, without one, to the
  /// longest training sample, and what is longer is cut off. Default: true.
  public var maskPadding = true

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each, naming the keys.
  func problems() -> [String] {
    var sentences: [String] = []
    if !(0...Int(Int32.max)).contains(maximum) {
      sentences.append("data.length.maximum is \(maximum); it must be from 0 to \(Int32.max).")
    }
    return sentences
  }

  /// These settings with the greatest number of events that unmasked padding fills up to.
  func complete(longestTraining: Int) -> LengthConfiguration {
    var complete = self
    if !maskPadding && maximum == 0 { complete.maximum = longestTraining }
    return complete
  }

  /// Sets the switches of the `reference` profile (spec/01 D38) and leaves the rest as it is.
  mutating func useReferenceSwitches() {
    maskPadding = false
    padding = .front
  }
}
