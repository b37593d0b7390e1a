import Foundation

/// Whether synthetic samples are fit to be trained on: what is wrong with them, if anything.
///
/// Three things are: values that are no numbers, values far from the range of real ones, and a
/// generator that makes the same sample over and over. Too few samples say nothing, and what is not
/// defined is not held against anyone.
public struct QualityGate: Equatable, Sendable {
  /// What is wrong, a sentence each; empty if nothing is.
  public let reasons: [String]
  /// What should be looked at though nothing forbids the samples' use, a sentence each.
  public let doubts: [String]
  /// What keeps it from being said, a sentence each.
  public let notes: [String]

  /// Below which part of what real samples have, in distances and in coverage, samples are doubtful.
  ///
  /// A GAN trained as published reached 0.93 and 0.48 on the power data, one of a 25th of the epochs
  /// 0.12 and 0.03.
  private static let doubtful = (distance: 0.5, coverage: 0.25)

  /// The gate of a generator whose samples are no numbers.
  ///
  /// - Parameter error: what was said when they were made.
  public init(notFinite error: String) {
    reasons = ["Some synthetic values are no finite numbers. (\(error))"]
    doubts = []
    notes = []
  }

  /// A gate that says nothing but why.
  public init(note: String) {
    reasons = []
    doubts = []
    notes = [note]
  }

  /// Judges samples by what was found about them.
  ///
  /// - Parameters:
  ///   - findings: what was found.
  ///   - bounds: what is allowed.
  ///   - drawsDiffer: whether several draws of one source are meant to differ.
  public init(_ findings: QualityFindings, _ bounds: QualityGateConfiguration, drawsDiffer: Bool) {
    let least = min(findings.realCount, findings.syntheticCount)
    guard least >= bounds.minimumSamples else {
      reasons = []
      doubts = []
      notes = [
        findings.syntheticCount == 0
          ? "No synthetic samples are made, so there are none to judge."
          : "There are \(findings.realCount) real and \(findings.syntheticCount) synthetic samples; "
            + "below \(bounds.minimumSamples) of either nothing is concluded "
            + "(quality.gate.minimumSamples)."
      ]
      return
    }
    func value(_ name: QualityMeasure.Name) -> Double? { findings[name]?.synthetic }
    func reference(_ name: QualityMeasure.Name) -> Double? { findings[name]?.reference }
    var reasons: [String] = []
    if let share = value(.outsideShare), share > bounds.maximumOutside {
      reasons.append(
        "\(Self.percent(share)) of the synthetic values lie outside the range of real ones; "
          + "\(Self.percent(bounds.maximumOutside)) are allowed (quality.gate.maximumOutside).")
    }
    if let share = value(.farOutsideShare), share > bounds.maximumFarOutside {
      reasons.append(
        "\(Self.percent(share)) of the synthetic samples have a value farther outside than "
          + "\(Int(RangeCheck.far)) times the range of real ones; "
          + "\(Self.percent(bounds.maximumFarOutside)) are allowed "
          + "(quality.gate.maximumFarOutside).")
    }
    if let ratio = value(.distanceRatio), ratio < bounds.minimumDistanceRatio {
      reasons.append(
        "The generator has collapsed: synthetic samples are \(Self.number(ratio)) times as far from "
          + "each other as real ones; \(Self.number(bounds.minimumDistanceRatio)) is the least "
          + "(quality.gate.minimumDistanceRatio).")
    }
    if let share = value(.nearDuplicates), share > bounds.maximumNearDuplicates,
      (reference(.nearDuplicates) ?? 0) <= share / 2
    {
      reasons.append(
        "The generator has collapsed: \(Self.percent(share)) of its samples are as good as equal to "
          + "one from another source; \(Self.percent(bounds.maximumNearDuplicates)) are allowed "
          + "(quality.gate.maximumNearDuplicates).")
    }
    if let share = value(.coverage), let usual = reference(.coverage),
      share < bounds.minimumCoverage * usual
    {
      reasons.append(
        "Only \(Self.percent(share)) of the real samples have a synthetic one in their neighbourhood, "
          + "where other real samples reach \(Self.percent(usual)); the least is "
          + "\(Self.number(bounds.minimumCoverage)) times that (quality.gate.minimumCoverage).")
    }
    if drawsDiffer, value(.equalDraws) == 1 {
      reasons.append(
        "All samples from one source are the same, so the generator's noise does nothing.")
    }
    self.reasons = reasons
    doubts = reasons.isEmpty ? Self.doubts(findings) : []
    notes = []
  }

  /// Where samples are far less various than real ones, which is no reason to refuse them: members may
  /// learn from them all the same.
  private static func doubts(_ findings: QualityFindings) -> [String] {
    var parts: [String] = []
    if let ratio = findings[.distanceRatio]?.synthetic, ratio < doubtful.distance {
      parts.append("they are \(number(ratio)) times as far from each other")
    }
    if let coverage = findings[.coverage], let share = coverage.synthetic,
      let usual = coverage.reference, share < doubtful.coverage * usual
    {
      parts.append(
        "\(percent(share)) of the real samples have one in their neighbourhood, where other real "
          + "samples reach \(percent(usual))")
    }
    guard !parts.isEmpty else { return [] }
    return [
      "The synthetic samples are far less various than real ones: \(parts.joined(separator: "; ")). "
        + "The generator may be trained too little, or have collapsed."
    ]
  }

  private static func percent(_ share: Double) -> String {
    String(format: "%.3g %%", 100 * share)
  }

  private static func number(_ number: Double) -> String { String(format: "%.3g", number) }
}
