import Checkpoints
import Foundation
import GenerativeOversampling
import RandomStreams
import Sequences
import Statistics
import Testing

@testable import NoveltyDetection

@Suite("GANNoveltyDetector")
struct GANNoveltyDetectorTests {
  /// A detector with small networks that learn fast.
  private static func detector(
    _ score: GANNoveltyDetector.Score, epochs: Int
  ) -> GANNoveltyDetector {
    var settings = NoveltyConfiguration()
    settings.gan.hiddenUnits = 16
    settings.gan.layers = 1
    settings.gan.criticUnits = 8
    settings.gan.criticLayers = 1
    settings.gan.criticDense = [8]
    settings.gan.dropoutKeep = 1
    settings.gan.noiseStart = 0
    settings.gan.batchSize = 16
    settings.gan.epochs = epochs
    settings.gan.generatorUpdates = 1
    settings.gan.generatorLearningRate = 0.01
    settings.gan.autoencoderLearningRate = 0.01
    settings.gan.criticLearningRate = 0.003
    return GANNoveltyDetector(score, settings)
  }

  /// Sine and cosine of a random phase, or noise of the same mean and spread, of 6 to 12 events.
  private static func samples(_ count: Int, noise: Bool, seed: UInt64) throws -> SequenceDataset {
    var stream = RandomStream(seed: seed).substream("samples")
    var values: [Float] = []
    var lengths: [Int] = []
    for _ in 0..<count {
      let length = 6 + stream.index(below: 7)
      let phase = 2 * Double.pi * stream.uniform()
      for event in 0..<length {
        let angle = phase + 0.6 * Double(event)
        for feature in 0..<2 {
          let free = sin(2 * Double.pi * stream.uniform())
          values.append(Float(noise ? free : sin(angle + 1.57 * Double(feature))))
        }
      }
      lengths.append(length)
    }
    return try SequenceDataset(
      featureNames: ["sine", "cosine"], classNames: ["wave", "noise"], values: values,
      lengths: lengths, labels: lengths.map { _ in noise ? 1 : 0 })
  }

  private static func model(epochs: Int) throws -> [UInt8] {
    let waves = try TrainingSplit(samples(96, noise: false, seed: 1))
    return try detector(.critic, epochs: epochs)
      .fit(waves, stream: RandomStream(seed: 3), monitor: .none).model
  }

  /// Trained as little as the tests of evaluation need.
  private static let hastyModel = Result { try model(epochs: 3) }

