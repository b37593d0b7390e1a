import Differentiation
import Tensors

/// The penalty that keeps the critic's slope near 1 (WGAN-GP; spec/01 section 11).
///
/// With g_b = dD(h_b)/dh_b and s_b = sqrt(|g_b|^2 + 1e-10), the norm taken over all valid events and
/// hidden units of sample b together:
///
///     GP = mean over b of (s_b - 1)^2
///
/// Its gradient with respect to the critic's weights w needs mixed second derivatives of D, but only
/// in one direction for each sample. As d s_b/dw = (g_b . d g_b/dw) / s_b,
///
///     dGP/dw = sum_b v_b . d g_b/dw     with   v_b = 2 (s_b - 1) g_b / (s_b B)
///
/// and, holding the numbers v fixed, v_b . g_b is the derivative of D along v_b. So the gradient of
/// GP is *exactly* the gradient of the tangent of D along v: no approximation, only the order of
/// differentiation is exchanged. Three passes do it:
///
/// 1. an ordinary pass and its reverse with respect to h alone give g, and from it GP and v;
/// 2. a forward pass with dual numbers (h, v) records value and tangent; where the first pass's
///    values are handed over, only tangents are computed;
/// 3. one reverse pass of the summed tangents gives dGP/dw.
///
/// The cost is about that of three ordinary updates, and no operation needs a rule of second order.
struct GradientPenalty<Scalar: TensorScalar> {
  /// GP.
  let value: Scalar
  /// v, of the shape of the points; 0 on padding.
  let direction: Tensor<Scalar>

  /// Evaluates the penalty at `points`.
  ///
  /// - Parameters:
  ///   - points: `[samples, time, H]`.
  ///   - lengths: valid events of each sample; slopes beyond them do not count.
  ///   - critic: the critic's values `[samples, 1]`, with weights that are constants.
  init(
    at points: Tensor<Scalar>, lengths: [Int32],
    critic: (Variable<Scalar>) -> Variable<Scalar>
  ) {
    let tape = Tape<Scalar>()
    let variable = tape.variable(points)
    let total = critic(variable).sum()
    let slopes = tape.gradients(of: total, for: [variable])[0]
    let samples = points.shape[0]
    let zeros = Tensor<Scalar>.zeros(points.shape)
    var penalty: Scalar = 0
    var factors: [Scalar] = []
    for squaredNorm in slopes.squaredDistances(to: zeros, lengths: lengths).scalars {
      let norm = (squaredNorm + 1e-10).squareRoot()
      penalty += (norm - 1) * (norm - 1)
      factors.append(2 * (norm - 1) / (norm * Scalar(samples)))
    }
    value = penalty / Scalar(samples)
    direction = slopes.difference(
      from: zeros, scaledBy: Tensor(factors, shape: [samples]), lengths: lengths)
  }

  /// A number whose gradient is that of the penalty.
  ///
  /// - Parameters:
  ///   - points: as given to `init`.
  ///   - critic: the same critic on dual numbers, with weights that are variables.
  /// - Returns: a number of rank 0; it is not the penalty itself.
  func differentiable(
    at points: Tensor<Scalar>, critic: (Dual<Scalar>) -> Dual<Scalar>
  ) -> Variable<Scalar> {
    critic(Dual(value: Variable(points), tangent: Variable(direction))).tangent.sum()
  }
}
