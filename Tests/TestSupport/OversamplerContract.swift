import Files
import Oversampling
import RandomStreams
import Sequences

/// What every oversampler has to keep, checked on small data (spec/00 section 7, spec/01 section 14).
///
///     let contract = OversamplerContract(expectedCount: { minority, _ in 3 * minority })
///     #expect(try contract.violations(by: RandomOversampling()) == [])
///
/// A test per method calls it; a new method is covered by one more such line. That an oversampler
/// cannot see validation or test samples needs no check: `fit` takes a `TrainingSplit`.
public struct OversamplerContract {
  /// How many samples the method adds to a member of so many minority and majority samples.
  public var expectedCount: (_ minority: Int, _ majority: Int) -> Int
  /// Whether a synthetic sample has the length of its source.
  public var keepsLength = true
  /// Whether all sequences are made equally long, for methods that need it.
  public var usesEqualLengths = false
  /// How many minority samples the data holds; one more class of as many is added.
  public var minorityPerClass = 7
  /// How far beyond the range of the minority's values a synthetic value may lie, in ranges.
  public var valueMargin = 3.0

  /// The checks for a method that adds so many samples.
  public init(expectedCount: @escaping (_ minority: Int, _ majority: Int) -> Int) {
    self.expectedCount = expectedCount
  }

  /// What the method does against the contract, one sentence each; empty if nothing.
  ///
  /// Cost: two fits and four syntheses.
  public func violations(by oversampler: some Oversampler) throws -> [String] {
    let training = try training(minorityPerClass: minorityPerClass)
    let vocabulary = try LabelVocabulary(training)
    // A member has a part of the majority, so its indices differ from the training split's.
    let minority = vocabulary.minorityIndices(in: training.dataset)
    let majority = vocabulary.majorityIndices(in: training.dataset)
    let member = training.dataset.subset(Array(majority.suffix(majority.count / 2)) + minority)
    let stream = RandomStream(seed: 11).substream("contract")

    var violations: [String] = []
    let (fitted, reports) = try fit(oversampler, training, vocabulary, stream)
    let synthesis = try oversampler.synthesise(
      for: member, vocabulary: vocabulary, fitted: fitted, stream: stream.substream("member", 0))
    violations += progressViolations(reports, of: oversampler)
    violations += sampleViolations(synthesis, member: member, vocabulary: vocabulary)
    violations += try seedViolations(
      oversampler, training, vocabulary, member, stream, fitted: fitted, first: synthesis)
    violations += try smallMinorityViolations(oversampler)
    return violations
  }

