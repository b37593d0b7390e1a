/// The version of Counterweight.
public enum Version {
  /// As in `counterweight --version`.
  public static let current = "0.1.0"
}
