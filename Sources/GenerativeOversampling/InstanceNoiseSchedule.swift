/// How the noise on the critic's inputs fades as training goes on (spec/01 section 12).
///
/// Early in training the real and the fake hidden sequences hardly overlap and the critic's task is
/// trivial; noise on both makes them overlap, and is taken away step by step.
struct InstanceNoiseSchedule: Sendable, Equatable {
  /// The standard deviation in the first epochs.
  var start: Double
  /// How much it falls at a time.
  var step: Double
  /// After how many epochs it falls.
  var interval: Int

  /// The standard deviation of the noise in an epoch, counted from 0; never below 0.
  ///
  /// The closed form, because repeated subtraction would leave 5.6e-17 where 0 is meant.
  func standardDeviation(epoch: Int) -> Double {
    let falls = Double((epoch + 1) / interval)
    let value = start - step * falls
    // 1 - 0.2 * 3 is 0.4 and a rounding error; so is 1 - 0.2 * 5. Below any sensible noise: none.
    return value < start * 1e-12 ? 0 : value
  }
}

extension InstanceNoiseSchedule {
  /// The schedule of a configuration.
  init(_ configuration: GANAutoencoderConfiguration) {
    self.init(
      start: configuration.noiseStart, step: configuration.noiseStep,
      interval: configuration.noiseInterval)
  }
}
