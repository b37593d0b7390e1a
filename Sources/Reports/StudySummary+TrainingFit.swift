import Files
import Statistics

extension StudySummary {
  /// The fits in the order of methods, seeds and kinds of samples.
  private var trainingFits: [TrainingFitRecord] {
    record.methods.flatMap { method in
      record.seeds.flatMap { seed in
        record.trainingFits.filter { $0.method == method && $0.seed == seed }
      }
    }
  }

  /// `training_fit.csv`: one row per method, seed and kind of minority samples.
  var trainingFitCSV: String {
    CSVText.row(["method", "seed", "minority", "f1", "recall", "members"])
      + trainingFits.map { fit in
        CSVText.row([
          fit.method, "\(fit.seed)", fit.minority.rawValue, fit.f1.map(CSVText.number) ?? "",
          fit.recall.map(CSVText.number) ?? "", "\(fit.members)",
        ])
      }.joined()
  }

  /// The methods with a row in that table.
  var methodsWithTrainingFits: [String] {
    record.methods.filter { method in record.trainingFits.contains { $0.method == method } }
  }

  /// The same as a table of means over seeds; nil if there is none.
  var trainingFitRows: (header: [String], rows: [[String]])? {
    let fits = trainingFits
    guard !fits.isEmpty else { return nil }
    func cell(_ values: [Double?]) -> String {
      let defined = values.compactMap(\.self)
      guard !defined.isEmpty, let summary = SampleSummary(defined) else { return NumberText.dash }
      return NumberText.fixed(summary.mean)
        + (summary.standardDeviation.map { " ± \(NumberText.fixed($0))" } ?? "")
    }
    let rows = methodsWithTrainingFits.map { method -> [String] in
      let own = fits.filter { $0.method == method }
      func values(_ minority: TrainingFitRecord.Minority) -> [TrainingFitRecord] {
        own.filter { $0.minority == minority }
      }
      let (real, synthetic) = (values(.real), values(.synthetic))
      return [
        marked(method), "\(Set(own.map(\.seed)).count)", cell(real.map(\.f1)),
        cell(synthetic.map(\.f1)),
        cell(real.map(\.recall)), cell(synthetic.map(\.recall)),
      ]
    }
    return (
      ["method", "n", "F1, real", "F1, synthetic", "recall, real", "recall, synthetic"], rows
    )
  }

  /// What the table of fits means.
  static let meaningOfTrainingFit =
    "How members predict what they were trained on, means over members and seeds: the minority F1 over "
    + "their majority and the real or the synthetic minority samples, and the share of either that is "
    + "found. Much more on synthetic than on real samples says that members learned the generator rather "
    + "than the minority. By seed in `training_fit.csv`."
}
