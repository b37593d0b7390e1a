/// How a series is cut into samples.
public struct WindowConfiguration: Codable, Equatable, Sendable {
  /// The number of rows of a window.
  ///
  /// Default: 20 (spec/01 section 17).
  public var length = 20
  /// The number of rows from one window's first row to the next one's.
  ///
  /// Default: 1.
  public var stride = 1
  /// The time from row to row, in seconds or in the units of a numeric time column; 0: the most
  /// frequent one.
  ///
  /// Windows never contain a longer or shorter step. Default: 0.
  public var timeStep = 0.0

  /// The defaults.
  public init() {}
}
