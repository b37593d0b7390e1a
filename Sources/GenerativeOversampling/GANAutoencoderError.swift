/// Why the GAN with autoencoder cannot be trained or used.
public enum GANAutoencoderError: Error, Equatable, CustomStringConvertible {
  /// The data has several labels per sample, which this form of the method does not generate.
  case labelLength(Int)
  /// A loss was not a number. Epochs and updates count from 1.
  case diverged(loss: String, epoch: Int, update: Int)
  /// The data does not have the features that the model was trained on.
  case featureCount(model: Int, data: Int)

  /// The error as a sentence.
  public var description: String {
    switch self {
    case .labelLength(let length):
      """
      The data has \(length) labels per sample; gan-autoencoder generates sequences of one label. \
      Choose a label position when the data is read.
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
    }
  }
}
