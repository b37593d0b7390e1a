import Files

/// A trained ensemble member: its best model, how training went, and what it predicts.
public struct TrainedMember: Sendable {
  /// The model of the best epoch.
  public let classifier: TrainedClassifier
  /// The epoch whose model was kept, from 1: the first with the greatest selection metric, which is
  /// the validation F1 unless the configuration says otherwise.
  public let bestEpoch: Int
  /// The minority F1 on the validation split at that epoch; 0 if the split holds no minority.
  public let validationF1: Double
  /// One row per epoch: `epoch`, `training_loss`, `training_f1`, `validation_f1`,
  /// `validation_log_loss`, and `validation_position_f1` if that chooses the epoch.
  ///
  /// The training columns come from the passes that trained, so dropout was on and the weights
  /// were changing; the validation columns from the weights at the epoch's end.
  public let curves: NumberTable
  /// Probabilities on the validation split, as `TrainedClassifier.probabilities` lays them out.
  public let validationProbabilities: [Float]
  /// Probabilities on the test split.
  public let testProbabilities: [Float]
  /// Sentences for the unit's record.
  public let warnings: [String]
  /// Where the training ended, whatever model was kept.
  public let finalState: MemberState
}
