/// Why the GAN with autoencoder cannot be trained or used.
public enum GANAutoencoderError: Error, Equatable, CustomStringConvertible {
  /// There is to be one model for each label, where labels are generated.
  case labelsPerClass
  /// There is to be one model for each minority class, and one has too few samples.
  case tooFewOfClass(String, count: Int, needed: Int)
  /// A loss was not a number. Epochs and updates count from 1.
  case diverged(loss: String, epoch: Int, update: Int)
  /// The data does not have the features that the model was trained on.
  case featureCount(model: Int, data: Int)
  /// The data does not have the classes that the model was trained on.
  case classCount(model: Int, data: Int)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .labelsPerClass:
      """
      gan-autoencoder.perClass cannot be used where labels are generated, because one model \
      generates all label sequences. Set perClass to false, or form to seq2one.
      """
    case .tooFewOfClass(let name, let count, let needed):
      """
      gan-autoencoder.perClass needs at least \(needed) training samples of each minority class, and \
      there are \(count) of \(name). Set perClass to false, so that all classes share a model.
      """
    case .diverged(let loss, let epoch, let update):
      """
      Training of gan-autoencoder diverged: the \(loss) loss of update \(update) in epoch \(epoch) \
      is not a number. \
      \(epoch == 1 ? "No epoch was completed." : "Epoch \(epoch - 1) is the last good one.") Lower \
      the learning rates or penaltyWeight.
      """
    case .featureCount(let model, let data):
      "The generator was trained on \(model) features and the data has \(data)."
    case .classCount(let model, let data):
      "The generator was trained on labels of \(model) classes and the data has \(data)."
    }
  }
}
