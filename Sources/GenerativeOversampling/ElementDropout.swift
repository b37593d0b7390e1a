import Differentiation
import Networks
import Tensors

/// Dropout with a fresh mask for each element and time step, the same for every branch of a batch.
///
/// A batch that holds the real and the fake branch of the same sources, one after the other, gets
/// one mask for both. The critic's evaluations of one update then share their masks as the gradient
/// penalty needs them to (spec/01 section 11), the comparison of the branches is not blurred by
/// masks, and half of the random numbers are saved. With `dropoutAlwaysOn` each branch has masks of
/// its own, as in the reference (D6).
///
/// Where one layer's output is the next one's input, both with dropout, one mask that keeps the
/// product of the two shares has the same distribution; callers use that.
struct ElementDropout: Sendable {
  /// The share of elements that is kept; 1 switches dropout off.
  var keep: Double
  /// Whether the branches of a batch have one mask in common.
  var isSharedByBranches = true

  /// The dropout at one layer's output and at the next one's input in one.
  var betweenLayers: ElementDropout {
    ElementDropout(keep: keep * keep, isSharedByBranches: isSharedByBranches)
  }

  /// Drops elements and scales the others by 1/keep, in training.
  ///
  /// - Parameters:
  ///   - x: `[branches * samples, ...]`.
  ///   - mode: supplies the stream of the mask.
  ///   - name: the substream, unique in one update.
  ///   - branches: how many times the samples occur in the batch.
  /// - Returns: a tensor like `x`; `x` itself in inference.
  func callAsFunction<Scalar>(
    _ x: Variable<Scalar>, mode: Mode, named name: String, branches: Int
  ) -> Variable<Scalar> {
    mask(for: x.shape, mode: mode, named: name, branches: branches)
      .map { x.multiplied(by: $0) } ?? x
  }

  /// The same for a value with its tangent: both get the same mask.
  func callAsFunction<Scalar>(
    _ x: Dual<Scalar>, mode: Mode, named name: String, branches: Int
  ) -> Dual<Scalar> {
    mask(for: x.value.shape, mode: mode, named: name, branches: branches)
      .map { x.multiplied(by: $0) } ?? x
  }

  private func mask<Scalar: TensorScalar>(
    for shape: Shape, mode: Mode, named name: String, branches: Int
  ) -> Tensor<Scalar>? {
    guard keep < 1, var stream = mode.stream(for: name) else { return nil }
    let copies = isSharedByBranches ? branches : 1
    var extents = shape.dimensions
    extents[0] /= copies
    let mask = Tensor<Scalar>.bernoulliScaled(
      keep: keep, Shape(extents), stream: &stream)
    return mask.repeated(copies)
  }
}

extension ElementDropout {
  /// The dropout of a configuration.
  init(_ configuration: GANAutoencoderConfiguration) {
    self.init(
      keep: configuration.dropoutKeep, isSharedByBranches: !configuration.dropoutAlwaysOn)
  }
}

extension Mode {
  /// The same mode with masks of its own: nothing of this name is drawn anywhere else.
  func apart(_ name: String, _ number: Int = 0) -> Mode {
    switch self {
    case .inference: .inference
    case .training(let stream): .training(stream.substream(name, number))
    }
  }
}
