import Foundation
import TestSupport
import Testing

@Suite("bench", .serialized)
struct BenchTests {
  @Test("--list names the workloads and runs none")
  func list() throws {
    let ending = try BuiltProgram("counterweight").run(["bench", "--list"])
    #expect(ending.code == 0)
    #expect(ending.errors.isEmpty)
    let lines = ending.output.split(separator: "\n")
    for name in [
      "power-classifier", "lstm-64x2", "lstm-64x2-large-batch", "sentiment-classifier",
      "critic-short", "critic-long", "ragged", "smote", "adasyn", "power-epoch",
      "power-labels-epoch", "gan-100-epochs", "gan-labels-100-epochs", "autoencoder-epoch",
      "smote-synthesis", "ae-smote-synthesis", "ae-adasyn-synthesis", "gan-autoencoder-synthesis",
      "sgemm",
    ] {
      #expect(lines.contains { $0.hasPrefix("\(name) ") }, "\(name)")
    }
    #expect(!ending.output.contains("{"))
  }

  @Test(
    "Each workload is one line of JSON, alone and after another",
    arguments: [["power-classifier"], ["power-classifier", "lstm-64x2"]])
  func run(_ names: [String]) throws {
    let ending = try BuiltProgram("counterweight").run(
      ["bench", "--workload"] + names + ["--repetitions", "1"])
    #expect(ending.code == 0)
    #expect(ending.errors.isEmpty, "\(ending.errors)")
    let lines = ending.output.split(separator: "\n")
    #expect(lines.count == names.count)
    for (name, line) in zip(names, lines) {
      let object = try #require(
        try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
      #expect(object["peer"] as? String == "counterweight")
      #expect(object["workload"] as? String == name)
      for key in ["cpu_ms", "wall_ms", "peak_bytes", "gflops"] {
        #expect(try #require(object[key] as? Double) > 0, "\(key) in \(line)")
      }
    }
  }

  @Test("A steady step finds all its large blocks of memory in those that the last one gave back")
  func steadyMemory() throws {
    for workload in ["lstm-64x2", "critic-long"] {
      let ending = try BuiltProgram("counterweight").run(
        ["bench", "--workload", workload, "--repetitions", "3"])
      #expect(ending.output.contains(/"new_blocks": 0[,}]/), "\(ending.output)\(ending.errors)")
    }
  }

  @Test(
    "E13: what cannot be run is a sentence and exit code 64",
    arguments: [
      (
        ["--workload", "lstm-65x2"], "There is no workload 'lstm-65x2'; there are power-classifier"
      ),
      (["--repetitions", "0"], "--repetitions must be at least 1, not 0."),
      (["--workload"], "--workload"),
    ])
  func usage(_ arguments: [String], _ sentence: String) throws {
    let ending = try BuiltProgram("counterweight").run(["bench"] + arguments)
    #expect(ending.code == 64)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(sentence), "\(ending.errors)")
  }
}
