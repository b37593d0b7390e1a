import Checkpoints
import Sequences
import TestSupport
import Testing

@testable import Experiments

/// Units that are continued from a saved state have the same files (spec/06 A34, M5); a new method is
/// covered by being registered.
@Suite("Resumed units")
struct ResumedUnitsTests {
  /// The small settings, two members, and the labels of the units' data.
  private static func computer(
    labelLength: Int, sharesModel: Bool = false
  ) throws -> ExperimentComputer {
    var configuration = try RegisteredOversamplersTests.tinyConfiguration()
    configuration.ensemble.members = 2
    configuration.ensemble.sharedMemberModel = sharesModel
    var data = ContractData.equallyLong
    data.minorityPerClass = 10
    let training = try data.training(labelLength: labelLength)
    let samples = training.dataset
    let splits = try DataSplits(
      training: training,
      validation: ValidationSplit(samples.subset(Array(stride(from: 0, to: samples.count, by: 2)))),
      test: TestSplit(samples.subset(Array(stride(from: 1, to: samples.count, by: 2)))))
    return ExperimentComputer(configuration: configuration, splits: splits)
  }

  /// What a unit does against the contract of checkpoints.
  private static func violations(
    _ unit: UnitID, _ computer: ExperimentComputer, after prerequisite: [UnitFile] = [],
    leastStates: Int = 4
  ) throws -> [String] {
    var contract = CheckpointContract()
    contract.leastStates = leastStates
    contract.between = 1
    return try contract.violations { monitor in
      try computer.compute(unit, prerequisite: prerequisite, monitor: monitor).flatMap {
        [Array($0.name.utf8), $0.bytes]
      }
    }
  }

  @Test(
    "A34: a unit continued from any state has the same files, to the last byte, for every method",
    arguments: OversamplerRegistry.names, [1, 2])
  func oversamplers(method: String, labelLength: Int) throws {
    let computer = try Self.computer(labelLength: labelLength)
    let oversampler = try OversamplerRegistry.oversampler(method, computer.configuration)
    var fitted: [UnitFile] = []
    if oversampler.needsFitting {
      let unit = UnitID(method: method, seed: 1, kind: .oversampler)
      #expect(try Self.violations(unit, computer, leastStates: 2) == [], "\(unit)")
      fitted = try computer.compute(unit, prerequisite: [], monitor: .none)
    }
    let member = UnitID(method: method, seed: 1, kind: .member(1))
    #expect(try Self.violations(member, computer, after: fitted) == [], "\(member)")
  }

  @Test(
    "D18: so has a chain of members, in the middle of a member and between two",
    arguments: [1, 2])
  func chains(labelLength: Int) throws {
    let computer = try Self.computer(labelLength: labelLength, sharesModel: true)
    let chain = UnitID(method: "random", seed: 1, kind: .memberChain)
    #expect(try Self.violations(chain, computer, leastStates: 10) == [])
    // Another seed's chain is another training.
    let other = UnitID(method: "random", seed: 2, kind: .memberChain)
    func files(_ unit: UnitID) -> (TrainingMonitor) throws -> [[UInt8]] {
      { try computer.compute(unit, prerequisite: [], monitor: $0).map(\.bytes) }
    }
    #expect(
      try CheckpointContract().violations(byStatesOf: files(other), files(chain)) == [])
  }

  @Test("So has the model of novelty detection")
  func detector() throws {
    let unit = UnitID(method: "novelty", seed: 1, kind: .detector)
    #expect(try Self.violations(unit, Self.computer(labelLength: 1)) == [])
  }

  @Test("M5: another worker, with data that it read itself, continues with the same files")
  func anotherWorker() throws {
    let unit = UnitID(method: "gan-autoencoder", seed: 1, kind: .oversampler)
    let first = try Self.computer(labelLength: 1)
    var states: [[UInt8]] = []
    let expected = try first.compute(
      unit, prerequisite: [],
      monitor: TrainingMonitor(isDue: { true }, save: { states.append($0) }))
    let second = ExperimentComputer(
      configuration: first.configuration,
      splits: try DataSplits(serialised: first.splits.serialised()))
    var reports: [Double] = []
    let files = try second.compute(
      unit, prerequisite: [],
      monitor: TrainingMonitor(
        continuing: states[states.count - 2], report: { reports.append($0) }))
    #expect(files == expected)
    // It did go on, and did not begin anew.
    #expect(reports.allSatisfy { $0 > 0.9 })
  }
}
