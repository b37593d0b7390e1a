/// How well synthetic samples lie among real ones, by balls around samples.
///
/// The ball of a sample reaches to its k-th nearest neighbour of its own kind.
/// - Precision: the share of synthetic samples in the ball of some real one.
/// - Recall: the share of real samples in the ball of some synthetic one.
///   Both by Kynkäänniemi, Karras, Laine, Lehtinen and Aila, "Improved precision and recall metric for
///   assessing generative models" (2019).
/// - Density: in how many balls of real samples a synthetic one lies, over k; 1 is expected of real
///   samples, more is possible.
/// - Coverage: the share of real samples whose balls hold a synthetic one.
///   Both by Naeem, Oh, Uh, Choi and Yoo, "Reliable fidelity and diversity metrics for generative
///   models" (2020).
///
/// Balls are closed, so that a copy of a sample with many duplicates lies in its ball of radius 0.
package struct NeighbourhoodScores: Equatable {
  package let precision: Double
  package let recall: Double
  package let density: Double
  package let coverage: Double

  /// The scores by the distances of all samples; nil if one kind has no more samples than
  /// `neighbours`, k, which is at least 1.
  ///
  /// Cost: (real + synthetic)² comparisons, and sorting.
  package init?(_ distances: SampleDistances, real: [Int], synthetic: [Int], neighbours k: Int) {
    guard real.count > k, synthetic.count > k else { return nil }
    let realRadii = real.map { distances.radius(of: $0, among: real, neighbours: k) }
    let syntheticRadii = synthetic.map {
      distances.radius(of: $0, among: synthetic, neighbours: k)
    }
    var (precise, recalled, covered, balls) = (0, 0, 0, 0)
    for sample in synthetic {
      let holding = real.indices.count { distances[real[$0], sample] <= realRadii[$0] }
      balls += holding
      if holding > 0 { precise += 1 }
    }
    for (place, sample) in real.enumerated() {
      var (isCovered, isRecalled) = (false, false)
      for (other, radius) in zip(synthetic, syntheticRadii) {
        let distance = distances[sample, other]
        if distance <= realRadii[place] { isCovered = true }
        if distance <= radius { isRecalled = true }
      }
      if isCovered { covered += 1 }
      if isRecalled { recalled += 1 }
    }
    precision = Double(precise) / Double(synthetic.count)
    recall = Double(recalled) / Double(real.count)
    density = Double(balls) / Double(k * synthetic.count)
    coverage = Double(covered) / Double(real.count)
  }
}
