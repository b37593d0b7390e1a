import Oversampling
import Sequences

extension OversamplerContract {
  /// What is wrong with the samples made for the member of a run, or for other samples.
  func sampleViolations<Method: Oversampler>(
    _ synthesis: Synthesis, in run: ContractRun<Method>, for samples: SequenceDataset? = nil
  ) -> [String] {
    let member = samples ?? run.member
    let vocabulary = run.vocabulary
    let minority = vocabulary.minorityIndices(in: member)
    let expected = count(minority, of: member, run)
    var violations = synthesis.warnings.filter { !$0.hasSuffix(".") }.map {
      "The warning \"\($0)\" is no sentence."
    }
    if let replacement = synthesis.replacement,
      replacement.labels != member.labels || replacement.lengths != member.lengths
    {
      violations.append("The replacement of the real samples has other labels or lengths.")
    }
    guard let samples = synthesis.samples else {
      if expected.lowerBound > 0 { violations.append("No sample was made of \(expected).") }
      return violations
    }
    if !expected.contains(samples.count) || samples.isEmpty {
      let range =
        expected.count == 1
        ? "\(expected.lowerBound)" : "\(expected.lowerBound) to \(expected.upperBound)"
      violations.append("\(samples.count) samples were made; \(range) are expected.")
    }
    if samples.featureNames != member.featureNames || samples.classNames != member.classNames
      || samples.labelLength != member.labelLength
    {
      return violations + ["Features, classes or label length differ from the member's."]
    }
    guard synthesis.sources.count == samples.count,
      synthesis.sources.allSatisfy(Set(minority).contains)
    else {
      return violations + ["The sources are not one minority sample for each new sample."]
    }
    guard !minority.isEmpty else { return violations + ["Samples were made from nothing."] }
    return violations
      + labelViolations(samples, sources: synthesis.sources, of: member, vocabulary)
      + lengthViolations(
        samples, sources: synthesis.sources, of: member, among: minority.map { member.lengths[$0] })
      + valueViolations(samples, ranges: ranges(of: member.subset(minority)))
  }

  /// How many samples are expected: what the test says, or else the method.
  private func count<Method: Oversampler>(
    _ minority: [Int], of member: SequenceDataset, _ run: ContractRun<Method>
  ) -> ClosedRange<Int> {
    let majority = member.count - minority.count
    if let expectedCount {
      let count = expectedCount(minority.count, majority)
      return count...count
    }
    let sizes = Dictionary(grouping: minority) { Array(member.labelSequence(at: $0)) }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
    return run.oversampler.synthesisCount(
      minorities: sizes.map(\.value.count), majority: majority)
  }

  private func labelViolations(
    _ samples: SequenceDataset, sources: [Int], of member: SequenceDataset,
    _ vocabulary: LabelVocabulary
  ) -> [String] {
    var violations: [String] = []
    for (sample, source) in sources.enumerated() {
      let label = samples.labelSequence(at: sample)
      if vocabulary.id(of: label) == LabelVocabulary.majority {
        violations.append("Synthetic sample \(sample) carries the majority's label sequence.")
      }
      if member.labelLength == 1, !label.elementsEqual(member.labelSequence(at: source)) {
        violations.append("Synthetic sample \(sample) is of another class than its source.")
      }
    }
    return violations
  }

  private func lengthViolations(
    _ samples: SequenceDataset, sources: [Int], of member: SequenceDataset, among lengths: [Int]
  ) -> [String] {
    let allowed = (lengths.min() ?? 1)...(lengths.max() ?? 1)
    return sources.enumerated().compactMap { sample, source in
      let length = samples.lengths[sample]
      let isValid = keepsLength ? length == member.lengths[source] : allowed.contains(length)
      return isValid ? nil : "Synthetic sample \(sample) has a length of \(length)."
    }
  }

  private func valueViolations(
    _ samples: SequenceDataset, ranges: [ClosedRange<Double>]
  ) -> [String] {
    var violations: [String] = []
    for sample in 0..<samples.count {
      for (position, value) in samples.sequence(at: sample).enumerated()
      where !ranges[position % ranges.count].contains(Double(value)) {
        violations.append(
          "Synthetic sample \(sample) holds \(value), which is not in the units of the data.")
      }
    }
    return violations
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
}
