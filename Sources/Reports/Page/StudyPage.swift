import Figures
import Statistics

/// `report.html`: all that a run says about itself, on one page that needs nothing else.
///
/// First what may be concluded, then the numbers and pictures it rests on, then how the run went and
/// how to repeat it. It tells times, so it stands outside of `results`.
public struct StudyPage: Sendable {
  let summary: StudySummary
  let details: RunDetails

  /// The page of a study and the run that made it.
  public init(_ report: StudyReport, _ details: RunDetails) {
    summary = report.summary
    self.details = details
  }

  /// A part of the page.
  struct Section {
    let id: String
    let title: String
    let content: HTML
  }

  /// The page.
  public var html: String {
    let sections = [
      conclusions, scores, differences, pairs, curves, calibration, confusion, quality, trainingFit,
      training, time, warnings, reproduction,
    ].compactMap(\.self)
    let links = sections.map { "<li><a href=\"#\($0.id)\">\($0.title)</a></li>" as HTML }
    let parts = sections.map { section -> HTML in
      "<section id=\"\(section.id)\"><h2>\(section.title)</h2>\n\(section.content)</section>"
    }
    return HTML.page(
      title: "\(summary.record.name) · Counterweight",
      body: """
        <header>
        <h1>\(summary.record.name)</h1>
        \(introduction)
        <nav aria-label="Contents"><ul>\(links)</ul></nav>
        </header>
        <main>
        \(parts)
        <footer>Made by Counterweight \(summary.record.version) from the run folder alone. The same \
        figures are files in <code>results/figures</code> (that of times is <code>timing/time.svg</code>), the numbers in <code>results</code>.</footer>
        </main>
        """)
  }

  private var introduction: HTML {
    let record = summary.record
    let data = record.data
    let splits = data.splits.map { split in
      "\(NumberText.grouped(split.sampleCount)) for \(split.name.rawValue)"
        + (split.minorityShare.map { " (\(NumberText.percent($0)) minority)" } ?? "")
    }.joined(separator: ", ")
    let baseline = record.baseline.map { ", compared with \($0)" } ?? ""
    let unfinished: HTML =
      details.missing.isEmpty
      ? ""
      : """
      <div class="warn"><b>This run is not complete.</b> What follows uses what is there.
      \(HTML.list(details.missing))</div>
      """
    let sentences = gateSentences
    let unfit: HTML =
      sentences.isEmpty
      ? ""
      : """
      <div class="warn"><b>Unfit <a href="#synthetic">synthetic samples</a>.</b>
      \(HTML.list(sentences))</div>
      """
    return """
      <p class="lead">\(NumberText.counted(record.methods.count, "method"))\(baseline), over \
      \(NumberText.counted(record.seeds.count, "seed")), \(NumberText.counted(record.ensembleSize, "member")) per \
      ensemble. \
      Samples: \(splits). \(NumberText.counted(data.featureCount, "feature")) per event, \
      \(NumberText.counted(data.classCount, "class", "classes")).</p>
      \(unfinished)
      \(unfit)
      """
  }
}
