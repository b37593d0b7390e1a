import Figures
import Statistics

extension StudySummary {
  /// How classes are shown: each by itself while they fit, else the majority against all others.
  private struct ClassGroups {
    /// More rows than these cannot be read at the width of a figure.
    static let mostShown = 12

    let names: [String]
    let hasUnknown: Bool
    private let isWhole: Bool

    init(_ summary: StudySummary) {
      let data = summary.record.data
      isWhole = data.classCount <= Self.mostShown
      names =
        isWhole
        ? (0..<data.classCount).map(summary.className)
        : ["majority", "minority"]
      let whole = isWhole
      hasUnknown =
        whole
        && summary.record.predictions.contains {
          $0.truth.contains(ConfusionMatrix.unknown)
            || $0.predicted.contains(ConfusionMatrix.unknown)
        }
    }

    /// How many decimals a mean count has: fewer where there are many cells beside each other.
    func decimals(_ count: Double) -> Int { abs(count) < (labels.count > 6 ? 10 : 100) ? 1 : 0 }

    var labels: [String] { hasUnknown ? names + ["unknown"] : names }

    private func place(_ id: Int) -> Int {
      guard isWhole else { return id == 0 ? 0 : 1 }
      return id == ConfusionMatrix.unknown ? names.count : id
    }

    /// Mean counts over runs, `[truth][prediction]`.
    func means(_ runs: [PredictionRecord]) -> [[Double]] {
      let size = labels.count
      var sums = Array(repeating: Array(repeating: 0.0, count: size), count: size)
      for run in runs {
        for (truth, guess) in zip(run.truth, run.predicted) {
          sums[place(truth)][place(guess)] += 1
        }
      }
      return sums.map { $0.map { $0 / Double(runs.count) } }
    }
  }

  /// The confusion matrix of every method, as means over seeds.
  var confusionFigures: [Figure] {
    let groups = ClassGroups(self)
    let panels = record.methods.compactMap { method -> MatrixChart.Panel? in
      let runs = predictions(of: method)
      guard !runs.isEmpty else { return nil }
      let means = groups.means(runs)
      return MatrixChart.Panel(
        title: label(of: method), series: series(of: method),
        texts: means.map { $0.map { NumberText.fixed($0, decimals: groups.decimals($0)) } },
        shades: means.map { row in
          let total = row.reduce(0, +)
          return row.map { total > 0 ? $0 / total : 0 }
        })
    }
    return matrixFigures(
      panels, groups.labels, name: "confusion", title: "Confusion matrices of the test split",
      description: "Mean number of test samples over seeds by true class (rows) and prediction "
        + "(columns); shades are shares of the row.")
  }

  /// How each method's confusion matrix differs from the baseline's (spec/01 section 16.4).
  var confusionDifferenceFigures: [Figure] {
    guard let baseline = record.baseline else { return [] }
    let groups = ClassGroups(self)
    let theirs = Dictionary(
      predictions(of: baseline).map { ($0.seed, $0) }, uniquingKeysWith: { first, _ in first })
    let panels = record.methods.compactMap { method -> MatrixChart.Panel? in
      // The seeds that both have.
      let runs = predictions(of: method).filter { theirs[$0.seed] != nil }
      guard method != baseline, !runs.isEmpty else { return nil }
      let (after, before) = (
        groups.means(runs), groups.means(runs.compactMap { theirs[$0.seed] })
      )
      let differences = zip(after, before).map { zip($0, $1).map { $0 - $1 } }
      return MatrixChart.Panel(
        title: label(of: method), series: series(of: method),
        texts: differences.map {
          $0.map { NumberText.signed($0, decimals: groups.decimals($0)) }
        },
        shades: zip(differences, before).map { row, counts in
          let total = counts.reduce(0, +)
          return row.map { total > 0 ? 2 * $0 / total : 0 }
        })
    }
    return matrixFigures(
      panels, groups.labels, name: "confusion-differences",
      title: "Change of the confusion matrix from \(baseline)",
      description: "Mean change in the number of test samples over common seeds, by true class "
        + "(rows) and prediction (columns); every row sums to 0.")
  }

  private func matrixFigures(
    _ panels: [MatrixChart.Panel], _ labels: [String], name: String, title: String,
    description: String
  ) -> [Figure] {
    MatrixChart(
      panels: panels, rows: labels, columns: labels, rowTitle: "truth", columnTitle: "prediction"
    ).figures(name: name, title: title, description: description)
  }

  /// That the matrices do not tell all classes apart; nil if they do.
  var meaningOfConfusionClasses: String? {
    record.data.classCount > ClassGroups.mostShown
      ? "With more than \(ClassGroups.mostShown) classes all but the majority are taken together here; "
        + "confusion.csv has each of them." : nil
  }
}
