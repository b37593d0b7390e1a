/// Counts with their nouns, as sentences need them.
public enum CountText {
  /// A count with its noun, such as `1 seed` and `5 seeds`.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - noun: what one is called.
  ///   - plural: what several are called; nil: the noun with an s.
  /// - Returns: the count and, behind a space, the noun.
  public static func counted(_ count: Int, _ noun: String, _ plural: String? = nil) -> String {
    "\(count) \(count == 1 ? noun : plural ?? noun + "s")"
  }
}
