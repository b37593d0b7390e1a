/// The files of a study's results and the table for the terminal.
///
/// The same record gives the same bytes: fixed formats, fixed order, no time and no host.
public struct StudyReport: Sendable {
  /// A file of the results folder.
  public struct File: Sendable, Hashable {
    /// The name, such as `runs.csv` or `figures/scores.svg`.
    public let name: String
    /// The text, UTF-8, ending with a line feed.
    public let contents: String
  }

  /// The numbers that are reported.
  public let summary: StudySummary

  /// The report of a record.
  ///
  /// - Throws: What contradicts itself in the record.
  public init(_ record: StudyRecord) throws(StudyRecordError) {
    summary = try StudySummary(record)
  }

  /// All files, in the order they are best written.
  public var files: [File] {
    var files = [
      File(name: "runs.csv", contents: summary.runsCSV),
      File(name: "summary.csv", contents: summary.summaryCSV),
      File(name: "comparisons.csv", contents: summary.comparisonsCSV),
      File(name: "summary.json", contents: summary.json),
      File(name: "table.md", contents: summary.markdown),
      File(name: "table.tex", contents: summary.latex),
    ]
    // Studies without a comparison or without detectors have no such files.
    if !summary.pairs.isEmpty {
      files.append(File(name: "pairs.csv", contents: summary.pairsCSV))
    }
    if !summary.record.changes.isEmpty {
      files.append(File(name: "confusion.csv", contents: summary.confusionCSV))
      files.append(File(name: "transitions.csv", contents: summary.transitionsCSV))
    }
    if !summary.record.detections.isEmpty {
      files.append(File(name: "detection.csv", contents: summary.detectionCSV))
    }
    if !summary.record.trainingFits.isEmpty {
      files.append(File(name: "training_fit.csv", contents: summary.trainingFitCSV))
    }
    files += summary.resultFiles
    files += summary.figures.map { File(name: "figures/\($0.name).svg", contents: $0.file) }
    return files
  }

  /// A table for the end of a run, at most 100 columns wide.
  public var terminalTable: String { summary.terminalTable }
}