  private func fit(
    _ oversampler: some Oversampler, _ training: TrainingSplit, _ vocabulary: LabelVocabulary,
    _ stream: RandomStream
  ) throws -> (model: FittedOversampler?, reports: [Double]) {
    guard oversampler.needsFitting else { return (nil, []) }
    var reports: [Double] = []
    let fitted = try oversampler.fit(
      training, vocabulary: vocabulary, stream: stream.substream("fit"),
      progress: { reports.append($0) })
    return (fitted, reports)
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

  private func sampleViolations(
    _ synthesis: Synthesis, member: SequenceDataset, vocabulary: LabelVocabulary
  ) -> [String] {
    let minority = vocabulary.minorityIndices(in: member)
    let expected = expectedCount(minority.count, member.count - minority.count)
    guard let samples = synthesis.samples else {
      return expected == 0 ? [] : ["No sample was made; \(expected) are expected."]
    }
    var violations: [String] = []
    if samples.count != expected || samples.isEmpty {
      violations.append("\(samples.count) samples were made; \(expected) are expected.")
    }
    if samples.featureNames != member.featureNames || samples.classNames != member.classNames
      || samples.labelLength != member.labelLength
    {
      violations.append("Features, classes or label length differ from the member's.")
      return violations
    }
    guard synthesis.sources.count == samples.count,
      synthesis.sources.allSatisfy(member.lengths.indices.contains)
    else {
      violations.append("The sources are not one sample of the member for each new sample.")
      return violations
    }
    let longest = minority.map { member.lengths[$0] }.max() ?? 0
    let ranges = ranges(of: member.subset(minority))
    for sample in 0..<samples.count {
      let source = synthesis.sources[sample]
      let identifier = vocabulary.id(of: samples.labelSequence(at: sample))
      if identifier == LabelVocabulary.majority {
        violations.append("Synthetic sample \(sample) carries the majority's label sequence.")
      }
      if !samples.labelSequence(at: sample).elementsEqual(member.labelSequence(at: source)) {
        violations.append("Synthetic sample \(sample) is of another class than its source.")
      }
      let length = samples.lengths[sample]
      if keepsLength ? length != member.lengths[source] : !(1...longest).contains(length) {
        violations.append("Synthetic sample \(sample) has a length of \(length).")
      }
      for (position, value) in samples.sequence(at: sample).enumerated() {
        let range = ranges[position % samples.featureCount]
        if !value.isFinite || !range.contains(Double(value)) {
          violations.append(
            "Synthetic sample \(sample) holds \(value), which is not in the units of the data.")
        }
      }
    }
    return violations
  }

  private func seedViolations(
    _ oversampler: some Oversampler, _ training: TrainingSplit, _ vocabulary: LabelVocabulary,
    _ member: SequenceDataset, _ stream: RandomStream, fitted: FittedOversampler?,
    first: Synthesis
  ) throws -> [String] {
    func synthesise(member number: Int) throws -> Synthesis {
      try oversampler.synthesise(
        for: member, vocabulary: vocabulary, fitted: fitted,
        stream: stream.substream("member", number))
    }
    var violations: [String] = []
    let refitted = try fit(oversampler, training, vocabulary, stream).model
    if refitted?.model != fitted?.model || refitted?.curves != fitted?.curves {
      violations.append("The same stream fits another model the second time.")
    }
    let again = try synthesise(member: 0)
    if again.samples != first.samples || again.sources != first.sources {
      violations.append("The same stream makes other samples the second time.")
    }
    if let samples = first.samples, try synthesise(member: 1).samples == samples {
      violations.append("Another member's stream makes the same samples.")
    }
    return violations
  }

  /// One minority sample less than the method needs has to be refused in a sentence that names it.
  private func smallMinorityViolations(_ oversampler: some Oversampler) throws -> [String] {
    let name = type(of: oversampler).name
    let count = oversampler.minimumMinority
    // A training split without any minority has no vocabulary and never gets here.
    guard count > 1 else { return [] }
    let training = try training(minorityPerClass: count - 1, classes: 1)
    let vocabulary = try LabelVocabulary(training)
    do {
      let (fitted, _) = try fit(
        oversampler, training, vocabulary, RandomStream(seed: 3).substream("small"))
      _ = try oversampler.synthesise(
        for: training.dataset, vocabulary: vocabulary, fitted: fitted,
        stream: RandomStream(seed: 3).substream("small", 1))
      return ["\(count - 1) minority samples are accepted, although \(name) needs \(count)."]
    } catch {
      guard "\(error)".contains(name), "\(error)".contains("\(count)") else {
        return ["The error for too few minority samples names neither method nor number: \(error)"]
      }
      return []
    }
  }

  /// Where synthetic values of each feature may lie.
  private func ranges(of minority: SequenceDataset) -> [ClosedRange<Double>] {
    (0..<minority.featureCount).map { feature in
      var least = Double.infinity
      var greatest = -Double.infinity
      for sample in 0..<minority.count {
        for (position, value) in minority.sequence(at: sample).enumerated()
        where position % minority.featureCount == feature {
          least = min(least, Double(value))
          greatest = max(greatest, Double(value))
        }
      }
      let margin = valueMargin * (greatest - least)
      return (least - margin)...(greatest + margin)
    }
  }

  /// Sequences whose features have very different units, so that a forgotten scale shows: around
  /// 1000 with a spread of 50, around 0.02 with a spread of 0.005, and a constant.
  private func training(minorityPerClass: Int, classes: Int = 2) throws -> TrainingSplit {
    var draws = RandomStream(seed: 5).substream("contract-data")
    var values: [Float] = []
    var lengths: [Int] = []
    var labels: [Int] = []
    let minority = (1...classes).flatMap { Array(repeating: $0, count: minorityPerClass) }
    for label in Array(repeating: 0, count: 40 + 2 * minorityPerClass) + minority {
      let length = usesEqualLengths ? 5 : 2 + draws.index(below: 5)
      let phase = draws.uniform()
      for event in 0..<length {
        let wave = Double(label) + phase + 0.3 * Double(event) + 0.1 * draws.normal()
        values += [Float(1000 + 50 * wave), Float(0.02 - 0.005 * wave), 7]
      }
      lengths.append(length)
      labels.append(label)
    }
    return try TrainingSplit(
      SequenceDataset(
        featureNames: ["pressure", "flow", "site"], classNames: ["calm", "surge", "drop"],
        values: values, lengths: lengths, labels: labels))
  }
}
