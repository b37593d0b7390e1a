import Files
import Oversampling
import RandomStreams
import Reports
import Sequences

/// Where a member's synthetic samples come from, and whether it gets any: an oversampler with what it
/// learned, and what was decided about its samples.
struct SyntheticSource {
  let oversampler: any Oversampler
  /// What was learned; nil if there was nothing to learn.
  let fitted: FittedOversampler?
  /// What was decided; nil if nobody looked at the samples.
  let gate: SyntheticQualityRecord.Gate?

  /// An oversampler with the files of its unit, if it has one.
  ///
  /// - Throws: what decoding the unit's record throws.
  init(_ oversampler: any Oversampler, _ prerequisite: [UnitFile]) throws {
    self.oversampler = oversampler
    let model = oversampler.needsFitting ? prerequisite[UnitFile.model] : nil
    fitted = model.map {
      FittedOversampler(model: $0, curves: NumberTable(columns: ["epoch"]))
    }
    gate = try prerequisite[UnitFile.record].flatMap {
      try JSONFile.decode(OversamplerRecord.self, from: $0).gate
    }
  }

  /// Synthetic samples for a member; none where the gate is closed.
  ///
  /// - Throws: what the oversampler throws.
  func synthesise(
    for member: SequenceDataset, vocabulary: LabelVocabulary, projection: EventProjection?,
    stream: RandomStream
  ) throws -> Synthesis {
    if gate?.decision == .closed {
      return Synthesis(
        samples: nil, sources: [],
        warnings: [
          "Trained on real samples alone, because the synthetic ones were found unfit (quality.gate)."
        ])
    }
    return try oversampler.synthesise(
      for: member, vocabulary: vocabulary, fitted: fitted, projection: projection, stream: stream)
  }
}

extension SyntheticQualityRecord.Gate {
  /// What the unit that looked at the samples has to tell; nil if they are used as a matter of course.
  var warning: String? {
    switch decision {
    case .passed: doubts.isEmpty ? nil : doubts.joined(separator: " ")
    case .closed:
      "The synthetic samples are not used. " + reasons.joined(separator: " ")
    case .overridden:
      "The synthetic samples are used only because quality.gate.insist says so. "
        + reasons.joined(separator: " ")
    }
  }
}
