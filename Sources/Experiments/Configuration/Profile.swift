import Classification

/// Which of two ways the defaults follow where the first paper and its published code differ
/// (spec/01 section 18).
///
/// A profile changes defaults only: whatever an experiment file or `--set` says holds in both.
public enum Profile: String, Codable, Sendable, CaseIterable {
  /// What the paper's text says.
  case paper
  /// What its code does, as far as it destroys no data: what is not reproduced are its faults, such
  /// as labels that are shuffled without their events.
  case reference
}

extension ExperimentConfiguration {
  /// The defaults of a profile.
  ///
  /// - Parameters:
  ///   - profile: the profile.
  ///   - form: what the classifier predicts. Where a seq2one classifier is asked for and samples have
  ///     several labels, `reference` takes the last one (D20).
  public init(profile: Profile, form: ClassifierForm = .auto) {
    self.init()
    self.profile = profile
    guard profile == .reference else { return }
    data.useReferenceSwitches(oneLabel: form == .seq2one)
    ensemble.sharedMemberModel = true
    classifier.useReferenceSwitches()
    synthesis.useReferenceSwitches()
    quality.useReferenceSwitches()
    autoencoderSMOTE.useReferenceSwitches()
    autoencoderADASYN.useReferenceSwitches()
    ganAutoencoder.useReferenceSwitches()
    novelty.useReferenceSwitches()
  }
}
