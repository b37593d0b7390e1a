import GenerativeOversampling

/// The settings of the methods `novelty-critic` and `novelty-reconstruction` (spec/01 section 15).
public struct NoveltyConfiguration: Codable, Equatable, Sendable {
  /// Which values of the critic are novel.
  public enum Direction: String, Codable, Sendable, CaseIterable {
    /// Low ones: the critic is trained to give high values to what is like its training data.
    case low
    /// High ones, as in the published code.
    case high
    /// Those that give the better F1 on validation data.
    case auto
  }

  /// Which thresholds are tried on validation data.
  public enum Thresholds: String, Codable, Sendable, CaseIterable {
    /// Every cut that differs: the midpoints of consecutive distinct scores, and both infinities.
    case exact
    /// The fixed numbers of the published code: -3 to 0.9 by 0.1 for the critic, 0.05 to 2 by 0.05
    /// for the reconstruction error.
    case grid
  }

  /// Which values of the critic are novel; without influence on `novelty-reconstruction`, where
  /// large errors always are.
  ///
  /// Default: `low`.
  public var direction = Direction.low
  /// Which thresholds are tried on validation data.
  ///
  /// Default: `exact`.
  public var thresholds = Thresholds.exact
  /// The networks and their training on the majority; one training per seed serves both methods.
  ///
  /// Of the settings that have no influence here, `passes`, `synthesisBranch`, `redraws`, `perClass`,
  /// `labelDecoderLayer` and `form: seq2seq` are refused; switches of the `reference` profile for
  /// synthesis and labels are accepted, so that a profile can set them.
  ///
  /// Defaults: those of `gan-autoencoder`, but `epochs` 100 instead of 3000 and `noiseInterval` 3
  /// instead of 100. The majority is 20 to 100 times as large as the minority where these methods are of use, so 100
  /// passes are as many updates or more; and the noise fades over the same share of the training.
  public var gan: GANAutoencoderConfiguration

  /// The defaults.
  public init() {
    gan = GANAutoencoderConfiguration()
    gan.epochs = 100
    gan.noiseInterval = 3
  }

  /// What is wrong with the values, one sentence each; empty if they can be used.
  public func problems() -> [String] {
    // Compared with the defaults, so that a file with every key, such as a run's own, can be read.
    let usual = GANAutoencoderConfiguration()
    let withoutInfluence = [
      ("passes", gan.passes != usual.passes),
      ("synthesisBranch", gan.synthesisBranch != usual.synthesisBranch),
      ("redraws", gan.redraws != usual.redraws), ("perClass", gan.perClass != usual.perClass),
      ("labelDecoderLayer", gan.labelDecoderLayer != usual.labelDecoderLayer),
      ("form", gan.form == .seq2seq),
    ]
    return withoutInfluence.filter { $0.1 }.map { key, _ in
      "gan.\(key) has no influence on novelty detection, which learns the majority's sequences "
        + "without labels and makes no samples; remove it."
    } + gan.problems().map { "gan.\($0)" }
  }

  /// Sets the switches of the `reference` profile (spec/01 D25, D26, and those of the GAN) and leaves
  /// all other settings as they are.
  public mutating func useReferenceSwitches() {
    direction = .high
    thresholds = .grid
    gan.useReferenceSwitches()
  }
}
