import Sequences

/// The label sequences of synthetic samples, and what was done about those of the majority (spec/01
/// section 14, step 3).
struct SyntheticLabels {
  /// The synthetic samples that stay, by their index.
  private(set) var kept: [Int] = []
  /// The label sequence of each sample that stays.
  private(set) var sequences: [[Int]] = []
  /// What a unit's record should say, one sentence each.
  private(set) var warnings: [String] = []

  /// Applies the policy for the majority's label sequence.
  ///
  /// - Parameters:
  ///   - generated: the label sequence that was generated for each synthetic sample.
  ///   - sources: the label sequence of each one's source.
  ///   - vocabulary: that of the training split.
  ///   - policy: what becomes of a sample with the majority's labels.
  init(
    generated: [[Int]], sources: [ArraySlice<Int>], vocabulary: LabelVocabulary,
    policy: GANAutoencoderConfiguration.MajorityOutput
  ) {
    var majority = 0
    var unseen = 0
    var unseenSequences: Set<[Int]> = []
    for (sample, labels) in generated.enumerated() {
      var labels = labels
      switch vocabulary.id(of: labels) {
      case LabelVocabulary.majority:
        majority += 1
        if policy == .reject { continue }
        if policy == .source { labels = Array(sources[sample]) }
      case LabelVocabulary.unknown:
        unseen += 1
        unseenSequences.insert(labels)
      default: break
      }
      kept.append(sample)
      sequences.append(labels)
    }
    if majority > 0 {
      let outcome =
        switch policy {
        case .reject: "were left out"
        case .source: "were given their sources' labels"
        case .keep: "were kept as samples of the majority"
        }
      warnings.append(
        """
        \(majority) of \(generated.count) synthetic samples came with the majority's label sequence \
        and \(outcome) (majorityOutput: \(policy.rawValue)).
        """)
    }
    if unseen > 0 {
      warnings.append(
        """
        \(unseen) of \(generated.count) synthetic samples came with \(unseenSequences.count) label \
        sequences that the training split does not have; they were kept.
        """)
    }
  }
}
