import Statistics

/// How well the critic's values tell the fake branch from the real one (spec/01 section 15).
///
/// A diagnostic of training, not of novelty: a critic that cannot tell the branches apart has little
/// to say of other samples either. Every other sample chooses a threshold for the best F1 of the
/// fakes, whose values should be low, and the rest are scored by it. As there are as many fakes as
/// real ones, an F1 of 2/3 can be had by calling everything fake.
public struct BranchSeparability: Sendable, Equatable {
  /// The F1 of the fakes on the half that the threshold was not chosen on.
  public let f1: Double
  /// The chance that a fake has a lower value than a real one, over both halves; 0.5 is none.
  public let rocAUC: Double

  /// The separability of two branches of the same samples.
  ///
  /// Nil below 2 samples, or if a value is not finite.
  ///
  /// - Parameters:
  ///   - real: the critic's values of the real branch.
  ///   - fake: those of the fake branch of the same samples.
  public init?(real: [Float], fake: [Float]) {
    func half(_ remainder: Int) -> (isFake: [Bool], scores: [Double]) {
      func some(_ values: [Float]) -> [Double] {
        values.indices.filter { $0 % 2 == remainder }.map { -Double(values[$0]) }
      }
      let (reals, fakes) = (some(real), some(fake))
      return (reals.map { _ in false } + fakes.map { _ in true }, reals + fakes)
    }
    let (first, second) = (half(0), half(1))
    guard !second.scores.isEmpty,
      let choice = ThresholdChoice(isPositive: first.isFake, scores: first.scores),
      let area = RankingScores.rocAUC(
        isPositive: first.isFake + second.isFake, scores: first.scores + second.scores)
    else { return nil }
    let matrix = ConfusionMatrix(
      truth: second.isFake.map { $0 ? 1 : 0 },
      predicted: choice.decisions(on: second.scores).map { $0 ? 1 : 0 }, classCount: 2)
    f1 = matrix.counts(of: 1).f1
    rocAUC = area
  }
}
