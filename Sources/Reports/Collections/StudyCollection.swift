import Figures
import Files
import Statistics

/// Several studies side by side: which method does best across data sets.
///
/// Each study is a block: its methods are ranked by their means, 1 for the best, equal ones sharing
/// their ranks, and ranks are averaged over studies. Only methods that every study has are ranked, and
/// of these only those whose synthetic samples were used in every study.
public struct StudyCollection: Sendable {
  /// The studies, in the order given.
  public let studies: [StudyResult]
  /// What is compared.
  public let metric: Metric
  /// The methods that every study has and used the samples of, in the order of the first.
  public let methods: [String]
  /// Their average ranks, in the same order.
  public let averageRanks: [Double]
  /// The methods that some study lacks or did not use the samples of.
  let others: [String]
  /// Which methods are left out, a sentence each.
  public let leftOut: [String]

  /// A collection of studies.
  ///
  /// - Parameters:
  ///   - studies: two or more.
  ///   - metric: what to compare; nil: what the first study is about.
  /// - Throws: `StudyCollectionError` if nothing can be ranked.
  public init(
    _ studies: [StudyResult], metric: String? = nil
  ) throws(StudyCollectionError) {
    guard studies.count > 1, let first = studies.first else { throw .tooFew }
    let name = metric ?? first.headline
    guard let metric = Metric(rawValue: name) else {
      throw .unknownMetric(name, Metric.allCases.map(\.rawValue))
    }
    self.metric = metric
    let named = Self.unique(studies)
    var all: [String] = []
    for method in studies.flatMap({ $0.methods.map(\.method) }) where !all.contains(method) {
      all.append(method)
    }
    var leftOut: [String] = []
    let methods = all.filter { method in
      let absent = named.filter { $0.value(method, name) == nil }
      if !absent.isEmpty {
        leftOut.append(
          "\(method) is not ranked: it has no \(metric.title) in "
            + "\(absent.map(\.dataset).joined(separator: ", ")).")
      }
      let unused = named.filter { $0.isWithoutSamples(method) }
      if !unused.isEmpty {
        leftOut.append(
          "\(method) is not ranked: its synthetic samples were not used (quality gate) in "
            + "\(unused.map(\.dataset).joined(separator: ", ")).")
      }
      return absent.isEmpty && unused.isEmpty
    }
    self.leftOut = leftOut
    guard methods.count > 1 else { throw .nothingInCommon(studies.map(\.source)) }
    let ranks = named.map { study in
      Self.ranks(methods.map { study.value($0, name)?.mean ?? 0 }, metric)
    }
    averageRanks = methods.indices.map { method in
      ranks.reduce(0) { $0 + $1[method] } / Double(ranks.count)
    }
    self.methods = methods
    others = all.filter { !methods.contains($0) }
    self.studies = named
  }

  /// Ranks with the mean of their ranks for equal ones; 1 for the best.
  private static func ranks(_ values: [Double], _ metric: Metric) -> [Double] {
    values.map { value in
      let better = values.count { metric.isHigherBetter ? $0 > value : $0 < value }
      let equal = values.count { $0 == value }
      return Double(better) + Double(equal + 1) / 2
    }
  }

  /// The studies with distinct names: equal ones get their folder behind them.
  private static func unique(_ studies: [StudyResult]) -> [StudyResult] {
    studies.map { study in
      var study = study
      if studies.count(where: { $0.dataset == study.dataset }) > 1 {
        study.dataset += " (\(study.source))"
      }
      return study
    }
  }

  /// The files of the comparison.
  public var files: [StudyReport.File] {
    [
      StudyReport.File(name: "comparison.md", contents: markdown),
      StudyReport.File(name: "comparison.csv", contents: csv),
      StudyReport.File(name: "ranks.svg", contents: rankFigure.file),
      StudyReport.File(name: "comparison.html", contents: html),
    ]
  }

  // MARK: Tables

