import Checkpoints
import Files
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import Classification

/// Members that are continued from a saved state end with the same bytes (spec/06 A34).
@Suite("Member checkpoints")
struct MemberCheckpointTests {
  /// A classifier, data and what else a member's training depends on.
  struct Case: CustomTestStringConvertible, Sendable {
    let testDescription: String
    var configuration = ToyData.smallConfiguration()
    var labelLengths: ClosedRange<Int>?
    var follows = false
    var seed: UInt64 = 7

    init(_ name: String, _ change: (inout Case) -> Void = { _ in }) {
      testDescription = name
      configuration.batchSize = 50
      change(&self)
    }

    func splits() throws -> DataSplits {
      try ToyData.splits { count, seed in
        guard let labelLengths else { return try ToyData.signOfLastEvent(count, seed: seed) }
        return try ToyData.bursts(count, seed: seed, labelLengths: labelLengths)
      }
    }

    /// Everything that a member's training results in, bit by bit.
    func train(_ splits: DataSplits, _ monitor: TrainingMonitor) throws -> [[UInt8]] {
      let member = try member(splits, monitor)
      var rest = ByteEncoder()
      rest.append(member.curves)
      rest.append(member.validationProbabilities)
      rest.append(member.testProbabilities)
      rest.append(member.bestEpoch)
      rest.append([member.validationF1])
      rest.append(member.warnings)
      return [try member.classifier.safetensors(), rest.bytes, member.finalState.encoded()]
    }

    func member(_ splits: DataSplits, _ monitor: TrainingMonitor) throws -> TrainedMember {
      let set = try MemberTrainingSet(real: splits.training.dataset)
      let stream = RandomStream(seed: seed).substream("members")
      let trainer = MemberTrainer(configuration)
      let before =
        follows
        ? try trainer.train(set, splits: splits, stream: stream.substream("member", 0)).finalState
        : nil
      return try trainer.train(
        set, splits: splits, stream: stream.substream("member", 1), continuing: before,
        monitor: monitor)
    }
  }

  private static let cases = [
    Case("seq2one"),
    Case("seq2one, keras-relu, no dropout, one batch") {
      $0.configuration.useReferenceSwitches()
      $0.configuration.inputDropout = 0
      $0.configuration.recurrentDropout = 0
      $0.configuration.denseDropout = 0
      $0.configuration.batchSize = 1000
    },
    Case("seq2one, after another member") { $0.follows = true },
    Case("seq2seq") { $0.labelLengths = 3...3 },
    Case("seq2seq, ragged labels, the epoch by position F1") {
      $0.labelLengths = 1...3
      $0.configuration.selectionMetric = .positionF1
      $0.configuration.classWeights = .perPosition
    },
  ]

  @Test("A34: continued from any state, a member is the same to the last byte", arguments: cases)
  func continuation(_ toy: Case) throws {
    let splits = try toy.splits()
    var contract = CheckpointContract()
    // A state after each batch and one after each epoch.
    contract.leastStates = toy.configuration.epochs * (toy.configuration.batchSize < 120 ? 4 : 2)
    #expect(try contract.violations { try toy.train(splits, $0) } == [])
  }

  @Test("A34, A7: so is one whose best epoch is neither the first nor the last")
  func bestEpoch() throws {
    var toy = Case("large steps, uniform batches") {
      $0.configuration.epochs = 6
      $0.configuration.learningRate = 30
      $0.configuration.batchesPerPool = 16
    }
    let splits = try toy.splits()
    toy.seed = try #require(
      try (1...40).first { seed in
        toy.seed = seed
        return try (2...5).contains(toy.member(splits, .none).bestEpoch)
      })
    #expect(try CheckpointContract().violations { try toy.train(splits, $0) } == [])
  }

  @Test("E14: a state of other settings, data, seed, form or predecessor is left out")
  func foreign() throws {
    let toy = Case("this one")
    let splits = try toy.splits()
    let others = [
      Case("other size") { $0.configuration.hidden = 4 },
      Case("other rate") { $0.configuration.learningRate = 0.5 },
      Case("more epochs") { $0.configuration.epochs += 1 },
      Case("other seed") { $0.seed = 8 },
      Case("a follower") { $0.follows = true },
      Case("seq2seq") { $0.labelLengths = 3...3 },
    ]
    for other in others {
      let violations = try CheckpointContract().violations(
        byStatesOf: { try other.train(other.splits(), $0) }, { try toy.train(splits, $0) })
      #expect(violations == [], "\(other.testDescription)")
    }
    let fewer = try DataSplits(
      training: splits.training,
      validation: ValidationSplit(splits.validation.dataset.subset(Array(0..<50))),
      test: splits.test)
    #expect(
      try CheckpointContract().violations(
        byStatesOf: { try toy.train(fewer, $0) }, { try toy.train(splits, $0) }) == [])
  }

  @Test("A state of a member is sealed bytes of another kind than its final state")
  func finalState() throws {
    let toy = Case("a member")
    let state = try toy.member(toy.splits(), .none).finalState
    let again = try MemberState(decoding: state.encoded(), toy.configuration)
    #expect(again.encoded() == state.encoded())
    for length in [0, 8, state.encoded().count - 1] {
      #expect(throws: (any Error).self) {
        try MemberState(decoding: Array(state.encoded().prefix(length)), toy.configuration)
      }
    }
    // Taken for a checkpoint, it is left out.
    #expect(
      try toy.train(toy.splits(), TrainingMonitor(continuing: state.encoded()))
        == toy.train(toy.splits(), .none))
  }
}
