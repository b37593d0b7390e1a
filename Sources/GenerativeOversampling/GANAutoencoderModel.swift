import Networks
import RandomStreams
import Tensors

/// The three networks of the GAN with autoencoder and their weights.
///
/// Each network's weights are a value of their own, so that an update can only change the network
/// that it is meant for.
///
/// One type serves both forms of the method. With `classCount` it is the seq2seq form, in which each
/// network has a part for the labels beside that for the events (spec/01 section 10):
///
///     x ──> generator ──> h_x ──> critic ──> value        in the seq2one form
///               │          └────> decoder ──> x'
///               │
///     x ──> generator ──> h_x ──> critic ──┐
///               │ states   │        │ states
///     y ──> labels ──> h_y ───────> labels ──> value      in the seq2seq form
///               │ states   └────> decoder ──> x'
///               └───────────────> label decoder ──> y'
///
/// Without it those parts are absent, and so is their cost. Between networks, hidden sequences travel
/// as `HiddenSequences`, whose part for the labels is optional in the same way; losses, noise, mixing
/// and the gradient penalty treat the two parts alike and are therefore written once.
struct GANAutoencoderModel<Scalar: TensorScalar>: Sendable {
  /// What the networks were made from.
  let configuration: GANAutoencoderConfiguration
  /// Features of an event.
  let featureCount: Int
  /// Classes of a label in the seq2seq form; nil in the seq2one form.
  let classCount: Int?

  /// The networks.
  let generator: Generator
  let critic: Critic
  let decoder: AutoencoderDecoder
  /// The decoder's part for the labels; nil in the seq2one form.
  let labelDecoder: LabelDecoder?
  /// The weights.
  var generatorParameters: Parameters<Scalar>
  var criticParameters: Parameters<Scalar>
  var decoderParameters: Parameters<Scalar>

  /// Networks with new weights; `classCount` is nil for the seq2one form.
  init(
    featureCount: Int, classCount: Int? = nil, configuration: GANAutoencoderConfiguration,
    stream: RandomStream
  ) {
    self.configuration = configuration
    self.featureCount = featureCount
    self.classCount = classCount
    var parameters = Parameters<Scalar>()
    generator = Generator(
      featureCount: featureCount, classCount: classCount, configuration: configuration,
      in: &parameters, stream: stream.substream("generator"))
    generatorParameters = parameters
    parameters = Parameters()
    critic = Critic(
      inputs: configuration.hiddenUnits, readsLabels: classCount != nil,
      configuration: configuration, in: &parameters, stream: stream.substream("critic"))
    criticParameters = parameters
    parameters = Parameters()
    decoder = AutoencoderDecoder(
      featureCount: featureCount, configuration: configuration, in: &parameters,
      stream: stream.substream("decoder"))
    if let classCount {
      labelDecoder = LabelDecoder(
        classCount: classCount, configuration: configuration, in: &parameters,
        stream: stream.substream("decoder"))
    } else {
      labelDecoder = nil
    }
    decoderParameters = parameters
  }

  /// How networks run outside training: without dropout, unless it is always on (D6).
  func modeOutsideTraining(_ stream: RandomStream) -> Mode {
    configuration.dropoutAlwaysOn ? .training(stream) : .inference
  }
}
