/// How a missing value stands among others until it is filled in.
///
/// A number and not NaN, so that a data set with it is sound: finite, and equal to itself. No
/// feature has the most negative finite number as a value.
enum MissingMark {
  /// The number that means "missing".
  static let value = -Float.greatestFiniteMagnitude
}
