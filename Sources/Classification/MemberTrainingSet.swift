import Sequences

/// What one member trains on: its part of the majority, all minority samples, and synthetic ones.
///
/// The real samples come first, in their order; the trainer shuffles. Which samples are synthetic
/// stays known, because the report asks how well a member does on either kind (spec/01 14, step 5).
public struct MemberTrainingSet: Sendable {
  /// All samples, in data units.
  public let samples: SequenceDataset
  /// Whether each sample was made by an oversampler.
  public let isSynthetic: [Bool]

  /// A member's real samples with the synthetic ones behind them.
  ///
  /// - Throws: what `SequenceDataset.appending` throws if the two do not share features and classes.
  public init(real: SequenceDataset, synthetic: SequenceDataset? = nil) throws {
    let added = synthetic?.count ?? 0
    if let synthetic, added > 0 {
      samples = try real.appending(synthetic)
    } else {
      samples = real
    }
    isSynthetic =
      Array(repeating: false, count: real.count) + Array(repeating: true, count: added)
  }
}
