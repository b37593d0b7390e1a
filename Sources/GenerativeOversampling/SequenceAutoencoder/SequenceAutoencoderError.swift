/// Why a sequence autoencoder cannot be trained or used.
public enum SequenceAutoencoderError: Error, Equatable, CustomStringConvertible {
  /// There are not even two samples: one to train on and one to hold out.
  case tooFewSamples(method: String, count: Int)
  /// A loss was not a number; without an update it is that of the samples held out.
  ///
  /// Epochs and updates count from 1.
  case diverged(method: String, epoch: Int, update: Int?)
  /// The data does not have the features that the model was trained on.
  case featureCount(method: String, model: Int, data: Int)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .tooFewSamples(let method, let count):
      """
      The autoencoder of \(method) needs at least 2 minority samples, one to train on and one to hold \
      out, and there are \(count).
      """
    case .diverged(let method, let epoch, let update):
      """
      Training of the autoencoder of \(method) diverged: the loss of \
      \(update.map { "update \($0)" } ?? "the samples held out") in epoch \(epoch) is not a number. \
      \(epoch == 1 ? "No epoch was completed." : "Epoch \(epoch - 1) is the last good one.") Lower \
      learningRate or gradientClip.
      """
    case .featureCount(let method, let model, let data):
      "The autoencoder of \(method) was trained on \(model) features and the data has \(data)."
    }
  }
}
