import Oversampling
import Sequences

extension OversamplerContract {
  /// Data with gaps and a column of texts: synthetic samples are, once they are projected, what the
  /// data could be; and who says that they are copies copies.
  func validEventViolations(by oversampler: some Oversampler) throws -> [String] {
    var gaps = data
    gaps.hasGaps = true
    let run = try ContractRun(oversampler, gaps.training(), seed: 7)
    let projection = EventProjection(ContractData.missing, fittedTo: run.training)
    let synthesis = try oversampler.synthesise(
      for: run.member, vocabulary: run.vocabulary, fitted: run.fitted, projection: projection,
      stream: run.stream.substream("member", 0))
    var violations = sampleViolations(synthesis, in: run)
    guard let samples = synthesis.samples else {
      return violations.map { "With gaps: \($0)" }
    }
    let constant = Self.fillIn(of: run.training.dataset)
    for sample in 0..<samples.count {
      let events = Array(samples.sequence(at: sample))
      for row in stride(from: 0, to: events.count, by: samples.featureCount) {
        let event = Array(events[row..<row + samples.featureCount])
        violations += Self.eventViolations(event, constant: constant).map {
          "Synthetic sample \(sample) \($0)"
        }
      }
      if !oversampler.makesNewValues,
        !events.elementsEqual(run.member.sequence(at: synthesis.sources[sample]))
      {
        violations.append("Synthetic sample \(sample) is no copy, though makesNewValues is false.")
      }
    }
    let again = synthesis.samples.map(projection.applied)
    if oversampler.makesNewValues, again != synthesis.samples {
      violations.append("Projecting twice is not the same as once.")
    }
    return violations.map { "With gaps: \($0)" }
  }

  /// What stands for a flow that was not measured.
  private static func fillIn(of dataset: SequenceDataset) -> Float? {
    stride(from: 0, to: dataset.values.count, by: dataset.featureCount)
      .first { dataset.values[$0 + 5] == 0 }.map { dataset.values[$0 + 1] }
  }

  private static func eventViolations(_ event: [Float], constant: Float?) -> [String] {
    var violations: [String] = []
    if event[5] != 0 && event[5] != 1 {
      violations.append("says \(event[5]) to whether flow was measured.")
    }
    if [event[3], event[4]].sorted() != [0, 1] {
      violations.append("has the mode \(event[3]), \(event[4]).")
    }
    if event[5] == 0, event[1] != constant {
      violations.append("has a flow of \(event[1]) where none was measured.")
    }
    return violations
  }
}
