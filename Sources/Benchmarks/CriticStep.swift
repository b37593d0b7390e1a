import GenerativeOversampling
import Networks
import RandomStreams
import Tensors

/// A step of the GAN's critic with gradient penalty on given real and fake hidden sequences.
///
/// Three forward passes and their reverses, and the second derivative of one. Dropout is off, so
/// that the mathematics is the same everywhere. Ours reads the backward direction out where it has
/// seen the whole sequence, at the first event; a peer that reads it out at the last event does the
/// same multiply-adds.
struct CriticStep: MeasuredWork {
  private let critic: Critic
  let parameters: Parameters<Float>
  /// The real and then the fake sequences.
  let hidden: Tensor<Float>
  private let lengths: [Int32]
  private var stream: RandomStream

  init(batch: Int, time: Int, hidden units: Int, layers: Int, seed: UInt64 = 1) {
    let stream = RandomStream(seed: seed)
    var configuration = GANAutoencoderConfiguration()
    configuration.criticUnits = units
    configuration.criticLayers = layers
    configuration.criticDense = [32, 16]
    configuration.leakySlope = 0.3
    configuration.penaltyWeight = 10
    configuration.dropoutKeep = 1
    var parameters = Parameters<Float>()
    critic = Critic(
      inputs: units, configuration: configuration, in: &parameters,
      stream: stream.substream("weights"))
    self.parameters = parameters
    var numbers = stream.substream("hidden")
    hidden = .normal([2 * batch, time, units], stream: &numbers)
    lengths = Array(repeating: Int32(time), count: batch)
    self.stream = stream.substream("real-share")
  }

  mutating func run() { _ = result() }

  /// What a step computes; the points of the penalty are new in each.
  mutating func result() -> (losses: CriticLosses, gradients: [Tensor<Float>]) {
    critic.update(
      hidden: HiddenSequences(events: hidden), lengths: HiddenLengths(events: lengths),
      realShare: .uniform([lengths.count], stream: &stream), parameters: parameters,
      mode: .inference)
  }
}
