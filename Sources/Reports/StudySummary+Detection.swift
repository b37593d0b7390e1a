import Files
import Statistics

extension StudySummary {
  /// The detectors' decisions in the order of methods and seeds.
  var detections: [DetectionRecord] {
    record.methods.flatMap { method in
      record.seeds.flatMap { seed in
        record.detections.filter { $0.method == method && $0.seed == seed }
      }
    }
  }

  /// What a detector's row is, and how it decided: a sentence per method.
  var detectionNotes: [String] {
    record.methods.compactMap { method in
      let all = detections.filter { $0.method == method }
      guard let scores = SampleSummary(all.map(\.validationF1)) else { return nil }
      let sides = [DetectionRecord.NovelSide.below, .above].compactMap { side in
        Self.thresholds(all.filter { $0.novelSide == side }, side)
      }
      let spread = scores.standardDeviation.map { " ± \(NumberText.fixed($0))" } ?? ""
      return
        "\(method): a novelty detector, no ensemble; it is fitted to the majority alone. Novel "
        + "are scores \(sides.joined(separator: ", and "))\(all.count > 1 ? " by seed" : ""). "
        + "Validation data chose, with a minority F1 of \(NumberText.fixed(scores.mean))\(spread)."
    }
  }

  /// Such as `below -0.1 to 0.3`; nil without runs.
  private static func thresholds(
    _ runs: [DetectionRecord], _ side: DetectionRecord.NovelSide
  ) -> String? {
    let sorted = runs.map(\.threshold).sorted()
    guard let least = sorted.first, let most = sorted.last else { return nil }
    let (from, to) = (NumberText.fixed(least), NumberText.fixed(most))
    return "\(side.rawValue) \(from)" + (from == to ? "" : " to \(to)")
  }

  /// `detection.csv`: one row per detector and seed.
  var detectionCSV: String {
    CSVText.row(["method", "seed", "novel_side", "threshold", "validation_minority_f1"])
      + detections.map {
        CSVText.row([
          $0.method, "\($0.seed)", $0.novelSide.rawValue, CSVText.number($0.threshold),
          CSVText.number($0.validationF1),
        ])
      }.joined()
  }
}
