/// How the critic's slopes are penalised (spec/01 section 11).
package struct PenaltySettings: Sendable, Equatable {
  /// The penalty's weight in the critic's loss, lambda.
  var weight = 10.0
  /// Over what a slope's norm is taken.
  var norm = GANAutoencoderConfiguration.PenaltyNorm.joint
  /// Which parts of the hidden sequences have slopes that count.
  var parts = GANAutoencoderConfiguration.PenaltyParts.all
}

extension PenaltySettings {
  /// The settings of a configuration.
  init(_ configuration: GANAutoencoderConfiguration) {
    self.init(
      weight: configuration.penaltyWeight, norm: configuration.penaltyNorm,
      parts: configuration.penaltyParts)
  }
}
