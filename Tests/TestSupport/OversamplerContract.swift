import Checkpoints
import Files
import Oversampling
import RandomStreams
import Sequences

/// What every oversampler has to keep, checked on small data (spec/00 section 7, spec/01 section 14).
///
///     #expect(try OversamplerContract().violations(by: RandomOversampling()) == [])
///
/// The registry's methods are all run through it by one test, so a new one is covered when it is
/// registered. What a method says of itself is taken at its word and held against what it does: how
/// many samples it makes (`synthesisCount`), how few it can work with (`minimumMinority`) and which
/// data it refuses (`check`).
///
/// That an oversampler cannot see validation or test samples needs no check here: `fit` takes a
/// `TrainingSplit`.
public struct OversamplerContract {
  /// How many samples the method adds to a member of so many minority and majority samples; nil:
  /// as many as it says itself.
  public var expectedCount: ((_ minority: Int, _ majority: Int) -> Int)?
  /// Whether a synthetic sample has the length of its source; else any from the shortest to the
  /// longest minority sample's.
  public var keepsLength = false
  /// The data.
  public var data = ContractData()
  /// How far beyond the range of the minority's values a synthetic value may lie, in ranges.
  public var valueMargin = 3.0

  /// The checks for any method.
  public init() {}

  /// The checks for a method that adds so many samples, each as long as its source.
  public init(expectedCount: @escaping (_ minority: Int, _ majority: Int) -> Int) {
    self.expectedCount = expectedCount
    keepsLength = true
  }

  /// What the method does against the contract, one sentence each; empty if nothing.
  ///
  /// Cost: about nine fits and a dozen syntheses.
  public func violations(by oversampler: some Oversampler) throws -> [String] {
    let raggedRefusal = refusal(of: try data.training(), by: oversampler)
    var contract = self
    contract.data.usesEqualLengths = data.usesEqualLengths || raggedRefusal != nil
    var violations: [String] = []
    if let raggedRefusal {
      violations += sentenceViolations(
        raggedRefusal, naming: [type(of: oversampler).name], "sequences of different lengths")
    }
    violations += try contract.usualViolations(by: oversampler)
    violations += try contract.labelSequenceViolations(by: oversampler)
    violations += try contract.validEventViolations(by: oversampler)
    violations += try contract.badInputViolations(by: oversampler)
    return violations
  }

  /// The checks on data that the method accepts.
  private func usualViolations(by oversampler: some Oversampler) throws -> [String] {
    let run = try ContractRun(oversampler, data.training(), seed: 11)
    let synthesis = try run.synthesise(member: 0)
    return progressViolations(run.reports, of: oversampler)
      + sampleViolations(synthesis, in: run) + (try seedViolations(run, first: synthesis))
  }

  private func refusal(
    of training: TrainingSplit, by oversampler: some Oversampler
  ) -> (any Error)? {
    do {
      try oversampler.check(training, vocabulary: LabelVocabulary(training))
      return nil
    } catch {
      return error
    }
  }

  private func progressViolations(
    _ reports: [Double], of oversampler: some Oversampler
  ) -> [String] {
    guard oversampler.needsFitting else { return [] }
    var violations: [String] = []
    if reports.isEmpty { violations.append("Fitting never reports progress.") }
    if reports.contains(where: { !(0...1).contains($0) }) {
      violations.append("Progress leaves the range from 0 to 1.")
    }
    if zip(reports, reports.dropFirst()).contains(where: { $0 > $1 }) {
      violations.append("Progress runs backwards.")
    }
    return violations
  }

  private func seedViolations<Method: Oversampler>(
    _ run: ContractRun<Method>, first: Synthesis
  ) throws -> [String] {
    var violations: [String] = []
    let again = try run.again(seed: 11)
    if again.fitted?.model != run.fitted?.model || again.fitted?.curves != run.fitted?.curves {
      violations.append("The same stream fits another model the second time.")
    }
    let other = try run.again(seed: 12)
    if let model = run.fitted?.model, !model.isEmpty, other.fitted?.model == model {
      violations.append("Another seed fits the same model.")
    }
    let second = try again.synthesise(member: 0)
    if second.samples != first.samples || second.sources != first.sources {
      violations.append("The same stream makes other samples the second time.")
    }
    if let samples = first.samples {
      if try run.synthesise(member: 1).samples == samples {
        violations.append("Another member's stream makes the same samples.")
      }
      if try other.synthesise(member: 0).samples == samples {
        violations.append("Another seed makes the same samples.")
      }
    }
    return violations
  }
}

/// A method, fitted once to some data, and a member to synthesise for.
struct ContractRun<Method: Oversampler> {
  let oversampler: Method
  let training: TrainingSplit
  let vocabulary: LabelVocabulary
  let member: SequenceDataset
  let stream: RandomStream
  /// What fitting gave; nil for a method that needs none.
  let fitted: FittedOversampler?
  /// The progress that fitting reported.
  let reports: [Double]

  /// Fits a method.
  init(_ oversampler: Method, _ training: TrainingSplit, seed: UInt64) throws {
    self.oversampler = oversampler
    self.training = training
    vocabulary = try LabelVocabulary(training)
    // A member has a part of the majority, so its indices differ from the training split's.
    let minority = vocabulary.minorityIndices(in: training.dataset)
    let majority = vocabulary.majorityIndices(in: training.dataset)
    member = training.dataset.subset(Array(majority.suffix(majority.count / 2)) + minority)
    stream = RandomStream(seed: seed).substream("contract")
    var reports: [Double] = []
    try oversampler.check(training, vocabulary: vocabulary)
    fitted =
      oversampler.needsFitting
      ? try oversampler.fit(
        training, vocabulary: vocabulary, stream: stream.substream("fit"),
        monitor: TrainingMonitor(report: { reports.append($0) }))
      : nil
    self.reports = reports
  }

  /// The same from the beginning.
  func again(seed: UInt64) throws -> ContractRun {
    try ContractRun(oversampler, training, seed: seed)
  }

  /// Makes samples for the member with a number's stream, or for other samples.
  func synthesise(member number: Int, for samples: SequenceDataset? = nil) throws -> Synthesis {
    try oversampler.synthesise(
      for: samples ?? member, vocabulary: vocabulary, fitted: fitted,
      stream: stream.substream("member", number))
  }
}
