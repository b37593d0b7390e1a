import Networks
import RandomStreams
import Tensors

/// The three networks of the GAN with autoencoder and their weights.
///
/// Each network's weights are a value of their own, so that an update can only change the network
/// that it is meant for.
struct GANAutoencoderModel<Scalar: TensorScalar>: Sendable {
  /// What the networks were made from.
  let configuration: GANAutoencoderConfiguration
  /// Features of an event.
  let featureCount: Int

  /// The networks.
  let generator: Generator
  let critic: Critic
  let decoder: AutoencoderDecoder
  /// The weights.
  var generatorParameters: Parameters<Scalar>
  var criticParameters: Parameters<Scalar>
  var decoderParameters: Parameters<Scalar>

  /// Networks with new weights.
  init(featureCount: Int, configuration: GANAutoencoderConfiguration, stream: RandomStream) {
    self.configuration = configuration
    self.featureCount = featureCount
    var parameters = Parameters<Scalar>()
    generator = Generator(
      featureCount: featureCount, configuration: configuration, in: &parameters,
      stream: stream.substream("generator"))
    generatorParameters = parameters
    parameters = Parameters()
    critic = Critic(
      inputs: configuration.hiddenUnits, configuration: configuration, in: &parameters,
      stream: stream.substream("critic"))
    criticParameters = parameters
    parameters = Parameters()
    decoder = AutoencoderDecoder(
      featureCount: featureCount, configuration: configuration, in: &parameters,
      stream: stream.substream("decoder"))
    decoderParameters = parameters
  }
}
