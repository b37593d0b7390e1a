import Oversampling
import RandomStreams
import Sequences
import TestSupport
import Testing

// The registry's methods are run through the contract by ExperimentsTests. Here are settings that
// are not the defaults, what the contract does not ask, and that it notices what it is there for.

@Suite("The contract of oversamplers")
struct OversamplerContractTests {
  @Test("none adds nothing")
  func none() throws {
    let contract = OversamplerContract { _, _ in 0 }
    #expect(try contract.violations(by: NoOversampling()) == [])
  }

  @Test("random adds three copies per minority sample by default")
  func random() throws {
    let contract = OversamplerContract { minority, _ in 3 * minority }
    #expect(try contract.violations(by: RandomOversampling()) == [])
  }

  @Test("random to balance adds what the minority lacks")
  func randomToBalance() throws {
    var configuration = RandomOversamplingConfiguration()
    configuration.count = .balance
    let contract = OversamplerContract { minority, majority in max(0, majority - minority) }
    #expect(try contract.violations(by: RandomOversampling(configuration)) == [])
  }

  @Test("smote adds three per minority sample by default, or what the minority lacks")
  func smote() throws {
    var contract = OversamplerContract { minority, _ in 3 * minority }
    contract.valueMargin = 0
    #expect(try contract.violations(by: SMOTEOversampling()) == [])
    var configuration = SMOTEConfiguration()
    configuration.count = .balance
    contract.expectedCount = { minority, majority in max(0, majority - minority) }
    #expect(try contract.violations(by: SMOTEOversampling(configuration)) == [])
  }

  @Test(
    "The contract notices each fault",
    arguments: [
      (Fault.count, "32 samples were made; 48 are"), (.majorityLabel, "majority's label sequence"),
      (.otherClass, "another class than its source"), (.length, "has a length of 9"),
      (.units, "not in the units of the data"), (.forgetsSeed, "Another seed makes the same"),
      (.remembers, "other samples the second time"),
      (.acceptsOne, "1 minority samples are accepted"),
      (.shouts, "is no sentence that names faulty"), (.mumbles, "\"hm\" is no sentence"),
      (.replaces, "replacement of the real samples"),
    ])
  func notices(fault: Fault, sentence: String) throws {
    let found = try OversamplerContract().violations(by: FaultyOversampler(fault: fault))
    #expect(found.contains { $0.contains(sentence) }, "\(fault): \(found)")
  }

  @Test("A method without fault has no violation")
  func faultless() throws {
    #expect(try OversamplerContract().violations(by: FaultyOversampler(fault: .none)) == [])
  }
}

/// What a `FaultyOversampler` does wrong.
enum Fault: Sendable {
  case none, count, majorityLabel, otherClass, length, units, forgetsSeed, remembers, acceptsOne
  case shouts, mumbles, replaces
}

/// Three copies of each minority sample with a little noise, and one fault.
private struct FaultyOversampler: UnfittedOversampler {
  static let name = "faulty"
  let fault: Fault
  let minimumMinority = 2

  private final class Memory: @unchecked Sendable {
    var calls: UInt64 = 0
  }
  private let memory = Memory()

  init(fault: Fault) { self.fault = fault }

  func warning(minority count: Int) -> String? { nil }

  func synthesisCount(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    let count = 3 * minorities.reduce(0, +)
    return count...count
  }

  func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, fitted: FittedOversampler?,
    stream: RandomStream
  ) throws -> Synthesis {
    let minority = vocabulary.minorityIndices(in: member)
    guard minority.count >= 2 || fault == .acceptsOne else {
      throw fault == .shouts
        ? OversamplingError.noNeighbour(candidates: 1)
        : OversamplingError.tooFewMinority(method: Self.name, count: minority.count, needed: 2)
    }
    memory.calls += 1
    var noise =
      switch fault {
      case .forgetsSeed: RandomStream(seed: 1)
      case .remembers: RandomStream(seed: memory.calls)
      default: stream.substream("noise")
      }
    let sources = (0..<(fault == .count ? 2 : 3)).flatMap { _ in minority }
    var (values, lengths, labels): ([Float], [Int], [Int]) = ([], [], [])
    for source in sources {
      var events = Array(member.sequence(at: source))
      for place in stride(from: 0, to: events.count, by: member.featureCount) {
        events[place] *= Float(1 + 1e-3 * noise.normal()) * (fault == .units ? 0.001 : 1)
      }
      if fault == .length, values.isEmpty {
        events = Array(Array(repeating: events, count: 5).joined().prefix(9 * member.featureCount))
      }
      values += events
      lengths.append(events.count / member.featureCount)
      labels += member.labelSequence(at: source).map { label in
        switch fault {
        case .majorityLabel: 0
        case .otherClass: 3 - max(label, 1)
        default: label
        }
      }
    }
    return Synthesis(
      samples: try SequenceDataset(
        featureNames: member.featureNames, classNames: member.classNames,
        labelLength: member.labelLength, values: values, lengths: lengths, labels: labels),
      sources: sources, replacement: fault == .replaces ? member.subset([0]) : nil,
      warnings: fault == .mumbles ? ["hm"] : [])
  }
}
