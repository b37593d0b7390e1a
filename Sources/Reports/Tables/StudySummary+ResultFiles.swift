import Files
import Statistics

/// Result files of the `tsml` family of tools, which aeon and tsml-eval load.
extension StudySummary {
  /// One file per method and seed: `tsml/METHOD/Predictions/DATASET/testResampleI.csv`, where I counts
  /// seeds from 0.
  ///
  /// Three lines tell what was run; then a line per test sample has its true class, the prediction, an
  /// empty field and the probability of each class. A class that training never showed is the last
  /// one, of probability 0. A detector, which has no probabilities, is as sure as it can be. Label
  /// sequences are left out: the format knows one label per sample.
  var resultFiles: [StudyReport.File] {
    record.methods.flatMap { method in
      record.seeds.enumerated().compactMap { index, seed in
        record.predictions.first { $0.method == method && $0.seed == seed }
          .flatMap { resultFile($0, index: index) }
      }
    }
  }

  private func resultFile(_ run: PredictionRecord, index: Int) -> StudyReport.File? {
    let classes = record.data.classCount
    guard classes == 2 || run.probabilities.count == run.truth.count * classes else { return nil }
    // A comma would be the end of a field.
    func plain(_ text: String) -> String {
      String(text.map { $0 == "," || $0.isNewline || $0 == "/" ? "_" : $0 })
    }
    let dataset = plain(record.data.name)
    let right = zip(run.truth, run.predicted).count { $0 == $1 }
    let hasUnknown = run.truth.contains(ConfusionMatrix.unknown)
    let accuracy = run.truth.isEmpty ? 0 : Double(right) / Double(run.truth.count)
    var text = "\(dataset),\(plain(run.method)),TEST,\(index),MILLISECONDS,PREDICTIONS,"
    text += "Counterweight \(plain(record.version))\n"
    text += "seed \(run.seed); \(NumberText.counted(record.ensembleSize, "member"))\n"
    // Readers compare the accuracy with that of the lines below, to the last bit.
    text += "\(CSVText.number(accuracy)),-1,-1,-1,-1,"
    text += "\(classes + (hasUnknown ? 1 : 0)),,-1,-1\n"
    text.reserveCapacity(text.utf8.count + run.truth.count * (6 + 11 * (classes + 1)))
    for sample in run.truth.indices {
      let truth = run.truth[sample]
      text += "\(truth == ConfusionMatrix.unknown ? classes : truth),\(run.predicted[sample]),"
      for label in 0..<classes {
        text += ",\(Self.decimals(probability(run, sample, label, classes)))"
      }
      text += hasUnknown ? ",0\n" : "\n"
    }
    return StudyReport.File(
      name: "tsml/\(plain(run.method))/Predictions/\(dataset)/testResample\(index).csv",
      contents: text)
  }

  private func probability(
    _ run: PredictionRecord, _ sample: Int, _ label: Int, _ classes: Int
  ) -> Double {
    if !run.isProbability { return run.predicted[sample] == label ? 1 : 0 }
    guard run.probabilities.isEmpty else { return run.probabilities[sample * classes + label] }
    let minority = run.minorityScores[sample]
    return label == 0 ? 1 - minority : minority
  }

  /// A probability with eight decimals, so that a row sums to 1; NaN stays visible.
  private static func decimals(_ value: Double) -> String {
    guard value.isFinite else { return "NaN" }
    let whole = Int((max(0, min(1, value)) * 100_000_000).rounded())
    guard whole > 0, whole < 100_000_000 else { return whole == 0 ? "0" : "1" }
    let digits = String(whole)
    return "0." + String(repeating: "0", count: 8 - digits.count) + digits
  }
}
