import Files
import Foundation
import Networks
import Sequences
import Tensors
import TestSupport
import Testing

@testable import Experiments

@Suite("Rebuilt reports", .serialized)
struct StoredRunTests {
  /// Its folder is there as long as this value.
  private let toy: ToyExperiment

  init() throws { toy = try ToyExperiment() }

  /// What a folder's manifest is where nothing is known of the run.
  private static let manifest = Manifest(
    version: "1", configurationHash: "", dataHash: "", dataFiles: [], seeds: [], methods: [],
    starts: [])

  /// A finished run whose data, results and report are gone.
  private func bareRun(
    _ overrides: [String] = []
  ) throws -> (folder: String, before: [String: Data]) {
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: overrides)
    let before = try ToyExperiment.contents(folder)
    try FileManager.default.removeItem(atPath: toy.dataFile)
    try FileManager.default.removeItem(atPath: toy.file)
    try FileManager.default.removeItem(atPath: folder + "/results")
    try FileManager.default.removeItem(atPath: folder + "/report.html")
    return (folder, before)
  }

  @Test("results and report.html are rebuilt to the last byte, without the data")
  func same() throws {
    let (folder, before) = try bareRun([
      "methods=[none, random, gan-autoencoder, novelty-critic]"
    ])
    let outcome = try StoredRun(folder: folder).rebuild()
    #expect(outcome.missing.isEmpty && !outcome.isDamaged)
    #expect(outcome.table.contains("gan-autoencoder"))
    let after = try ToyExperiment.contents(folder)
    #expect(after.keys.sorted() == before.keys.sorted())
    for (path, content) in before { #expect(after[path] == content, "\(path)") }
    for name in ["runs.csv", "table.tex", "figures/scores.svg", "figures/confusion.svg"] {
      #expect(after["results/\(name)"] != nil, "\(name)")
    }
  }

  @Test("a line of the ledger that cannot be read is told; half a line is none")
  func damagedLine() throws {
    let (folder, _) = try bareRun(["methods=[none, random]"])
    let ledger = folder + "/ledger.jsonl"
    let text = try String(contentsOfFile: ledger, encoding: .utf8)
    try (text + "{\"event\":\"do\n").write(toFile: ledger, atomically: true, encoding: .utf8)
    #expect(try !StoredRun(folder: folder).rebuild().isDamaged)
    var lines = text.split(separator: "\n").map(String.init)
    lines[2] = lines[2].replacing("\"event\"", with: "\"evXX\"")
    try lines.joined(separator: "\n").write(toFile: ledger, atomically: true, encoding: .utf8)
    let outcome = try StoredRun(folder: folder).rebuild()
    #expect(outcome.isDamaged)
    #expect(outcome.missing.first?.hasPrefix("Line 3 of ledger.jsonl cannot be read") == true)
    // The line stays when its unit is there again; nothing is missing then.
    let complete = try String(contentsOfFile: ledger, encoding: .utf8) + "\n" + text
    try complete.write(toFile: ledger, atomically: true, encoding: .utf8)
    let mended = try StoredRun(folder: folder).rebuild()
    #expect(!mended.isDamaged && mended.missing.isEmpty)
  }

  @Test(
    "a line of the ledger whose unit took a time that no unit takes is told as one that is damaged")
  func impossibleTimes() throws {
    let (folder, _) = try bareRun(["methods=[none, random]"])
    let ledger = folder + "/ledger.jsonl"
    let text = try String(contentsOfFile: ledger, encoding: .utf8)
    for key in ["wallSeconds", "processorSeconds", "longestStepSeconds"] {
      for value in ["-1", "1e11", "1e308", "\"nan\"", "\"inf\""] {
        var lines = text.split(separator: "\n").map(String.init)
        let number = try Regex("\"\(key)\":[-+.e0-9]+")
        try #require(lines[4].firstMatch(of: number) != nil)
        lines[4] = lines[4].replacing(number, with: "\"\(key)\":\(value)")
        try lines.joined(separator: "\n").write(toFile: ledger, atomically: true, encoding: .utf8)
        #expect(Ledger.damagedLines(folder: folder) == [5], "\(key) \(value)")
        #expect(try Ledger.read(folder: folder).count == lines.count - 1)
      }
    }
    #expect(try StoredRun(folder: folder).rebuild().isDamaged)
  }

  @Test("figures of an earlier report that are no longer drawn are removed")
  func oldFigures() throws {
    let (folder, _) = try bareRun(["methods=[none, random]"])
    _ = try StoredRun(folder: folder).rebuild()
    let old = folder + "/results/figures/synthetic-gan-autoencoder-1-t-sne.svg"
    try "<svg/>".write(toFile: old, atomically: true, encoding: .utf8)
    _ = try StoredRun(folder: folder).rebuild()
    #expect(!FileManager.default.fileExists(atPath: old))
    #expect(FileManager.default.fileExists(atPath: folder + "/results/figures/scores.svg"))
  }

  @Test("the stored labels are those of the data, of one length or several")
  func labels() throws {
    func splits(_ labels: [Int], _ lengths: [Int]) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["a", "b"], classNames: ["x", "y", "z"],
        values: [Float](repeating: 1, count: 2 * lengths.count),
        lengths: lengths.map { _ in 1 }, labels: labels, labelLengths: lengths)
    }
    let data = try DataSplits(
      training: TrainingSplit(splits([0, 0, 0, 1, 2, 2], [2, 1, 3])),
      validation: ValidationSplit(splits([1, 1, 1], [3])),
      test: TestSplit(splits([0, 2, 2], [1, 2])))
    let folder = try TemporaryFolder()
    try folder.put(try StoredLabels(data).text(), as: "labels.json")
    let read = try StoredLabels.read(folder: folder.path, manifest: Self.manifest)
    #expect(read.vocabulary == data.vocabulary)
    for (one, other) in [
      (read.training.dataset, data.training.dataset),
      (read.validation.dataset, data.validation.dataset), (read.test.dataset, data.test.dataset),
    ] {
      #expect(one.labels == other.labels && one.labelLengths == other.labelLengths)
      #expect(one.labelLength == other.labelLength && one.classNames == other.classNames)
    }
  }

  @Test("a run that is not done is reported as far as it is, and says so")
  func unfinished() throws {
    let (folder, _) = try bareRun()
    let path = folder + "/ledger.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let kept = lines.filter { !$0.contains("random/seed2/member01") }
    try (kept.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let outcome = try StoredRun(folder: folder).rebuild()
    #expect(!outcome.isDamaged)
    #expect(outcome.missing.count == 1 && outcome.missing[0].hasPrefix("1 of 14 units is not done"))
    let html = try String(contentsOfFile: folder + "/report.html", encoding: .utf8)
    #expect(html.contains("This run is not complete") && html.contains("1 of 14 units is not done"))
    let runs = try String(contentsOfFile: folder + "/results/runs.csv", encoding: .utf8)
    #expect(runs.contains("toy,random,1,ensemble") && !runs.contains("toy,random,2,ensemble"))
  }

  @Test("a damaged record is left out and named")
  func damaged() throws {
    let (folder, _) = try bareRun()
    let file = folder + "/units/none/seed1/member00/probabilities.safetensors"
    var bytes = try FileContents.readRaw(file)
    bytes[bytes.count - 3] ^= 1
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let outcome = try StoredRun(folder: folder).rebuild()
    #expect(outcome.isDamaged)
    #expect(
      outcome.missing.first
        == "units/none/seed1/member00/probabilities.safetensors is damaged: its checksum is not the "
        + "ledger's; this unit is left out.")
  }

  /// Puts other bytes in the place of a unit's file, and their checksum into the ledger.
  private func forge(_ name: String, of unit: String, in folder: String, _ bytes: [UInt8]) throws {
    let file = "\(folder)/units/\(unit)/\(name)"
    let old = SHA256.hexDigest(of: try FileContents.readRaw(file))
    try Data(bytes).write(to: URL(fileURLWithPath: file))
    let path = folder + "/ledger.jsonl"
    let ledger = try String(contentsOfFile: path, encoding: .utf8)
      .replacing(old, with: SHA256.hexDigest(of: bytes))
    try ledger.write(toFile: path, atomically: true, encoding: .utf8)
  }

  @Test(
    "a whole file that holds no result is left out and named; the next start computes it again",
    arguments: [
      ("probabilities.safetensors", "has the probability nan"),
      ("probabilities.safetensors", "instead of"),
      ("probabilities.safetensors", "the probabilities cannot be read"),
      ("record.json", "it is no record"), ("curves.csv", "it is no table of numbers"),
    ])
  func forged(name: String, problem: String) throws {
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: ["methods=[none, random]"])
    let before = try ToyExperiment.timeless(folder)
    let unit = "random/seed2/member01"
    let bytes = try FileContents.readRaw("\(folder)/units/\(unit)/\(name)")
    let forged: [UInt8]
    if name == "probabilities.safetensors", !problem.contains("read") {
      let stored = try Safetensors(decoding: bytes)
      forged =
        Safetensors(
          tensors: stored.tensors.map { entry in
            var values = entry.tensor.scalars
            if problem.hasSuffix("nan") { values[0] = .nan } else { values.removeLast() }
            return NamedTensor(entry.name, Tensor(values, shape: [values.count]))
          }
        ).encoded()
    } else {
      forged = Array("{\"warnings\": 3,\"a\"\n1".utf8)
    }
    try forge(name, of: unit, in: folder, forged)
    let outcome = try StoredRun(folder: folder).rebuild()
    #expect(outcome.isDamaged)
    let told = try #require(outcome.missing.first)
    #expect(told.hasPrefix("units/\(unit)/\(name) does not hold what it should: "))
    #expect(told.contains(problem) && told.hasSuffix("; this unit is left out."))
    let runs = try String(contentsOfFile: folder + "/results/runs.csv", encoding: .utf8)
    #expect(!runs.contains("toy,random,2,ensemble"))
    for (path, content) in try ToyExperiment.contents(folder) where path.hasPrefix("results/") {
      #expect(!String(decoding: content, as: UTF8.self).lowercased().contains(/\bnan\b/), "\(path)")
    }
    try toy.run(to: folder, overrides: ["methods=[none, random]"])
    #expect(try ToyExperiment.timeless(folder) == before)
  }

  /// A copy of a record with other values.
  private func changed(
    _ name: String, of unit: String, in folder: String, _ change: (inout [String: Any]) -> Void
  ) throws -> [UInt8] {
    let bytes = try FileContents.readRaw("\(folder)/units/\(unit)/\(name)")
    var object = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    change(&object)
    return [UInt8](try JSONSerialization.data(withJSONObject: object))
  }

  @Test("a record of another unit, or with values that it cannot have, is left out and named")
  func forgedRecords() throws {
    let (folder, _) = try bareRun([
      "methods=[none, gan-autoencoder]", "quality.maps=0", "quality.discriminator.epochs=0",
    ])
    #expect(try !StoredRun(folder: folder).rebuild().isDamaged)
    let (member, look) = ("none/seed2/member01", "gan-autoencoder/seed1/oversampler")
    func fit(_ key: String, _ value: Double) -> (inout [String: Any]) -> Void {
      { $0["trainingFit"] = [key: value] }
    }
    let cases: [(unit: String, name: String, (inout [String: Any]) -> Void, problem: String)] = [
      (member, "record.json", { $0["unit"] = "none/seed1/member01" }, "of none/seed1/member01"),
      (look, "record.json", { $0["unit"] = member }, "it is the record of \(member)"),
      (member, "record.json", fit("realF1", 5), "it has the training fit 5.0"),
      (member, "record.json", fit("realRecall", -0.7), "it has the training fit -0.7"),
      (member, "record.json", fit("syntheticF1", 1e308), "it has the training fit 1e+308"),
      (member, "record.json", fit("syntheticRecall", 1.01), "it has the training fit 1.01"),
      (look, "quality.json", { $0["method"] = "none" }, "it is of none/seed1"),
      (look, "quality.json", { $0["seed"] = 99 }, "it is of gan-autoencoder/seed99"),
    ]
    for (unit, name, change, problem) in cases {
      let before = try FileContents.readRaw("\(folder)/units/\(unit)/\(name)")
      try forge(name, of: unit, in: folder, try changed(name, of: unit, in: folder, change))
      let outcome = try StoredRun(folder: folder).rebuild()
      let told = try #require(outcome.missing.first)
      #expect(
        told.hasPrefix("units/\(unit)/\(name) does not hold what it should: ")
          && told.hasSuffix("\(problem); this unit is left out."), "\(told)")
      try forge(name, of: unit, in: folder, before)
    }
    // An earlier version's record does not say whose it is.
    let old = try changed("record.json", of: member, in: folder) {
      $0["unit"] = nil
      $0["trainingFit"] = nil
    }
    try forge("record.json", of: member, in: folder, old)
    #expect(try !StoredRun(folder: folder).rebuild().isDamaged)
  }

  @Test("the records of a chain are its members', and no other's")
  func chainRecords() throws {
    let (folder, _) = try bareRun(["methods=[none, random]", "ensemble.sharedMemberModel=true"])
    #expect(try StoredRun(folder: folder).rebuild().missing.isEmpty)
    let unit = "random/seed1/members"
    let other = try FileContents.readRaw("\(folder)/units/\(unit)/member00-record.json")
    try forge("member01-record.json", of: unit, in: folder, other)
    let told = try #require(try StoredRun(folder: folder).rebuild().missing.first)
    #expect(told.contains("member01-record.json does not hold what it should"))
    #expect(told.contains("it is the record of random/seed1/member00"))
  }

  @Test("predictions that are gone or cut are written anew")
  func predictions() throws {
    let (folder, before) = try bareRun(["methods=[none, random]"])
    let names = before.keys.filter { $0.hasPrefix("predictions/") }.sorted()
    #expect(names.count == 4)
    try FileManager.default.removeItem(atPath: "\(folder)/\(names[0])")
    try "sample,tru".write(toFile: "\(folder)/\(names[1])", atomically: true, encoding: .utf8)
    _ = try StoredRun(folder: folder).rebuild()
    let after = try ToyExperiment.contents(folder)
    for name in names { #expect(after[name] == before[name], "\(name)") }
  }

  @Test("a configuration that is cut is told with what to do")
  func cutConfiguration() throws {
    let (folder, _) = try bareRun(["methods=[none, random]"])
    try "name: [toy".write(
      toFile: folder + "/experiment.resolved.yaml", atomically: true, encoding: .utf8)
    try ToyExperiment.forgetChecksums(folder)
    let error = try #require(throws: RunFolderError.self) { try StoredRun(folder: folder) }
    #expect(error.description.contains("experiment.resolved.yaml, line 2"))
    #expect(error.description.contains("'counterweight train'"))
  }

  @Test(
    "labels or settings that the run did not write are refused, and the next start writes them anew",
    arguments: [RunFolder.configurationName, StoredLabels.name])
  func otherIdentity(name: String) throws {
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: ["methods=[none, random]"])
    let before = try ToyExperiment.timeless(folder)
    let path = "\(folder)/\(name)"
    let text = try String(contentsOfFile: path, encoding: .utf8)
    let other: String
    if name == StoredLabels.name {
      var labels = try JSONFile.decode(StoredLabels.self, from: Array(text.utf8))
      labels.classNames.reverse()
      other = try labels.text()
    } else {
      other = text.replacing("baseline: none", with: "baseline: random")
    }
    try #require(other != text)
    try other.write(toFile: path, atomically: true, encoding: .utf8)
    let sentence =
      "\(path) is not what the run wrote: its checksum is not the manifest's. 'counterweight train' "
      + "with the experiment file writes it anew, and computes nothing that is done."
    let error = #expect(throws: RunFolderError.self) { try StoredRun(folder: folder) }
    #expect(error?.description == sentence)
    // Status does not look at labels.
    if name != StoredLabels.name {
      let error = #expect(throws: RunFolderError.self) { try RunStatus(folder: folder) }
      #expect(error?.description == sentence)
    }
    let ledger = try FileContents.readRaw(folder + "/ledger.jsonl")
    try toy.run(to: folder, overrides: ["methods=[none, random]"])
    #expect(try FileContents.readRaw(folder + "/ledger.jsonl") == ledger)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == text)
    #expect(try StoredRun(folder: folder).rebuild().missing.isEmpty)
    #expect(try RunStatus(folder: folder).done == 8)
    #expect(try ToyExperiment.timeless(folder) == before)
    // Earlier versions wrote no checksums.
    try other.write(toFile: path, atomically: true, encoding: .utf8)
    try ToyExperiment.forgetChecksums(folder)
    _ = try StoredRun(folder: folder)
  }

  @Test(
    "a folder without labels, with torn ones, or that is no run folder is refused in a sentence")
  func refused() throws {
    let (folder, _) = try bareRun()
    try ToyExperiment.forgetChecksums(folder)
    for content in ["{\"labels\":", "{}", nil] {
      if let content {
        try content.write(toFile: folder + "/labels.json", atomically: true, encoding: .utf8)
      } else {
        try FileManager.default.removeItem(atPath: folder + "/labels.json")
      }
      let error = try #require(throws: RunFolderError.self) { try StoredRun(folder: folder) }
      #expect(
        error.description.contains("labels.json is \(content == nil ? "not there" : "damaged")"))
      #expect(error.description.contains("counterweight train"))
    }
    let empty = try TemporaryFolder()
    #expect(throws: RunFolderError.self) { try StoredRun(folder: empty.path) }
  }
}
