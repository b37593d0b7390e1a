import Checkpoints
import Files
import Foundation
import Oversampling
import RandomStreams
import Reports
import Sequences
import TestSupport
import Testing

@testable import Experiments

/// An oversampler that does one thing to its sources, good or bad.
private struct FakeOversampler: UnfittedOversampler {
  static let name = "fake"
  enum Habit: Sendable { case noisy, constant, exploding, noNumbers, none, refuses }
  struct Refusal: Error, CustomStringConvertible { let description = "I have too few." }

  let habit: Habit
  var drawsDiffer = true
  var minimumMinority: Int { 1 }
  func warning(minority count: Int) -> String? { nil }
  func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> { 0...1000 }

  func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    if habit == .none { return Synthesis(samples: nil, sources: []) }
    if habit == .refuses { throw Refusal() }
    let sources = vocabulary.minorityIndices(in: member).flatMap { [$0, $0] }
    let first = Array(member.sequence(at: sources[0]))
    var stream = stream
    let values = sources.flatMap { source in
      switch habit {
      case .constant: first
      case .exploding: member.sequence(at: source).map { 1e6 * $0 }
      case .noNumbers: member.sequence(at: source).map { $0 / 0 }
      default:
        member.sequence(at: source).enumerated().map { place, value in
          place % 3 == 2 ? value : value * (1 + 0.002 * Float(stream.normal()))
        }
      }
    }
    let lengths = sources.map { member.lengths[habit == .constant ? sources[0] : $0] }
    return Synthesis(
      samples: try member.synthetic(values: values, lengths: lengths, like: sources),
      sources: sources)
  }
}

@Suite("Looking at synthetic samples")
struct QualityCheckTests {
  /// Data with 48 minority samples.
  private static func splits(labelLength: Int = 1) throws -> DataSplits {
    var data = ContractData.equallyLong
    data.minorityPerClass = 24
    let training = try data.training(labelLength: labelLength)
    return try DataSplits(
      training: training, validation: ValidationSplit(training.dataset),
      test: TestSplit(training.dataset))
  }

  private static func configuration() throws -> ExperimentConfiguration {
    var configuration = try RegisteredOversamplersTests.tinyConfiguration()
    configuration.ensemble.members = 2
    configuration.quality.maps = 1
    return configuration
  }

  private func record(
    _ oversampler: FakeOversampler, insists: Bool = false
  ) throws -> SyntheticQualityRecord {
    var configuration = try Self.configuration()
    configuration.quality.gate.insist = insists
    let fitted = FittedOversampler(model: [], curves: NumberTable(columns: ["epoch"]))
    return try QualityCheck(
      oversampler: oversampler, configuration: configuration, splits: Self.splits(),
      projection: nil
    ).record(
      of: fitted, method: "fake", seed: 3, stream: RandomStream(seed: 3).substream("quality"),
      keepOn: {})
  }

  @Test("Noisy copies pass; a constant, an exploding and a generator without numbers do not")
  func decisions() throws {
    let passed = try record(FakeOversampler(habit: .noisy))
    #expect(passed.gate == SyntheticQualityRecord.Gate(.passed))
    #expect(passed.method == "fake" && passed.seed == 3)
    #expect(passed.realCount == 48 && passed.syntheticCount == 96)
    #expect(passed.measures.contains { $0.name == "coverage" && $0.synthetic ?? 0 > 0.5 })
    #expect(passed.maps.map(\.kind) == ["PCA", "t-SNE"])
    #expect(passed.examples.count == 4)
    for (habit, words) in [
      (FakeOversampler.Habit.constant, "collapsed"), (.exploding, "outside the range"),
      (.noNumbers, "no finite numbers"),
    ] {
      let closed = try record(FakeOversampler(habit: habit))
      #expect(closed.gate.decision == .closed)
      #expect(closed.gate.reasons.contains { $0.contains(words) }, "\(closed.gate.reasons)")
      let overridden = try record(FakeOversampler(habit: habit), insists: true)
      #expect(overridden.gate.decision == .overridden)
      #expect(overridden.gate.reasons == closed.gate.reasons)
    }
  }

  @Test("Where there is nothing to look at, the gate is open and a note says why")
  func notes() throws {
    let none = try record(FakeOversampler(habit: .none))
    #expect(none.gate.decision == .passed)
    #expect(none.notes.first?.contains("No synthetic samples") == true)
    let refused = try record(FakeOversampler(habit: .refuses))
    #expect(refused.gate.decision == .passed)
    #expect(refused.notes.first?.hasSuffix("I have too few.") == true)
  }

