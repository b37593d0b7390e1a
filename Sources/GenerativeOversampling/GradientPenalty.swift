import Differentiation
import Tensors

/// The penalty that keeps the critic's slope near 1 (WGAN-GP; spec/01 section 11).
///
/// With g_b = dD(h_b)/dh_b and s_b = sqrt(|g_b|^2 + 1e-10), the norm taken over all valid events and
/// hidden units of sample b together, in the seq2seq form over those of events and labels:
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
///
/// The reference takes the norm over time only, for each hidden unit by itself, and in the seq2seq
/// form looks at the events' part alone (D3, D4); only s and v differ then.
struct GradientPenalty<Scalar: TensorScalar> {
  /// GP.
  let value: Scalar
  /// v, of the shapes of the points; 0 on padding, and nil for a part whose slopes do not count.
  let direction: HiddenSequences<Tensor<Scalar>>

  /// Evaluates the penalty at `points`.
  ///
  /// - Parameters:
  ///   - points: h_x `[samples, time, H]` and h_y.
  ///   - lengths: valid events and labels of each sample; slopes beyond them do not count.
  ///   - settings: over what norms are taken.
  ///   - critic: the critic's values `[samples, 1]`, with weights that are constants.
  init(
    at points: HiddenSequences<Tensor<Scalar>>, lengths: HiddenLengths,
    settings: PenaltySettings = PenaltySettings(),
    critic: (HiddenSequences<Variable<Scalar>>) -> Variable<Scalar>
  ) {
    let tape = Tape<Scalar>()
    let labelsCount = settings.parts == .all
    let variables = HiddenSequences(
      events: tape.variable(points.events),
      labels: points.labels.map { labelsCount ? tape.variable($0) : Variable($0) })
    let total = critic(variables).sum()
    let gradients = tape.gradients(
      of: total, for: [variables.events] + [variables.labels].compactMap { $0 })
    let slopes = HiddenSequences(
      events: gradients[0], labels: labelsCount && gradients.count > 1 ? gradients[1] : nil)
    let lengths = HiddenLengths(
      events: lengths.events, labels: slopes.labels == nil ? nil : lengths.labels)
    switch settings.norm {
    case .joint: (value, direction) = Self.jointNorm(slopes, lengths: lengths)
    case .timeAxis: (value, direction) = Self.normOverTime(slopes, lengths: lengths)
    }
  }

  /// One norm for each sample.
  private static func jointNorm(
    _ slopes: HiddenSequences<Tensor<Scalar>>, lengths: HiddenLengths
  ) -> (value: Scalar, direction: HiddenSequences<Tensor<Scalar>>) {
    let squared = slopes.combined(with: lengths) { slopes, lengths in
      slopes.squaredDistances(to: .zeros(slopes.shape), lengths: lengths)
    }
    var squaredNorms = squared.events
    if let labels = squared.labels { squaredNorms.add(labels) }
    let samples = squaredNorms.shape[0]
    var penalty: Scalar = 0
    var factors: [Scalar] = []
    for squaredNorm in squaredNorms.scalars {
      let norm = (squaredNorm + 1e-10).squareRoot()
      penalty += (norm - 1) * (norm - 1)
      factors.append(2 * (norm - 1) / (norm * Scalar(samples)))
    }
    let scales = Tensor(factors, shape: [samples])
    return (
      penalty / Scalar(samples),
      slopes.combined(with: lengths) { slopes, lengths in
        slopes.difference(from: .zeros(slopes.shape), scaledBy: scales, lengths: lengths)
      }
    )
  }

  /// One norm for each sample and hidden unit of each part, of which the mean is taken.
  private static func normOverTime(
    _ slopes: HiddenSequences<Tensor<Scalar>>, lengths: HiddenLengths
  ) -> (value: Scalar, direction: HiddenSequences<Tensor<Scalar>>) {
    let valid = slopes.combined(with: lengths) { slopes, lengths in
      Variable(slopes).maskedBeyond(lengths: lengths).value
    }
    let squaredNorms = valid.map { ($0 * $0).sumsOverTime() }
    let norms = squaredNorms.map { Tensor<Double>(converting: $0).scalars.map(Self.norm) }
    let all = norms.events + (norms.labels ?? [])
    let penalty = all.reduce(0) { $0 + ($1 - 1) * ($1 - 1) } / Double(all.count)
    return (
      Scalar(penalty),
      valid.combined(with: norms) { slopes, norms in
        let factors = norms.map { 2 * ($0 - 1) / ($0 * Double(all.count)) }
        return Variable(slopes).multiplied(
          overTimeBy: Tensor(
            converting: Tensor<Double>(factors, shape: [slopes.shape[0], slopes.shape[2]]))
        ).value
      }
    )
  }

  private static func norm(_ squared: Double) -> Double { (squared + 1e-10).squareRoot() }

  /// A number whose gradient is that of the penalty.
  ///
  /// - Parameters:
  ///   - points: as given to `init`.
  ///   - critic: the same critic on dual numbers, with weights that are variables.
  /// - Returns: a number of rank 0; it is not the penalty itself.
  func differentiable(
    at points: HiddenSequences<Tensor<Scalar>>,
    critic: (HiddenSequences<Dual<Scalar>>) -> Dual<Scalar>
  ) -> Variable<Scalar> {
    func dual(_ points: Tensor<Scalar>, _ direction: Tensor<Scalar>?) -> Dual<Scalar> {
      let value = Variable(points)
      return direction.map { Dual(value: value, tangent: Variable($0)) } ?? Dual(constant: value)
    }
    return critic(
      HiddenSequences(
        events: dual(points.events, direction.events),
        labels: points.labels.map { dual($0, direction.labels) })
    ).tangent.sum()
  }
}
