import Foundation
import TestSupport
import Testing

// Issue: each with its documented exit code, one sentence, once, before training, on every number
// of ranks.

@Suite("Bad input", .serialized)
struct BadInputTests {
  @Test("One rank: one sentence and nothing else", arguments: BadInput.all)
  func oneRank(_ input: BadInput) throws {
    let experiment = try TinyExperiment()
    try input.prepare(experiment)
    let ending = try experiment.run(["train"] + input.arguments)
    #expect(ending.code == input.code, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    expectSentence(ending.errors, input)
    #expect(ending.errors.count(of: "\n") == 1, "\(ending.errors)")
    expectUntouched(experiment)
  }

  @Test(
    "M4: three ranks end together, and one of them says why",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: BadInput.all)
  func threeRanks(_ input: BadInput) throws {
    let experiment = try TinyExperiment()
    try input.prepare(experiment)
    let ending = try experiment.run(["train"] + input.arguments, ranks: 3)
    #expect(ending.code == input.code, "\(ending.errors)")
    #expect(ending.output.isEmpty)
    expectSentence(ending.errors, input)
    expectUntouched(experiment)
  }

  @Test("check-data finds what is wrong with files and data", arguments: BadInput.all)
  func checkData(_ input: BadInput) throws {
    guard !input.arguments.contains("--out") else { return }
    let experiment = try TinyExperiment()
    try input.prepare(experiment)
    let ending = try experiment.run(["check-data"] + input.arguments)
    #expect(ending.code == input.code, "\(ending.errors)")
    expectSentence(ending.errors, input)
  }

  private func expectSentence(_ errors: String, _ input: BadInput) {
    #expect(errors.hasPrefix("counterweight: "), "\(errors)")
    #expect(errors.count(of: "counterweight: ") == 1, "\(errors)")
    for part in input.parts {
      #expect(errors.contains(part), "\"\(part)\" is missing in: \(errors)")
    }
    let sentence = errors.split(separator: "\n").first ?? ""
    #expect(sentence.hasSuffix(".") || sentence.hasSuffix("?"), "\(sentence)")
    #expect(!sentence.hasSuffix("..") && !sentence.hasSuffix("?."), "\(sentence)")
  }

  private func expectUntouched(_ experiment: TinyExperiment) {
    #expect(!experiment.has("runs"), "A run folder was made.")
    #expect(!experiment.has("units"))
    #expect(!experiment.has("manifest.json"))
  }
}

@Suite("Unusual input that works", .serialized)
struct UnusualInputTests {
  @Test("E3: validation and test without a minority sample: warnings and null instead of scores")
  func singleClassInTest() throws {
    let experiment = try TinyExperiment()
    // Samples 42 to 59 are for validation and test.
    let lines = TinyExperiment.csv.split(separator: "\n").map { line -> String in
      let sample = line.split(separator: ",").first.flatMap { Int($0.dropFirst()) } ?? 0
      return sample < 42 ? String(line) : line.replacingOccurrences(of: "rare", with: "common")
    }
    try experiment.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "data.csv")
    let ending = try experiment.train(into: "run", ["--set", "methods=[none,random]"])
    #expect(ending.errors.contains("All test samples have the majority label"), "\(ending.errors)")
    let runs = try experiment.text("run/results/runs.csv")
    #expect(!runs.contains("nan"))
    #expect(try !experiment.text("run/results/summary.json").lowercased().contains("nan"))
  }

  @Test("E4: one minority sample is enough for none and random")
  func oneMinoritySample() throws {
    let experiment = try TinyExperiment()
    let lines = TinyExperiment.csv.split(separator: "\n").map { line in
      line.hasPrefix("s3,") || !line.hasSuffix(",rare")
        ? String(line) : String(line.dropLast(4)) + "common"
    }
    try experiment.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "data.csv")
    _ = try experiment.train(into: "run", ["--set", "methods=[none,random]"])
  }

  @Test("Nothing after --set baseline= means no comparison")
  func noBaseline() throws {
    let experiment = try TinyExperiment()
    _ = try experiment.train(into: "run", ["--set", "methods=[random]", "--set", "baseline="])
    #expect(try experiment.text("run/results/runs.csv").contains(",random,"))
  }

  @Test("E10, E11, E12, E15: large batches, a constant feature, twins, a long validation sequence")
  func unusual() throws {
    let experiment = try TinyExperiment()
    var lines = TinyExperiment.csv.split(separator: "\n").map { line -> String in
      var fields = line.split(separator: ",").map(String.init)
      if fields[0] != "id" { fields[3] = "7" }
      return fields.joined(separator: ",")
    }
    // The first rare sample once more as a common one, at the beginning.
    let twin = lines.filter { $0.hasPrefix("s3,") }.map {
      $0.replacingOccurrences(of: "s3,", with: "twin,")
        .replacingOccurrences(of: "rare", with: "common")
    }
    lines.insert(contentsOf: twin, at: 1)
    let last = lines.lastIndex { $0.hasPrefix("s45,") } ?? 0
    lines.insert(contentsOf: (7..<30).map { "s45,\($0),0.5,7,common" }, at: last + 1)
    try experiment.write(Data((lines.joined(separator: "\n") + "\n").utf8), to: "data.csv")
    let ending = try experiment.train(
      into: "run",
      ["--set", "classifier.batchSize=5000", "--set", "gan-autoencoder.batchSize=5000"])
    #expect(!ending.errors.contains("failed"), "\(ending.errors)")
    #expect(try !experiment.text("run/results/runs.csv").contains("nan"))
  }
}
