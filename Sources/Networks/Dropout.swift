import Differentiation
import RandomStreams
import Tensors

/// Inverted dropout: in training, each element is kept with probability `keep` and then divided by
/// it, or set to 0; in inference nothing happens (spec/00 6.4).
///
/// Masks are drawn from the mode's substream of the given name, so one mode gives one name the same
/// mask every time it is asked with the same shape.
public struct Dropout: Sendable {
  /// What shares a mask.
  public enum Pattern: String, Codable, Sendable {
    /// Every element has a draw of its own.
    case perElement = "per-element"
    /// One draw for each sample and feature, the same for all events: Keras' convention.
    case perSample = "per-sample"
  }

  /// The probability of keeping an element, in (0, 1].
  public let keep: Double
  /// What shares a mask.
  public let pattern: Pattern

  /// Dropout that keeps elements with probability `keep`.
  ///
  /// - Precondition: `keep` is in (0, 1].
  public init(keep: Double, _ pattern: Pattern = .perElement) {
    precondition(keep > 0 && keep <= 1, "The probability of keeping must be in (0, 1].")
    self.keep = keep
    self.pattern = pattern
  }

  /// `x` with elements dropped; `x` itself in inference or when everything is kept.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, mode: Mode, named name: String
  ) -> Variable<Scalar> {
    guard let mask: Tensor<Scalar> = mask(maskShape(x.shape), mode: mode, named: name) else {
      return x
    }
    return mask.shape == x.shape ? x.multiplied(by: mask) : x.multiplied(overTimeBy: mask)
  }

  /// Value and tangent with the same elements dropped.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Dual<Scalar>, mode: Mode, named name: String
  ) -> Dual<Scalar> {
    Dual(
      value: self(x.value, mode: mode, named: name),
      tangent: self(x.tangent, mode: mode, named: name))
  }

  /// A mask of 0 and 1 / `keep`; nil when nothing is dropped.
  public func mask<Scalar: TensorScalar>(
    _ shape: Shape, mode: Mode, named name: String
  ) -> Tensor<Scalar>? {
    guard keep < 1, var stream = mode.stream(for: name) else { return nil }
    return .bernoulliScaled(keep: keep, shape, stream: &stream)
  }

  private func maskShape(_ shape: Shape) -> Shape {
    pattern == .perSample && shape.rank == 3 ? [shape[0], shape[2]] : shape
  }
}
