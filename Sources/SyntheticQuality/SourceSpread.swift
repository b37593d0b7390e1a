import Projections

/// How much the draws of one source differ: what the generator's noise does.
struct SourceSpread: Equatable {
  /// The sources with more than one draw.
  let sources: Int
  /// The mean over these sources of the mean distance between two of their draws.
  let meanDistance: Double
  /// The share of these sources whose draws are all the same, beyond rounding.
  let equalShare: Double

  /// What differs by less than this share of the usual distance differs by rounding.
  static let rounding = 1e-6

  /// The spread; nil if no source has two draws.
  ///
  /// - Parameters:
  ///   - distances: of all samples.
  ///   - synthetic: the synthetic ones.
  ///   - sources: for each of these, its source.
  ///   - usual: the mean distance between two real samples.
  init?(_ distances: SampleDistances, synthetic: [Int], sources: [Int], usual: Double) {
    var draws: [Int: [Int]] = [:]
    for (sample, source) in zip(synthetic, sources) { draws[source, default: []].append(sample) }
    let means = draws.keys.sorted().compactMap { distances.mean(within: draws[$0] ?? []) }
    guard !means.isEmpty else { return nil }
    self.sources = means.count
    meanDistance = means.reduce(0, +) / Double(means.count)
    equalShare = Double(means.count { $0 <= Self.rounding * usual }) / Double(means.count)
  }
}
