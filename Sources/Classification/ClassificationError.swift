/// Why a classifier cannot be trained or used.
public enum ClassificationError: Error, Equatable, CustomStringConvertible {
  /// The data has several labels per sample, which a seq2one classifier does not predict.
  case labelLength(Int)
  /// A training sample carries a label sequence that is not in the vocabulary.
  case unknownLabel(sample: Int)
  /// The member's training set lacks the majority or the minority.
  case singleClass(samples: Int)
  /// The loss or a prediction was not a number. Epochs and steps count from 1.
  case diverged(epoch: Int, step: Int?, lastGoodEpoch: Int?)
  /// The data does not have the features that the model was trained on.
  case featureCount(model: Int, data: Int)
  /// A file that should hold a classifier does not.
  case foreignModel(reason: String)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .labelLength(let length):
      """
      The data has \(length) labels per sample; a seq2one classifier predicts one. Set \
      classifier.form to auto, or choose a label with data.label.position (-1 takes the last, as \
      the reference code does).
      """
    case .unknownLabel(let sample):
      """
      Sample \(sample) of a member's training set carries a label sequence that is not in the \
      vocabulary of the training split.
      """
    case .singleClass(let samples):
      """
      All \(samples) training samples of a member are of one kind; a classifier needs both \
      majority and minority samples.
      """
    case .diverged(let epoch, let step, let lastGoodEpoch):
      """
      Training diverged: \(step.map { "the loss at step \($0)" } ?? "a prediction") of epoch \
      \(epoch) is not a number. \
      \(lastGoodEpoch.map { "The best model so far is that of epoch \($0)." }
        ?? "No epoch was completed.") Lower learningRate or gradientClip, or choose the LSTM \
      flavour standard.
      """
    case .featureCount(let model, let data):
      "The classifier was trained on \(model) features and the data has \(data)."
    case .foreignModel(let reason):
      "The file does not hold a usable classifier: \(reason)."
    }
  }
}
