import Networks
import RandomStreams
import Tensors

/// Everything random that one update uses, drawn before it starts.
///
/// Updates are thereby plain functions of weights, batch and draws; a test can give its own.
struct UpdateDraws<Scalar: TensorScalar> {
  /// z: the fake branch's initial cell state of each layer, `[samples, H]`.
  var noise: [Tensor<Scalar>]
  /// The instance noise of the real branch, `[samples, time, H]`; nil when it is 0.
  var realInstanceNoise: Tensor<Scalar>?
  /// The instance noise of the fake branch.
  var fakeInstanceNoise: Tensor<Scalar>?
  /// alpha, `[samples]`: the real branch's share in the point where the slope is penalised.
  var realShare: Tensor<Scalar>
  /// Dropout.
  var mode: Mode
}

extension UpdateDraws {
  /// The draws of one update.
  ///
  /// - Parameters:
  ///   - shape: of the hidden sequences of one branch: `[samples, time, H]`.
  ///   - layers: the generator's.
  ///   - standardDeviation: of the instance noise.
  ///   - stream: named by epoch and update.
  init(
    hidden shape: Shape, layers: Int, standardDeviation: Double, stream: RandomStream
  ) {
    noise = (0..<layers).map { layer in
      var draws = stream.substream("z", layer)
      return Tensor.normal([shape[0], shape[2]], stream: &draws)
    }
    func instanceNoise(_ branch: String) -> Tensor<Scalar>? {
      guard standardDeviation > 0 else { return nil }
      var draws = stream.substream("instance-noise").substream(branch)
      var noise = Tensor<Scalar>.normal(shape, stream: &draws)
      noise.scale(by: Scalar(standardDeviation))
      return noise
    }
    realInstanceNoise = instanceNoise("real")
    fakeInstanceNoise = instanceNoise("fake")
    var shares = stream.substream("real-share")
    realShare = Tensor.uniform([shape[0]], stream: &shares)
    mode = .training(stream.substream("dropout"))
  }

  /// The instance noise of the real and then the fake branch.
  var instanceNoise: Tensor<Scalar>? {
    guard let real = realInstanceNoise, let fake = fakeInstanceNoise else { return nil }
    return real.followed(by: fake)
  }

  /// The initial cell states of the real and then the fake branch: zeros and z.
  var initialCells: [Tensor<Scalar>] {
    noise.map { .zeros($0.shape).followed(by: $0) }
  }
}
