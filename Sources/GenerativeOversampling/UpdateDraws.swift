import Networks
import RandomStreams
import Tensors

/// Everything random that one update uses, drawn before it starts.
///
/// Updates are thereby plain functions of weights, batch and draws; a test can give its own.
struct UpdateDraws<Scalar: TensorScalar> {
  /// z: the fake branch's noise for each layer, `[samples, H]`.
  var noise: [Tensor<Scalar>]
  /// The instance noise of the real branch's events, `[samples, time, H]`; nil when it is 0.
  var realInstanceNoise: Tensor<Scalar>?
  /// The instance noise of the fake branch's events.
  var fakeInstanceNoise: Tensor<Scalar>?
  /// alpha, `[samples]`: the real branch's share in the point where the slope is penalised.
  var realShare: Tensor<Scalar>
  /// Dropout.
  var mode: Mode
  /// The instance noise of the real branch's labels, `[samples, positions, H]`; nil when it is 0 and
  /// in the seq2one form.
  var realLabelNoise: Tensor<Scalar>?
  /// The instance noise of the fake branch's labels.
  var fakeLabelNoise: Tensor<Scalar>?
}

extension UpdateDraws {
  /// The draws of one update.
  ///
  /// - Parameters:
  ///   - shape: of the events' hidden sequences of one branch: `[samples, time, H]`.
  ///   - labelShape: of the labels' ones, `[samples, positions, H]`; nil in the seq2one form.
  ///   - layers: the generator's.
  ///   - isSharedAcrossLayers: whether all layers get the same z (D2).
  ///   - standardDeviation: of the instance noise.
  ///   - stream: named by epoch and update.
  init(
    hidden shape: Shape, labels labelShape: Shape? = nil, layers: Int,
    isSharedAcrossLayers: Bool = false, standardDeviation: Double, stream: RandomStream
  ) {
    noise = Self.z(
      [shape[0], shape[2]], layers: layers, isSharedAcrossLayers: isSharedAcrossLayers
    ) { stream.substream("z", $0) }
    func instanceNoise(_ purpose: String, _ branch: String, _ shape: Shape) -> Tensor<Scalar>? {
      guard standardDeviation > 0 else { return nil }
      var draws = stream.substream(purpose).substream(branch)
      var noise = Tensor<Scalar>.normal(shape, stream: &draws)
      noise.scale(by: Scalar(standardDeviation))
      return noise
    }
    realInstanceNoise = instanceNoise("instance-noise", "real", shape)
    fakeInstanceNoise = instanceNoise("instance-noise", "fake", shape)
    realLabelNoise = labelShape.flatMap { instanceNoise("label-noise", "real", $0) }
    fakeLabelNoise = labelShape.flatMap { instanceNoise("label-noise", "fake", $0) }
    var shares = stream.substream("real-share")
    realShare = Tensor.uniform([shape[0]], stream: &shares)
    mode = .training(stream.substream("dropout"))
  }

  /// The draws of one update of a model with a batch.
  init(
    for batch: SequenceBatch<Scalar>, of configuration: GANAutoencoderConfiguration,
    standardDeviation: Double, stream: RandomStream
  ) {
    let units = configuration.hiddenUnits
    self.init(
      hidden: [batch.count, batch.events.shape[1], units],
      labels: batch.labels.map { [batch.count, $0.oneHot.shape[1], units] },
      layers: configuration.layers,
      isSharedAcrossLayers: configuration.zSharedAcrossLayers,
      standardDeviation: standardDeviation, stream: stream)
  }

  /// Normal noise z for each layer, or the first layer's for all of them.
  static func z(
    _ shape: Shape, layers: Int, isSharedAcrossLayers: Bool, stream: (Int) -> RandomStream
  ) -> [Tensor<Scalar>] {
    let different = (0..<(isSharedAcrossLayers ? 1 : layers)).map { layer in
      var draws = stream(layer)
      return Tensor<Scalar>.normal(shape, stream: &draws)
    }
    return (0..<layers).map { different[isSharedAcrossLayers ? 0 : $0] }
  }

  /// The instance noise of the real branch.
  var realNoise: HiddenSequences<Tensor<Scalar>>? {
    realInstanceNoise.map { HiddenSequences(events: $0, labels: realLabelNoise) }
  }

  /// The instance noise of the real and then the fake branch.
  var instanceNoise: HiddenSequences<Tensor<Scalar>>? {
    guard let real = realNoise, let fakeEvents = fakeInstanceNoise else { return nil }
    let fake = HiddenSequences(events: fakeEvents, labels: fakeLabelNoise)
    return real.combined(with: fake) { $0.followed(by: $1) }
  }

  /// z of the real and then the fake branch: zeros and noise.
  var zOfBothBranches: [Tensor<Scalar>] {
    noise.map { .zeros($0.shape).followed(by: $0) }
  }
}
