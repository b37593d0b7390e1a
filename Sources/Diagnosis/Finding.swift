/// One thing that was looked at, and what to do about it.
public struct Finding: Equatable, Sendable {
  /// How it is.
  public enum Verdict: String, Sendable {
    /// As it should be.
    case ok
    /// A run goes well, but something is worth knowing.
    case note
    /// A run would fail, or not be what it should be.
    case problem
  }

  /// How it is.
  public let verdict: Verdict
  /// What was looked at, in a word or two.
  public let subject: String
  /// What was found, in sentences.
  public let text: String
  /// What to do about it; nil: nothing.
  public let advice: String?

  init(_ verdict: Verdict, _ subject: String, _ text: String, advice: String? = nil) {
    self.verdict = verdict
    self.subject = subject
    self.text = text
    self.advice = advice
  }
}
