import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import Experiments

/// Every method in the registry keeps the contract: a new one is covered by being registered.
@Suite("Registered oversamplers")
struct RegisteredOversamplersTests {
  /// The usual settings with everything that takes time made small, whatever the method: known by
  /// the names that settings of this kind have.
  static func tinyConfiguration() throws -> ExperimentConfiguration {
    let small = [
      "epochs": 2, "batchSize": 4, "hidden": 4, "hiddenUnits": 4, "criticUnits": 3, "dense": 3,
      "layers": 1, "criticLayers": 1,
    ]
    let lines = try ConfigurationFile.resolved(ExperimentConfiguration())
      .split(separator: "\n", omittingEmptySubsequences: false)
      .map { line in
        let parts = line.split(separator: ":", maxSplits: 1)
        guard let key = parts.first, let value = small[key.trimmingPrefix { $0 == " " }.description]
        else { return String(line) }
        return "\(key): \(value)"
      }
    return try ConfigurationFile.read(
      resolved: lines.joined(separator: "\n"), path: "the tests' settings")
  }

  @Test(
    "Oversampler contract: every registered method keeps it", arguments: OversamplerRegistry.names)
  func contract(method: String) throws {
    let oversampler = try OversamplerRegistry.oversampler(method, Self.tinyConfiguration())
    #expect(type(of: oversampler).name == method)
    #expect(try OversamplerContract().violations(by: oversampler) == [])
  }

  @Test(
    "Test data is sacred: other validation and test samples fit the same model, to the last byte",
    arguments: OversamplerRegistry.names)
  func unseenSplits(method: String) throws {
    let configuration = try Self.tinyConfiguration()
    guard try OversamplerRegistry.oversampler(method, configuration).needsFitting else { return }
    let training = try ContractData.equallyLong.training()
    let samples = training.dataset
    func files(unseen: SequenceDataset) throws -> [UnitFile] {
      let splits = try DataSplits(
        training: training, validation: ValidationSplit(unseen), test: TestSplit(unseen))
      return try ExperimentComputer(configuration: configuration, splits: splits).compute(
        UnitID(method: method, seed: 1, kind: .oversampler), prerequisite: [], monitor: .none)
    }
    let first = try files(unseen: samples)
    let other = try files(unseen: samples.replacingValues(samples.values.map { 3 - 2 * $0 }))
    #expect(first == other)
    #expect(first[UnitFile.model]?.isEmpty == false)
  }

  @Test("D29: members train on what replaces the real samples, if the method says so")
  func replacement() throws {
    let training = try ContractData().training()
    let splits = try DataSplits(
      training: training, validation: ValidationSplit(training.dataset),
      test: TestSplit(training.dataset))
    func member(replaceReal: Bool) throws -> [UnitFile] {
      var configuration = try Self.tinyConfiguration()
      configuration.ensemble.members = 1
      configuration.autoencoderADASYN.beta = 0
      configuration.autoencoderADASYN.replaceReal = replaceReal
      let computer = ExperimentComputer(configuration: configuration, splits: splits)
      let fitted = try computer.compute(
        UnitID(method: "ae-adasyn", seed: 1, kind: .oversampler), prerequisite: [],
        monitor: .none)
      return try computer.compute(
        UnitID(method: "ae-adasyn", seed: 1, kind: .member(0)), prerequisite: fitted,
        monitor: .none)
    }
    let (real, replaced) = (try member(replaceReal: false), try member(replaceReal: true))
    #expect(real[UnitFile.model] != replaced[UnitFile.model])
    for files in [real, replaced] {
      let record = try JSONFile.decode(
        MemberRecord.self, from: try #require(files[UnitFile.record]))
      #expect(record.realSamples == 72 && record.syntheticSamples == 0)
    }
  }

  @Test("Members are trained on valid events, unless synthesis.projectsEvents is false")
  func projection() throws {
    var data = ContractData.equallyLong
    data.hasGaps = true
    let training = try data.training()
    let splits = try DataSplits(
      training: training, validation: ValidationSplit(training.dataset),
      test: TestSplit(training.dataset))
    func member(_ method: String, projects: Bool) throws -> [UInt8]? {
      var configuration = try Self.tinyConfiguration()
      configuration.ensemble.members = 1
      configuration.data.missing = ContractData.missing
      configuration.synthesis.projectsEvents = projects
      return try ExperimentComputer(configuration: configuration, splits: splits).compute(
        UnitID(method: method, seed: 1, kind: .member(0)), prerequisite: [], monitor: .none
      )[UnitFile.model]
    }
    #expect(try member("smote", projects: true) != member("smote", projects: false))
    #expect(try member("random", projects: true) == member("random", projects: false))
    #expect(ExperimentConfiguration().synthesis.projectsEvents)
    var synthesis = SynthesisConfiguration()
    synthesis.useReferenceSwitches()
    #expect(!synthesis.projectsEvents)
  }

  @Test("A study has the methods that it names, and by default three, however many there are")
  func defaultMethods() throws {
    #expect(ExperimentConfiguration().methods == ["none", "random", "gan-autoencoder"])
    #expect(
      Array(OversamplerRegistry.names.prefix(6))
        == ["none", "random", "smote", "ae-smote", "ae-adasyn", "gan-autoencoder"])
    #expect(Set(OversamplerRegistry.names).count == OversamplerRegistry.names.count)
  }

  @Test("E2: samples of a single class have no minority, whatever the method")
  func singleClass() throws {
    let training = try ContractData.equallyLong.training()
    let majority = try LabelVocabulary(training).majorityIndices(in: training.dataset)
    #expect(throws: DataError.self) { try LabelVocabulary(training.subset(majority)) }
  }
}
