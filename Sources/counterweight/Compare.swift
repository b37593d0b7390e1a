import ArgumentParser
import Experiments
import Files
import Foundation
import Reports

/// `counterweight compare`: several runs side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare runs of several data sets: table, average ranks, tests and diagram.",
    discussion: """
      Reads results/summary.json of each run folder. Methods are ranked within each run by their \
      means, and ranks are averaged over runs; Friedman's and Nemenyi's tests say which differ, of \
      two methods Wilcoxon's. Each pair has Nemenyi's, Holm's and Wilcoxon's p and the Bayesian \
      signed-rank test's probabilities. What is not finished, or not alike, is told. The same run \
      twice is refused. Writes comparison.md, .tex, .csv and .html, pairs.csv and ranks.svg.
      """)

  @Argument(help: "Two or more run folders.", completion: .directory)
  var folders: [String]

  @Option(help: "Where to write.", completion: .directory)
  var out = "comparison"

  @Option(help: "What to compare, such as pr-auc. (default: what the first run is about)")
  var metric: String?

  @Option(help: "What to compare methods with. (default: the runs' baseline, if they agree)")
  var baseline: String?

  func run() throws {
    var isWriting = false
    do {
      try requireDifferentFolders()
      var studies: [StudyResult] = []
      for folder in folders {
        let bytes = try FileContents.readRaw("\(folder)/results/summary.json")
        studies.append(try StudyResult(summary: bytes, source: folder))
      }
      let collection = try StudyCollection(studies, metric: metric, baseline: baseline)
      isWriting = true
      try DurableFile.makeFolder(out)
      for file in collection.files {
        try DurableFile.write(file.contents, to: "\(out)/\(file.name)")
      }
      try StandardStreams.print(collection.terminalText)
      try StandardStreams.print("Comparison: \(out)/comparison.html")
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(ExitCode(error, isWriting: isWriting).rawValue)
    }
  }

  /// Throws if two of the folders are one, however they are spelt.
  private func requireDifferentFolders() throws {
    var spellings: [String: String] = [:]
    for folder in folders {
      let path = URL(fileURLWithPath: folder).resolvingSymlinksInPath().path
      if let earlier = spellings[path] {
        throw StudyCollectionError.sameFolder(earlier, folder)
      }
      spellings[path] = folder
    }
  }
}
