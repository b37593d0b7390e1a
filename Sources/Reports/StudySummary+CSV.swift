import Files
import Statistics

extension StudySummary {
  /// `runs.csv`: one row per method, seed, predictor, split and metric.
  ///
  /// `value` is empty where the metric is undefined; `n` is the number of samples scored.
  var runsCSV: String {
    var text = CSVText.row([
      "dataset", "method", "seed", "predictor", "split", "metric", "value", "n",
    ])
    for run in record.orderedRuns {
      for metric in record.metrics {
        text += CSVText.row([
          record.data.name, run.method, "\(run.seed)", run.predictor.name, run.split.rawValue,
          metric.rawValue, number(run[metric]), "\(run.sampleCount)",
        ])
      }
    }
    return text
  }

  /// `summary.csv`: one row per method and metric, over the seeds where the metric is defined.
  var summaryCSV: String {
    var text = CSVText.row([
      "method", "metric", "mean", "sd", "n", "min", "max", "ci_low", "ci_high",
    ])
    for method in methods {
      for metric in record.metrics {
        let values = method.metrics[metric]
        let interval = values?.interval()
        text += CSVText.row([
          method.method, metric.rawValue, number(values?.mean), number(values?.standardDeviation),
          "\(values?.count ?? 0)", number(values?.minimum), number(values?.maximum),
          number(interval?.lowerBound), number(interval?.upperBound),
        ])
      }
    }
    return text
  }

  /// `comparisons.csv`: one row per method other than the baseline and metric.
  var comparisonsCSV: String { CSVText.table(MethodComparison.columns, comparisons) }

  private func number(_ value: Double?) -> String { value.map(CSVText.number) ?? "" }
}
