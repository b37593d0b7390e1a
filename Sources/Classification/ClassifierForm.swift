/// What a classifier predicts for a sample.
public enum ClassifierForm: String, Codable, Sendable, CaseIterable {
  /// `seq2one` where samples have one label, `seq2seq` where they have more.
  case auto
  /// One class for the whole sequence (spec/01 section 3.1).
  case seq2one
  /// A class for each label position (spec/01 section 3.2).
  case seq2seq

  /// The form for labels of so many positions: never `auto`.
  public func resolved(labelLength: Int) -> ClassifierForm {
    self == .auto ? (labelLength == 1 ? .seq2one : .seq2seq) : self
  }
}

/// What the decoder of a seq2seq classifier looks at (spec/01 section 3.2).
public enum DecoderAttention: String, Codable, Sendable, CaseIterable {
  /// All outputs of the encoder, by additive attention at each label position.
  case additive
  /// The encoder's final output, at each label position.
  case none
}

/// What chooses the epoch whose model is kept (spec/01 section 6).
public enum SelectionMetric: String, Codable, Sendable, CaseIterable {
  /// The minority F1 of label sequences.
  case minorityF1 = "minority-f1"
  /// The mean over the label positions but the first of the F1 of "not the majority's label there",
  /// as the reference code has it (spec/01 D21); with one label, the minority F1.
  case positionF1 = "position-f1"
}
