import Differentiation
import Tensors

/// The Wasserstein part of the losses, from the critic's values of both branches (spec/01
/// section 11).
///
/// Batches hold the real branch first and then the fake branch of the same sources.
enum AdversarialLosses {
  /// How far apart the critic sees the branches: E[D(real)] - E[D(fake)].
  ///
  /// The generator minimises the gap. The critic minimises its negative, which makes the values of
  /// real sequences high, and the gradient penalty. That the generator sees E[D(real)] too is meant:
  /// real hidden sequences are its output as well (D5).
  ///
  /// - Parameter values: the critic's values, `[2 * samples, 1]`.
  /// - Returns: a number of rank 0.
  static func gap<Scalar>(_ values: Variable<Scalar>) -> Variable<Scalar> {
    let samples = values.shape[0] / 2
    let share = 1 / Scalar(samples)
    let signs = Tensor(repeating: share, shape: [samples, 1])
      .followed(by: Tensor(repeating: -share, shape: [samples, 1]))
    return values.multiplied(by: signs).sum()
  }

  /// The adversarial part of the generator's loss.
  ///
  /// That is the gap or, as in the reference, its fake term alone, -E[D(fake)] (D5).
  ///
  /// - Parameters:
  ///   - values: the critic's values, `[2 * samples, 1]`.
  ///   - terms: which terms there are.
  /// - Returns: a number of rank 0.
  static func generatorPart<Scalar>(
    _ values: Variable<Scalar>, terms: GANAutoencoderConfiguration.GeneratorTerms
  ) -> Variable<Scalar> {
    guard terms == .fakeOnly else { return gap(values) }
    let samples = values.shape[0] / 2
    let signs = Tensor<Scalar>.zeros([samples, 1])
      .followed(by: Tensor(repeating: -1 / Scalar(samples), shape: [samples, 1]))
    return values.multiplied(by: signs).sum()
  }
}
