import Files
import Statistics

extension StudySummary {
  /// The changes against the baseline in the order of methods and seeds.
  var changes: [PredictionChange] {
    record.methods.flatMap { method in
      record.seeds.flatMap { seed in
        record.changes.filter { $0.method == method && $0.seed == seed }
      }
    }
  }

  /// `confusion.csv`: one row per method, seed, true class and prediction that occurs in the method's
  /// or the baseline's confusion matrix of the test split.
  ///
  /// `difference` is `count` minus `baseline_count`; over the predictions of a true class it sums to 0.
  var confusionCSV: String {
    var text = CSVText.row([
      "method", "baseline", "seed", "truth", "prediction", "count", "baseline_count", "difference",
    ])
    for change in changes {
      let difference = change.difference
      let classes = 0..<difference.after.classCount
      for truth in classes + [ConfusionMatrix.unknown] {
        for guess in classes + [ConfusionMatrix.unknown] {
          let (after, before) = (
            difference.after[truth: truth, predicted: guess],
            difference.before[truth: truth, predicted: guess]
          )
          guard after > 0 || before > 0 else { continue }
          text += CSVText.row([
            change.method, record.baseline ?? "", "\(change.seed)", className(truth),
            className(guess), "\(after)", "\(before)", "\(after - before)",
          ])
        }
      }
    }
    return text
  }

  /// `transitions.csv`: one row per method, seed and class, the class against all others.
  var transitionsCSV: String {
    var text = CSVText.row([
      "method", "baseline", "seed", "class", "fn_to_tp", "tp_to_fn", "fp_to_tn", "tn_to_fp",
    ])
    for change in changes {
      for id in 0..<change.difference.after.classCount {
        let moves = change.difference.transitions(of: id)
        text += CSVText.row([
          change.method, record.baseline ?? "", "\(change.seed)", className(id),
          "\(moves.missedThenFound)", "\(moves.foundThenMissed)", "\(moves.raisedThenCleared)",
          "\(moves.clearedThenRaised)",
        ])
      }
    }
    return text
  }

  /// Per method: hits won and lost, false alarms cleared and raised, each the mean over seeds of the
  /// sum over minority classes.
  var meanTransitions: [(method: String, seeds: Int, means: [Double])] {
    record.methods.compactMap { method in
      let all = changes.filter { $0.method == method }
      guard !all.isEmpty else { return nil }
      let parts: [KeyPath<ConfusionDifference.Transitions, Int>] = [
        \.missedThenFound, \.foundThenMissed, \.raisedThenCleared, \.clearedThenRaised,
      ]
      let means = parts.map { part in
        let sum = all.reduce(0) { sum, change in
          (1..<max(1, change.difference.after.classCount)).reduce(sum) {
            $0 + change.difference.transitions(of: $1)[keyPath: part]
          }
        }
        return Double(sum) / Double(all.count)
      }
      return (method, all.count, means)
    }
  }

  /// The name of a class by its id.
  func className(_ id: Int) -> String {
    if id == ConfusionMatrix.unknown { return "UNKNOWN" }
    return record.data.classNames.indices.contains(id) ? record.data.classNames[id] : "\(id)"
  }
}
