import ArgumentParser
import Experiments
import Files
import Foundation
import Reports

/// `counterweight compare`: several runs side by side.
struct Compare: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Compare finished runs, such as of several data sets: table, ranks and diagram.",
    discussion: """
      Reads results/summary.json of each run folder. Methods are ranked within each run by their \
      means, and ranks are averaged over runs; Friedman's and Nemenyi's tests say which differ. \
      Writes comparison.md, .csv and .html and ranks.svg.
      """)

  @Argument(help: "Two or more run folders.", completion: .directory)
  var folders: [String]

  @Option(help: "Where to write.", completion: .directory)
  var out = "comparison"

  @Option(help: "What to compare, such as pr-auc. (default: what the first run is about)")
  var metric: String?

  func run() throws {
    var isWriting = false
    do {
      var studies: [StudyResult] = []
      for folder in folders {
        let bytes = try FileContents.readRaw("\(folder)/results/summary.json")
        studies.append(try StudyResult(summary: bytes, source: folder))
      }
      let collection = try StudyCollection(studies, metric: metric)
      isWriting = true
      try DurableFile.makeFolder(out)
      for file in collection.files {
        try DurableFile.write(file.contents, to: "\(out)/\(file.name)")
      }
      try StandardStreams.print(collection.verdict)
      for sentence in collection.leftOut { try StandardStreams.print(sentence) }
      try StandardStreams.print("Comparison: \(out)/comparison.html")
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(ExitCode(error, isWriting: isWriting).rawValue)
    }
  }
}
