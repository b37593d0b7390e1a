import Checkpoints
import Files
import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import GenerativeOversampling

/// Fits that are continued from a saved state end with the same bytes (spec/06 A34).
@Suite("Fit checkpoints")
struct FitCheckpointTests {
  /// A method with settings, and data for it.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let method: any Oversampler
    let training: @Sendable () throws -> TrainingSplit
    var seed: UInt64 = 1

    init(
      _ name: String, _ method: any Oversampler,
      _ training: @escaping @Sendable () throws -> TrainingSplit = FitCheckpointTests.training
    ) {
      testDescription = name
      self.method = method
      self.training = training
    }

    /// The model and the curves, bit by bit.
    func fit(_ monitor: TrainingMonitor) throws -> [[UInt8]] {
      let training = try training()
      let fitted = try method.fit(
        training, vocabulary: LabelVocabulary(training), stream: RandomStream(seed: seed),
        monitor: monitor)
      return [fitted.model, fitted.encoded()]
    }
  }

  /// 30 samples of the majority, 10 and 12 of two minority classes.
  @Sendable private static func training() throws -> TrainingSplit {
    try TinyAutoencoder.training([30, 10, 12])
  }

  /// 20 samples with the labels (other, other), and 16 waves of two labels each.
  @Sendable private static func labelled() throws -> TrainingSplit {
    let waves = try TinyGAN.labelledWaves(count: 16)
    let calm = try TinyGAN.labelledWaves(count: 20, seed: 9)
    let majority = try SequenceDataset(
      featureNames: waves.featureNames, classNames: waves.classNames, labelLength: 2,
      values: calm.values.map { 0.1 * $0 }, lengths: calm.lengths,
      labels: Array(repeating: 0, count: 40))
    return try TrainingSplit(majority.appending(waves))
  }

  private static func gan(
    _ change: (inout GANAutoencoderConfiguration) -> Void = { _ in }
  ) -> GANAutoencoderOversampler {
    var configuration = TinyGAN.configuration
    configuration.dropoutKeep = 0.8
    configuration.noiseStart = 1
    configuration.noiseInterval = 2
    change(&configuration)
    return GANAutoencoderOversampler(configuration)
  }

  private static var autoencoder: SequenceAutoencoderConfiguration {
    var configuration = TinyAutoencoder.configuration
    configuration.epochs = 8
    configuration.inputDropout = 0.2
    configuration.recurrentDropout = 0.2
    configuration.learningRate = 20
    return configuration
  }

  private static let smote = {
    var configuration = AutoencoderSMOTEConfiguration()
    configuration.autoencoder = autoencoder
    return AutoencoderSMOTEOversampler(configuration)
  }()

  private static let adasyn = {
    var configuration = AutoencoderADASYNConfiguration()
    configuration.autoencoder = autoencoder
    configuration.useReferenceSwitches()
    return AutoencoderADASYNOversampler(configuration)
  }()

  private static let cases = [
    Case("GAN of events", gan()),
    Case("GAN whose samples are looked at once", gan { $0.diversityPoints = 1 }),
    Case("GAN of events and labels", gan(), labelled),
    Case("GAN for each class", gan { $0.perClass = true }),
    Case(
      "GAN with the switches of the reference",
      gan {
        $0.useReferenceSwitches()
        $0.smallDataBlocks = .shrink
        $0.criticUnits = $0.hiddenUnits
      }),
    Case(
      "GAN that skips its batches",
      gan {
        $0.smallDataBlocks = .skip; $0.batchSize = 64
      }),
    Case("ae-smote", smote),
    Case("ae-adasyn with the switches of the reference", adasyn),
  ]

  @Test("A34: continued from any state, a fit is the same to the last byte", arguments: cases)
  func continuation(_ toy: Case) throws {
    #expect(try CheckpointContract().violations(toy.fit) == [])
  }

  @Test("States are offered after each update and each epoch of a GAN, each epoch of a class")
  func points() throws {
    func states(_ method: GANAutoencoderOversampler) throws -> Int {
      var count = 0
      _ = try Case("", method).fit(
        TrainingMonitor(isDue: { true }, save: { _ in count += 1 }))
      return count
    }
    // 22 samples in batches of 4: one block of four updates in each of three epochs.
    #expect(try states(Self.gan()) == 3 * 5)
    // 10 and 12 samples: the same for each class, and the border behind it.
    #expect(try states(Self.gan { $0.perClass = true }) == 2 * (3 * 5 + 1))
  }

  @Test("An autoencoder keeps the best epoch over an interruption that comes after it")
  func bestEpoch() throws {
    let training = try Self.training()
    let minority = training.dataset.subset(Array(30..<52))
    var configuration = Self.autoencoder
    configuration.epochs = 100
    var trainer = try SequenceAutoencoderTrainer(
      configuration, for: "toy", minority: minority, stream: RandomStream(seed: 1))
    let untouched = trainer
    while trainer.epoch < 100, trainer.best?.epoch == trainer.epoch || trainer.epoch == 0 {
      try trainer.trainEpoch()
    }
    let best = try #require(trainer.best?.epoch)
    try #require(best < trainer.epoch)
    var restored = untouched
    restored.restore(try #require(trainer.checkpoint).encoded())
    #expect(restored.best?.epoch == best)
    #expect(restored.best?.loss == trainer.best?.loss)
    #expect(restored.best?.model.parameters == trainer.best?.model.parameters)
    #expect(restored.model.parameters == trainer.model.parameters)
    #expect(restored.curves == trainer.curves)
  }

  @Test("E14: a state of other settings, data, seed or method is left out")
  func foreign() throws {
    var otherSeed = Case("other seed", Self.gan())
    otherSeed.seed = 2
    let toy = Case("a GAN", Self.gan())
    let perClass = Case("a GAN for each class", Self.gan { $0.perClass = true })
    let smote = Case("ae-smote", Self.smote)
    let others = [
      Case("other size", Self.gan { $0.hiddenUnits = 5 }),
      Case("other rate", Self.gan { $0.criticLearningRate *= 2 }),
      Case("fewer epochs", Self.gan { $0.epochs = 2 }), otherSeed,
      Case("other data", Self.gan()) { try TinyAutoencoder.training([30, 10, 13]) },
      Case("labels", Self.gan(), Self.labelled),
    ]
    let pairs =
      others.map { ($0, toy) } + [
        (perClass, toy), (smote, toy), (toy, perClass), (smote, perClass), (toy, smote),
        (Case("ae-adasyn", Self.adasyn), smote),
        (
          Case("two other classes", perClass.method) {
            try TinyAutoencoder.training([30, 12, 10])
          },
          perClass
        ),
      ]
    for (other, toy) in pairs {
      #expect(
        try CheckpointContract().violations(byStatesOf: other.fit, toy.fit) == [],
        "\(other.testDescription), then \(toy.testDescription)")
    }
  }

  @Test("E14: a model, which has no state of its training, is no checkpoint")
  func modelAsCheckpoint() throws {
    let toy = Case("a GAN", Self.gan())
    let model = try #require(try toy.fit(.none).first)
    #expect(throws: OversamplingError.self) { try GANAutoencoderFile(checkpoint: model) }
    #expect(try toy.fit(TrainingMonitor(continuing: model)) == toy.fit(.none))
  }
}