  /// The average ranks and each study's means; the methods by rank, then those without.
  var table: (header: [String], rows: [[String]]) {
    let order = methods.indices.sorted { (averageRanks[$0], $0) < (averageRanks[$1], $1) }
    let ranked = order.map { index in
      row(methods[index], NumberText.fixed(averageRanks[index], decimals: 2))
    }
    let rows = ranked + others.map { row($0, NumberText.dash) }
    return (["method", "average rank"] + studies.map(\.dataset), rows)
  }

  private func row(_ method: String, _ rank: String) -> [String] {
    [method, rank]
      + studies.map { study in
        guard let value = study.value(method, metric.rawValue), let mean = value.mean
        else { return NumberText.dash }
        let spread = value.sd.map { " ± \(NumberText.fixed($0, decimals: 3))" } ?? ""
        return NumberText.fixed(mean, decimals: 3) + spread
      }
  }

  private var meaning: String {
    "Values are the mean \(metric.title) on the test split ± sample standard deviation over seeds. Ranks "
      + "are of these means within each study, 1 for the best; equal means share their ranks."
  }

  private var markdown: String {
    func row(_ cells: [String]) -> String {
      let plain = cells.map { $0.split(separator: "|", omittingEmptySubsequences: false) }
      return "| " + plain.map { $0.joined(separator: "\\|") }.joined(separator: " | ") + " |"
    }
    let (header, rows) = table
    let rule = header.indices.map { $0 == 0 ? "---" : "---:" }
    let lines = [row(header), row(rule)] + rows.map(row)
    let notes = leftOut.isEmpty ? "" : "\n\n" + leftOut.map { "- \($0)" }.joined(separator: "\n")
    return "# \(metric.title) over \(NumberText.counted(studies.count, "study", "studies"))\n\n"
      + lines.joined(separator: "\n") + "\n\n\(verdict)\n\n\(meaning)\(notes)\n"
  }

  /// One row per study and method.
  private var csv: String {
    var text = CSVText.row(["dataset", "source", "method", "metric", "mean", "sd", "n"])
    for study in studies {
      for method in study.methods {
        let value = method.metrics[metric.rawValue]
        text += CSVText.row([
          study.dataset, study.source, method.method, metric.rawValue,
          value?.mean.map(CSVText.number) ?? "", value?.sd.map(CSVText.number) ?? "",
          "\(value?.n ?? 0)",
        ])
      }
    }
    return text
  }

  // MARK: Pictures

  /// The critical-difference diagram.
  var rankFigure: Figure {
    let difference = criticalDifference
    return RankChart(
      ranks: zip(methods, averageRanks).map { (label: $0, rank: $1) },
      groups: (difference?.groups ?? []).compactMap { group in
        guard let best = group.first, let worst = group.last else { return nil }
        return averageRanks[best]...averageRanks[worst]
      }, criticalDifference: difference?.difference
    ).figure(name: "ranks", title: "Average ranks in \(metric.title)", description: verdict)
  }

  private var html: String {
    let (header, rows) = table
    let notes: HTML = leftOut.isEmpty ? "" : HTML.list(leftOut)
    return HTML.page(
      title: "\(metric.title) over \(studies.count) studies",
      body: """
        <header><h1>\(metric.title.prefix(1).uppercased() + metric.title.dropFirst()) over \
        \(NumberText.counted(studies.count, "study", "studies"))</h1>
        <p class="lead">\(verdict)</p></header>
        <main>
        \(HTML.table(header, rows.map { $0.map { "\($0)" as HTML } }))
        <p class="note">\(meaning)</p>
        \(notes)
        <div class="figures">\(HTML.figure(
          rankFigure,
          "Methods that every study has. Where Friedman's test finds a difference, bars join those "
            + "that Nemenyi's cannot tell apart."))</div>
        <footer>Made by Counterweight from \(studies.map(\.source).joined(separator: ", ")).</footer>
        </main>
        """)
  }
}