  @Test("A44: noise among waves has large reconstruction errors: AUC above 0.9")
  func toy() throws {
    let detector = Self.detector(.reconstruction, epochs: 120)
    let model = try Self.model(epochs: 120)
    func scores(_ seed: UInt64) throws -> (scores: [Float], isNovel: [Bool]) {
      let waves = try Self.samples(150, noise: false, seed: seed)
      let noise = try Self.samples(15, noise: true, seed: seed + 1)
      let all = try detector.scores(
        of: waves.appending(noise), model: model, stream: RandomStream(seed: 1))
      return (all, all.indices.map { $0 >= waves.count })
    }
    let validation = try scores(10)
    let test = try scores(20)
    let area = try #require(
      RankingScores.rocAUC(isPositive: test.isNovel, scores: test.scores.map(Double.init)))
    #expect(area > 0.9, "The AUC is \(area).")
    let decision = try NoveltyDecision(
      scores: validation.scores, isNovel: validation.isNovel, readings: detector.readings)
    let matrix = ConfusionMatrix(
      truth: test.isNovel.map { $0 ? 1 : 0 },
      predicted: test.scores.map { decision.isNovel($0) ? 1 : 0 }, classCount: 2)
    let found = try #require(matrix.minorityF1)
    #expect(found > 0.6, "The F1 is \(found).")
  }

  @Test("A42: every sample is scored, whatever the batch size and the order")
  func batches() throws {
    let model = try Self.hastyModel.get()
    let samples = try Self.samples(37, noise: false, seed: 5)
    let order = Array((0..<samples.count).reversed())
    let one = try GANAutoencoderScores(
      decoding: model, chunkSize: 1, stream: RandomStream(seed: 1))
    for chunkSize in [2, 7, 36, 37, 256] {
      let many = try GANAutoencoderScores(
        decoding: model, chunkSize: chunkSize, stream: RandomStream(seed: 2))
      for scores in [GANAutoencoderScores.criticValues, GANAutoencoderScores.reconstructionErrors] {
        let expected = try scores(one)(samples)
        let found = try scores(many)(samples)
        let reversed = try scores(many)(samples.subset(order))
        try #require(found.count == samples.count && reversed.count == samples.count)
        #expect(Set(found).count > 30, "The samples have hardly different scores.")
        for index in order {
          let tolerance = 1e-5 * max(1, abs(expected[index]))
          #expect(abs(found[index] - expected[index]) < tolerance)
          #expect(abs(reversed[samples.count - 1 - index] - expected[index]) < tolerance)
        }
      }
    }
  }

  @Test("Both methods fit the same model, byte by byte, and never look at labels")
  func shared() throws {
    let waves = try Self.samples(24, noise: false, seed: 1)
    let relabelled = try SequenceDataset(
      featureNames: waves.featureNames, classNames: waves.classNames, values: waves.values,
      lengths: waves.lengths, labels: waves.labels.indices.map { $0 % 2 })
    let stream = RandomStream(seed: 7)
    let models = try GANNoveltyDetector.Score.allCases.map {
      try Self.detector($0, epochs: 2)
        .fit(TrainingSplit(waves), stream: stream, monitor: .none).model
    }
    #expect(models[0] == models[1])
    let third = try Self.detector(.critic, epochs: 2)
      .fit(TrainingSplit(relabelled), stream: stream, monitor: .none).model
    #expect(third == models[0])
    let other = try Self.detector(.critic, epochs: 2)
      .fit(TrainingSplit(waves), stream: RandomStream(seed: 8), monitor: .none).model
    #expect(other != models[0])
  }

  @Test("Too few samples, other features and foreign models are refused with a sentence")
  func refused() throws {
    let detector = Self.detector(.critic, epochs: 1)
    let few = try TrainingSplit(Self.samples(5, noise: false, seed: 1))
    #expect(throws: NoveltyError.tooFewMajority(count: 5, needed: 6)) {
      try detector.fit(few, stream: RandomStream(seed: 1), monitor: .none)
    }
    let narrow = try SequenceDataset(
      featureNames: ["sine"], classNames: ["wave", "noise"], values: [1, 2], lengths: [2],
      labels: [0])
    let model = try Self.hastyModel.get()
    let features = #expect(throws: (any Error).self) {
      try detector.scores(of: narrow, model: model, stream: RandomStream(seed: 1))
    }
    #expect("\(String(describing: features))".contains("2 features and the data has 1"))
    #expect(throws: (any Error).self) {
      try detector.scores(of: few.dataset, model: [1, 2, 3], stream: RandomStream(seed: 1))
    }
  }

  @Test("What progress throws ends a fit")
  func cancelled() throws {
    struct Stop: Error {}
    let waves = try TrainingSplit(Self.samples(24, noise: false, seed: 1))
    #expect(throws: Stop.self) {
      try Self.detector(.critic, epochs: 5)
        .fit(
          waves, stream: RandomStream(seed: 1),
          monitor: TrainingMonitor(report: { _ in throw Stop() }))
    }
  }

  @Test("Settings that make no sense are named; batches that shrink are told")
  func settings() {
    var settings = NoveltyConfiguration()
    #expect(settings.problems().isEmpty)
    settings.gan.epochs = 0
    #expect(settings.problems().map { $0.hasPrefix("gan.epochs is 0") } == [true])
    settings = NoveltyConfiguration()
    settings.gan.passes = 4
    settings.gan.synthesisBranch = .real
    settings.gan.redraws = 0
    settings.gan.perClass = true
    settings.gan.form = .seq2seq
    let keys = ["passes", "synthesisBranch", "redraws", "perClass", "form"]
    for (problem, key) in zip(settings.problems(), keys) {
      #expect(problem.hasPrefix("gan.\(key) has no influence on novelty detection"))
      #expect(problem.hasSuffix("remove it."))
    }
    #expect(settings.problems().count >= keys.count)
    // Switches of the published code are no error, though those of synthesis do nothing here.
    settings = NoveltyConfiguration()
    settings.gan.useReferenceSwitches()
    #expect(settings.problems().isEmpty)
    let usual = GANNoveltyDetector(.critic)
    #expect(usual.warning(majority: 4096) == nil)
    #expect(usual.warning(majority: 4095)?.contains("shrink to 1023") == true)
    settings.useReferenceSwitches()
    let reference = GANNoveltyDetector(.critic, settings)
    #expect(reference.warning(majority: 4095)?.contains("nothing is trained") == true)
  }
}
