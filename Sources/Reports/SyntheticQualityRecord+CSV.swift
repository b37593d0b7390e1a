import Files

extension [SyntheticQualityRecord] {
  /// The files of what was found about synthetic samples, by their names in the results folder; none
  /// if nobody looked.
  ///
  /// - `quality.csv`: one row per method, seed and measure; empty where it is not defined.
  /// - `quality_features.csv`: one row per method, seed, feature and statistic.
  /// - `quality_gate.csv`: one row per method and seed, with what was decided and why.
  public var resultFiles: [StudyReport.File] {
    guard !isEmpty else { return [] }
    return [
      StudyReport.File(name: "quality.csv", contents: measuresCSV),
      StudyReport.File(name: "quality_features.csv", contents: featuresCSV),
      StudyReport.File(name: "quality_gate.csv", contents: gatesCSV),
    ]
  }

  private var measuresCSV: String {
    CSVText.row(["method", "seed", "measure", "synthetic", "reference"])
      + flatMap { record in
        record.measures.map { measure in
          CSVText.row([
            record.method, "\(record.seed)", measure.name, Self.number(measure.synthetic),
            Self.number(measure.reference),
          ])
        }
      }.joined()
  }

  private var featuresCSV: String {
    typealias Values = SyntheticQualityRecord.Feature.Values
    let statistics: [(name: String, value: (Values) -> Double?)] = [
      ("minimum", \.minimum), ("maximum", \.maximum), ("mean", \.mean),
      ("standard_deviation", \.standardDeviation), ("autocorrelation", \.autocorrelation),
    ]
    return CSVText.row(["method", "seed", "feature", "statistic", "real", "synthetic"])
      + flatMap { record in
        record.features.flatMap { feature in
          statistics.map { name, value in
            CSVText.row([
              record.method, "\(record.seed)", feature.name, name, Self.number(value(feature.real)),
              Self.number(value(feature.synthetic)),
            ])
          }
        }
      }.joined()
  }

  private var gatesCSV: String {
    CSVText.row(["method", "seed", "decision", "real_samples", "synthetic_samples", "reasons"])
      + map { record in
        CSVText.row([
          record.method, "\(record.seed)", record.gate.decision.rawValue, "\(record.realCount)",
          "\(record.syntheticCount)",
          (record.gate.reasons + record.gate.doubts + record.notes).joined(separator: " "),
        ])
      }.joined()
  }

  private static func number(_ value: Double?) -> String { value.map(CSVText.number) ?? "" }
}
