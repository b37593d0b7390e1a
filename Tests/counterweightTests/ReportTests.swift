import Foundation
import TestSupport
import Testing

@Suite("report and compare", .serialized)
struct ReportTests {
  @Test("report rebuilds what train wrote, with neither data nor MPI")
  func wholeCourse() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "a")
    let before = try experiment.files(below: "a")
    #expect(before["report.html"] != nil && before["results/figures/scores.svg"] != nil)
    for name in ["data.csv", "experiment.yaml", "a/results", "a/report.html"] {
      try FileManager.default.removeItem(at: experiment.folder.appendingPathComponent(name))
    }
    // A launcher that nobody answers for: whoever starts MPI cannot end well.
    let ending = try experiment.run(
      ["report", "a"], environment: ["PMI_FD": "99", "PMI_RANK": "0", "PMI_SIZE": "3"])
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.output.contains("Report: a/report.html"))
    expectSame(try experiment.files(below: "a"), before)

    let summary = try experiment.text("a/results/summary.json")
    #expect(
      summary.contains("\"units\": \(TinyExperiment.units)")
        && summary.contains("\"units_done\": \(TinyExperiment.units)"))

    // A bit that has turned.
    let name = "a/units/none/seed1/member01/probabilities.safetensors"
    var bytes = try experiment.read(name)
    bytes[bytes.count - 2] ^= 4
    try experiment.write(bytes, to: name)
    let damaged = try experiment.run(["report", "a", "--quiet"])
    #expect(damaged.code == 70)
    #expect(damaged.output.contains("none/seed1/member01/probabilities.safetensors is damaged"))
  }

  @Test("compare ranks runs; one named twice, linked or copied is refused, an unfinished one told")
  func comparison() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "a")
    _ = try experiment.train(into: "b", ["--set", "classifier.hidden=5"])
    let files = FileManager.default
    let place = { (name: String) in experiment.folder.appendingPathComponent(name) }
    let compared = try experiment.run(["compare", "a", "b", "--out", "both"])
    #expect(compared.code == 0, "\(compared.errors)")
    #expect(compared.output.contains("a, b are of the same data in other configurations"))
    #expect(try experiment.text("both/comparison.md").contains("tiny (a)"))
    for file in ["comparison.csv", "comparison.html", "comparison.tex", "pairs.csv", "ranks.svg"] {
      #expect(experiment.has("both/\(file)"))
    }

    try files.createSymbolicLink(at: place("link"), withDestinationURL: place("a"))
    for spelling in ["a", "./a/", "b/../a", "link"] {
      let twice = try experiment.run(["compare", "a", spelling, "--out", "twice"])
      #expect(twice.code == 64 && twice.errors.contains("name each study once"), "\(spelling)")
    }
    try files.copyItem(at: place("a"), to: place("copy"))
    let copied = try experiment.run(["compare", "a", "b", "copy", "--out", "twice"])
    #expect(copied.code == 64 && copied.errors.contains("a and copy hold the same study"))
    #expect(!experiment.has("twice"))

    // A member is lost: the run is no longer finished, and report says so to compare.
    try files.removeItem(at: place("b/units/none/seed1/member01"))
    #expect(try experiment.run(["report", "b", "--quiet"]).code == 70)
    let partly = try experiment.run(["compare", "a", "b", "--out", "partly"])
    #expect(partly.code == 0)
    #expect(
      try experiment.text("partly/comparison.md").contains(
        "b is not finished: 13 of 14 units are done; not all means are of 2 seeds (none 1)."))
  }

  @Test("what is no run folder, or not compared, ends with a sentence and a documented code")
  func badInput() throws {
    let experiment = try TinyExperiment()
    let nothing = try experiment.run(["report", "."])
    #expect(nothing.code == 66 && nothing.errors.contains("is no run folder"))
    let absent = try experiment.run(["compare", "x", "y"])
    #expect(absent.code == 66 && absent.errors.contains("x/results/summary.json"))
    for folder in ["x", "y"] {
      try FileManager.default.createDirectory(
        at: experiment.folder.appendingPathComponent("\(folder)/results"),
        withIntermediateDirectories: true)
      try experiment.write(Data("[]".utf8), to: "\(folder)/results/summary.json")
    }
    let damaged = try experiment.run(["compare", "x", "y"])
    #expect(damaged.code == 65 && damaged.errors.contains("summary.json is damaged"))
    #expect(!experiment.has("comparison"))
  }
}