  @Test("A record is read back as it was written")
  func coding() throws {
    let record = try record(FakeOversampler(habit: .noisy))
    #expect(
      try JSONFile.decode(SyntheticQualityRecord.self, from: JSONFile.encode(record)) == record)
  }

  @Test(
    "Every method with new values has a unit that looks at them; its members need it",
    arguments: ["smote", "ae-smote", "ae-adasyn", "gan-autoencoder"], [1, 2])
  func methods(method: String, labelLength: Int) throws {
    var configuration = try Self.configuration()
    configuration.methods = ["none", "random", method]
    let splits = try Self.splits(labelLength: labelLength)
    let unit = UnitID(method: method, seed: 1, kind: .oversampler)
    let graph = try configuration.graph()
    #expect(graph.units.filter { $0.kind == .oversampler }.map(\.method).contains(method))
    let member = UnitID(method: method, seed: 1, kind: .member(0))
    #expect(graph.prerequisites[member] == unit)

    let computer = ExperimentComputer(configuration: configuration, splits: splits)
    let files = try computer.compute(unit, prerequisite: [], monitor: .none)
    let record = try JSONFile.decode(
      SyntheticQualityRecord.self, from: try #require(files[UnitFile.quality]))
    #expect(record.method == method && record.seed == 1)
    #expect(record.measures.contains { $0.name == "distance_ratio" && $0.synthetic != nil })
    let notes = try JSONFile.decode(
      OversamplerRecord.self, from: try #require(files[UnitFile.record]))
    #expect(notes.gate == record.gate)

    // Whoever asks for no look gets the same model.
    configuration.quality.check = false
    let unchecked = ExperimentComputer(configuration: configuration, splits: splits)
    let plain = try unchecked.compute(unit, prerequisite: [], monitor: .none)
    #expect(plain[UnitFile.quality] == nil)
    #expect(plain[UnitFile.model] == files[UnitFile.model])
    #expect(try configuration.graph().units.contains(unit) == (method != "smote"))
  }

  @Test("SMOTE passes, and its members are those that they would be without a look")
  func smote() throws {
    var configuration = try Self.configuration()
    configuration.methods = ["smote"]
    let computer = ExperimentComputer(configuration: configuration, splits: try Self.splits())
    let files = try computer.compute(
      UnitID(method: "smote", seed: 1, kind: .oversampler), prerequisite: [], monitor: .none)
    let record = try JSONFile.decode(
      SyntheticQualityRecord.self, from: try #require(files[UnitFile.quality]))
    #expect(record.gate == SyntheticQualityRecord.Gate(.passed), "\(record.gate.reasons)")
    let member = UnitID(method: "smote", seed: 1, kind: .member(1))
    #expect(
      try computer.compute(member, prerequisite: files, monitor: .none)
        == computer.compute(member, prerequisite: [], monitor: .none))
  }

  @Test("A member whose gate is closed gets no synthetic samples, and says so; a chain, too")
  func closed() throws {
    var configuration = try Self.configuration()
    configuration.methods = ["smote"]
    let computer = ExperimentComputer(configuration: configuration, splits: try Self.splits())
    func prerequisite(_ decision: SyntheticQualityRecord.Gate.Decision) throws -> [UnitFile] {
      let record = OversamplerRecord(
        unit: "smote/seed1/oversampler", minoritySamples: 48, warnings: [],
        gate: SyntheticQualityRecord.Gate(decision, reasons: ["It has collapsed."]))
      return [
        UnitFile(name: UnitFile.model, bytes: []),
        UnitFile(name: UnitFile.record, bytes: try JSONFile.encode(record)),
      ]
    }
    func members(
      _ kind: UnitID.Kind, _ decision: SyntheticQualityRecord.Gate.Decision
    ) throws -> [MemberRecord] {
      try computer.compute(
        UnitID(method: "smote", seed: 1, kind: kind), prerequisite: prerequisite(decision),
        monitor: .none
      ).filter { $0.name.hasSuffix(UnitFile.record) }
        .map { try JSONFile.decode(MemberRecord.self, from: $0.bytes) }
    }
    for kind in [UnitID.Kind.member(0), .memberChain] {
      let closed = try members(kind, .closed)
      #expect(closed.count == (kind == .memberChain ? 2 : 1))
      for record in closed {
        #expect(record.syntheticSamples == 0)
        #expect(record.warnings.contains { $0.contains("real samples alone") })
        #expect(record.trainingFit?.realRecall != nil)
        #expect(record.trainingFit?.syntheticRecall == nil)
      }
      for decision in [SyntheticQualityRecord.Gate.Decision.passed, .overridden] {
        let open = try members(kind, decision)
        #expect(open.allSatisfy { $0.syntheticSamples == 3 * 48 })
        #expect(open.allSatisfy { $0.trainingFit?.syntheticF1 != nil })
      }
    }
  }

  @Test("A unit that is told to end while samples are looked at ends")
  func cancelled() throws {
    struct Stop: Error {}
    var configuration = try Self.configuration()
    configuration.methods = ["smote"]
    let computer = ExperimentComputer(configuration: configuration, splits: try Self.splits())
    #expect(throws: Stop.self) {
      _ = try computer.compute(
        UnitID(method: "smote", seed: 1, kind: .oversampler), prerequisite: [],
        monitor: TrainingMonitor(report: { _ in throw Stop() }))
    }
  }
}
