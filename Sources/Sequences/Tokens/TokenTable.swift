/// The numbers of all tokens that the files of an experiment hold.
///
/// One table serves all files, so that a token has the same number in every split. Tokens travel
/// through splitting and thinning as data sets of one feature, their number; only what is left then
/// becomes vectors. A number is stored as `Float`, which is exact up to 2^24.
final class TokenTable {
  /// The name of the only feature of such a data set.
  static let featureName = "token"
  /// The greatest number of different tokens.
  static let capacity = 1 << 24
  private var numbering = TextNumbering()

  /// The tokens; the index is the number.
  var tokens: [String] { numbering.texts }

  /// The number of a token.
  func number(of token: String) -> Int { numbering.number(of: token) }
}
