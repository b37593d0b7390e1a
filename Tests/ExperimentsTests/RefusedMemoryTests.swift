import Checkpoints
import RandomStreams
import Sequences
import Tensors
import TestSupport
import Testing

@testable import Experiments

/// Units whose tensors are refused memory at some moment: they go on with numbers that mean nothing
/// until they can end, and nothing may stop the process until then.
@Suite("Units that are refused memory")
struct RefusedMemoryTests {
  private struct Refused: Error {}

  /// Settings and data whose tensors are large enough to be asked for.
  private static func computer() throws -> ExperimentComputer {
    var configuration = try RegisteredOversamplersTests.tinyConfiguration()
    configuration.data.missing = ContractData.missing
    configuration.ensemble.members = 1
    configuration.quality.samples = 40
    configuration.classifier.hidden = 24
    configuration.classifier.batchSize = 64
    configuration.ganAutoencoder.hiddenUnits = 24
    configuration.ganAutoencoder.criticUnits = 24
    configuration.ganAutoencoder.batchSize = 64
    configuration.autoencoderSMOTE.autoencoder.hidden = 24
    configuration.autoencoderSMOTE.autoencoder.batchSize = 64
    configuration.autoencoderADASYN.autoencoder.hidden = 24
    configuration.autoencoderADASYN.autoencoder.batchSize = 64
    let training = try TrainingSplit(data())
    return ExperimentComputer(
      configuration: configuration,
      splits: try DataSplits(
        training: training, validation: ValidationSplit(training.dataset),
        test: TestSplit(training.dataset)))
  }

  /// 120 sequences of 30 events and 10 features, one of them not always measured; every third a rare
  /// one.
  private static func data() throws -> SequenceDataset {
    var draws = RandomStream(seed: 3).substream("data")
    let (samples, events, features) = (120, 30, 10)
    var values: [Float] = []
    for index in 0..<(samples * events) {
      let isRare = (index / events) % 3 == 0
      let isMeasured = draws.uniform() > 0.3
      values += [isMeasured ? Float(draws.normal()) : 0, isMeasured ? 1 : 0]
      values += (2..<features).map { _ in Float(draws.normal() + (isRare ? 1 : 0)) }
    }
    return try SequenceDataset(
      featureNames: ["flow", "flow.present"] + (2..<features).map { "feature\($0)" },
      classNames: ["common", "rare"], labelLength: 1, values: values,
      lengths: Array(repeating: events, count: samples),
      labels: (0..<samples).map { $0 % 3 == 0 ? 1 : 0 })
  }

  /// Computes a unit that is refused every large block after the first ones.
  ///
  /// - Returns: whether any was refused.
  private static func isRefused(
    _ unit: UnitID, _ computer: ExperimentComputer, after prerequisite: [UnitFile],
    granting blocks: Int
  ) throws -> Bool {
    var asked = 0
    TensorMemory.returnToSystem()
    return TensorMemory.asking { size in
      asked += 1
      return asked > blocks ? 0 : size
    } during: {
      func check() throws {
        if TensorMemory.wasRefused { throw Refused() }
      }
      // What becomes of it does not matter; that there is something does.
      _ = try? computer.compute(
        unit, prerequisite: prerequisite,
        monitor: TrainingMonitor(
          isDue: {
            try check()
            return false
          }, report: { _ in try check() }, claim: { _ in try check() }))
      return TensorMemory.wasRefused
    }
  }

  @Test("E17: no method stops the process, whichever of its tensors is the first to be refused")
  func methods() throws {
    let computer = try Self.computer()
    var refusals = 0
    for method in OversamplerRegistry.names {
      let oversampler = try OversamplerRegistry.oversampler(method, computer.configuration)
      let unit = UnitID(method: method, seed: 1, kind: .oversampler)
      let member = UnitID(method: method, seed: 1, kind: .member(0))
      let hasModel = oversampler.needsFitting || oversampler.makesNewValues
      let fitted =
        hasModel ? try computer.compute(unit, prerequisite: [], monitor: .none) : []
      for blocks in [0, 1, 2, 3, 5, 8, 13, 21, 34] {
        for (unit, prerequisite) in (hasModel ? [(unit, [])] : []) + [(member, fitted)] {
          let isRefused = try Self.isRefused(
            unit, computer, after: prerequisite, granting: blocks)
          refusals += isRefused ? 1 : 0
        }
      }
    }
    // Not all: blocks that another test gives back meanwhile are there without asking.
    #expect(refusals > 10)
  }
}
