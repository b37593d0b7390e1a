import Files
import Foundation
import Reports

/// What units noted about the samples that they made and were trained on.
extension FolderReport {
  /// How members do on what they were trained on: means over the members of each run.
  func trainingFits(_ runs: [StudyScores.Run]) throws -> [TrainingFitRecord] {
    let members = Dictionary(grouping: graph.units.filter(\.kind.isPrediction)) {
      UnitScorer.runName($0.method, $0.seed)
    }
    return try runs.flatMap { run in
      let fits = try (members[UnitScorer.runName(run.method, run.seed)] ?? []).flatMap { unit in
        try scorer.files(UnitFile.record, of: unit).compactMap {
          try JSONFile.decode(TrainingFit.Holder.self, from: scorer.read($0, of: unit)).trainingFit
        }
      }
      func record(
        _ minority: TrainingFitRecord.Minority, _ f1: KeyPath<TrainingFit, Double?>,
        _ recall: KeyPath<TrainingFit, Double?>
      ) -> TrainingFitRecord? {
        let (f1s, recalls) = (
          fits.compactMap { $0[keyPath: f1] }, fits.compactMap { $0[keyPath: recall] }
        )
        guard !recalls.isEmpty else { return nil }
        func mean(_ values: [Double]) -> Double? {
          values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
        }
        return TrainingFitRecord(
          method: run.method, seed: run.seed, minority: minority, f1: mean(f1s),
          recall: mean(recalls), members: recalls.count)
      }
      return [
        record(.real, \.realF1, \.realRecall), record(.synthetic, \.syntheticF1, \.syntheticRecall),
      ].compactMap(\.self)
    }
  }

  /// What was found about synthetic samples, in the order of the experiment.
  func qualities() throws -> [SyntheticQualityRecord] {
    try graph.units.filter { $0.kind == .oversampler && finished.contains($0) }.compactMap { unit in
      // Not every oversampler is looked at, and earlier versions looked at none.
      guard FileContents.exists("\(scorer.folder)/units/\(unit)/\(UnitFile.quality)") else {
        return nil
      }
      return try JSONFile.decode(
        SyntheticQualityRecord.self, from: scorer.read(UnitFile.quality, of: unit))
    }
  }
}
