import Foundation
import TestSupport
import Testing

@Suite("report and compare", .serialized)
struct ReportTests {
  @Test("report rebuilds what train wrote, with neither data nor MPI; compare ranks two runs")
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

    try FileManager.default.copyItem(
      at: experiment.folder.appendingPathComponent("a"),
      to: experiment.folder.appendingPathComponent("b"))
    let compared = try experiment.run(["compare", "a", "b", "--out", "both"])
    #expect(compared.code == 0, "\(compared.errors)")
    #expect(try experiment.text("both/comparison.md").contains("tiny (a)"))
    for file in ["comparison.csv", "comparison.html", "ranks.svg"] {
      #expect(experiment.has("both/\(file)"))
    }

    // A bit that has turned.
    let name = "a/units/none/seed1/member01/probabilities.safetensors"
    var bytes = try experiment.read(name)
    bytes[bytes.count - 2] ^= 4
    try experiment.write(bytes, to: name)
    let damaged = try experiment.run(["report", "a", "--quiet"])
    #expect(damaged.code == 70)
    #expect(damaged.output.contains("none/seed1/member01/probabilities.safetensors is damaged"))
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
