import Files

/// The curves of a training and the best model so far.
struct EpochSelection {
  private(set) var curves: NumberTable
  private(set) var best:
    (classifier: TrainedClassifier, epoch: Int, f1: Double, probabilities: [Float])?
  private let showsMetric: Bool
  private var greatest = -1.0

  /// Before the first epoch.
  init(metric: SelectionMetric) {
    showsMetric = metric == .positionF1
    curves = NumberTable(
      columns: [
        "epoch", "training_loss", "training_f1", "validation_f1", "validation_log_loss",
      ] + (showsMetric ? ["validation_position_f1"] : []))
  }

  /// The number of completed epochs.
  var epochs: Int { curves.rows.count }

  /// Adds a row, and keeps the model if its metric on validation is greater than any before.
  mutating func record(
    _ epoch: Int, _ classifier: TrainedClassifier, trained: (loss: Double, f1: Double),
    validated: ValidationScores.Values, probabilities: [Float]
  ) {
    curves.append(
      [Double(epoch), trained.loss, trained.f1, validated.f1, validated.logLoss]
        + (showsMetric ? [validated.metric] : []))
    guard validated.metric > greatest else { return }
    greatest = validated.metric
    best = (classifier, epoch, validated.f1, probabilities)
  }

  /// Goes on from where the selection was before.
  ///
  /// - Parameters:
  ///   - curves: a row for each epoch so far.
  ///   - epoch: whose model is the best.
  ///   - classifier: that model.
  ///   - probabilities: what it predicts on validation.
  /// - Precondition: the columns are those of `curves`, and the epoch has a row.
  mutating func restore(
    _ curves: NumberTable, best epoch: Int, _ classifier: TrainedClassifier,
    probabilities: [Float]
  ) {
    precondition(curves.columns == self.curves.columns)
    self.curves = curves
    let row = curves.rows[epoch - 1]
    greatest = row[showsMetric ? 5 : 3]
    best = (classifier, epoch, row[3], probabilities)
  }
}
