/// One number about synthetic samples as a whole, and what real samples have against other real ones.
public struct QualityMeasure: Equatable, Sendable {
  /// What is measured; the raw value is its name in files.
  public enum Name: String, CaseIterable, Sendable {
    /// The share of values outside the real range and a margin (`RangeCheck`).
    case outsideShare = "outside_share"
    /// The share of samples with a value farther outside than ten times the real range.
    case farOutsideShare = "far_outside_share"
    /// The Kolmogorov-Smirnov statistic of lengths.
    case lengthDistance = "length_distance"
    /// The mean distance within synthetic samples over that within real ones; near 0 if the generator
    /// has collapsed.
    case distanceRatio = "distance_ratio"
    /// The mean distance of two draws of one source over that of two real samples.
    case sourceSpread = "source_spread"
    /// The share of sources whose draws are all the same, among those with several.
    case equalDraws = "equal_draws"
    /// The share of samples that are as good as equal to one from another source.
    case nearDuplicates = "near_duplicates"
    /// The share of synthetic samples among real ones (`NeighbourhoodScores`).
    case precision
    /// The share of real samples among synthetic ones.
    case recall
    /// How densely synthetic samples lie among real ones.
    case density
    /// The share of real samples with a synthetic one in their neighbourhood.
    case coverage
    /// The median distance to the nearest real sample, over that of real samples to the nearest
    /// other one (`Memorisation`).
    case nearestRealRatio = "nearest_real_ratio"
    /// The share of synthetic samples nearer to a real one than any two real ones are.
    case closerThanReal = "closer_than_real"
    /// The share of samples that are a real one, to the last bit.
    case copies
    /// The accuracy of a classifier that tells synthetic samples from real ones
    /// (`DiscriminativeScore`).
    case discriminatorAccuracy = "discriminator_accuracy"
    /// |accuracy - 0.5|.
    case discriminativeScore = "discriminative_score"
    /// The area under the classifier's receiver operating characteristic.
    case discriminatorAUC = "discriminator_roc_auc"
  }

  /// What is measured.
  public let name: Name
  /// What the synthetic samples have; nil if it is not defined.
  public let synthetic: Double?
  /// What real samples have against other real ones; nil where that means nothing.
  public let reference: Double?

  init(_ name: Name, _ synthetic: Double?, reference: Double? = nil) {
    self.name = name
    self.synthetic = synthetic
    self.reference = reference
  }
}
