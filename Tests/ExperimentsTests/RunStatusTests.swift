import Files
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("Run status", .serialized)
struct RunStatusTests {
  private func run(_ toy: ToyExperiment, _ overrides: [String] = []) throws -> String {
    let folder = toy.folder + "/run"
    try toy.run(to: folder, overrides: overrides)
    return folder
  }

  @Test("A complete run is complete, and its folder stays as it is")
  func complete() throws {
    let toy = try ToyExperiment()
    let folder = try run(toy)
    let before = try ToyExperiment.contents(folder)
    var status = try RunStatus(folder: folder)
    // A program that another test is just starting may have the ledger open for a moment.
    for _ in 0..<100 where status.isRunning {
      Thread.sleep(forTimeInterval: 0.1)
      status = try RunStatus(folder: folder)
    }
    #expect(try ToyExperiment.contents(folder) == before)
    #expect(!status.isRunning)
    #expect(status.done == 14 && status.units == 14 && status.failures.isEmpty)
    #expect(
      status.rows == [
        .init(method: "none", done: 4, units: 4, seeds: 2),
        .init(method: "random", done: 4, units: 4, seeds: 2),
        .init(method: "gan-autoencoder", done: 6, units: 6, seeds: 2),
      ])
    #expect(status.secondsLeft == 0 && !status.hasUnknownCosts)
    let text = status.text()
    #expect(text.hasPrefix("toy in \(folder): complete\n"))
    #expect(text.contains("14 of 14 units done, 0 left\n"))
    #expect(!text.contains("until"))
  }

  @Test("Where no unit of a kind is done, nobody guesses what is left")
  func unknownCosts() throws {
    let toy = try ToyExperiment()
    let folder = try run(toy)
    let path = folder + "/ledger.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    let models = lines.filter { $0.contains("oversampler") }
    try (models.joined(separator: "\n") + "\n").write(
      toFile: path, atomically: true, encoding: .utf8)
    let status = try RunStatus(folder: folder)
    #expect(status.done == models.count && status.hasUnknownCosts)
    #expect(status.text().contains("what is left takes an unknown time"))
  }

  @Test("A run that was cut short tells what is left, and whether somebody is at it")
  func partial() throws {
    let toy = try ToyExperiment()
    let folder = try run(toy)
    let path = folder + "/ledger.jsonl"
    let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
    // A unit that was given up, and a line that a crash tore.
    let failed =
      #"{"event":"failed","files":{},"host":"h","processorSeconds":0,"rank":1,"#
      + #""reason":"no luck","time":"2026-01-01T00:00:00Z","unit":"none/seed2/member01","#
      + #""wallSeconds":0}"#
    // One or two of each kind.
    let kinds = [
      "none/seed1", "random/seed1", "encoder/seed1/oversampler", "encoder/seed1/member00",
    ]
    let kept = kinds.flatMap { kind in
      lines.filter { $0.contains(kind) }.prefix(kind == kinds[0] ? 2 : 1)
    }
    try (kept.joined(separator: "\n") + "\n\(failed)\n{\"event\":\"do").write(
      toFile: path, atomically: true, encoding: .utf8)

    let status = try RunStatus(folder: folder)
    #expect(status.done == 5)
    #expect(!status.hasUnknownCosts)
    #expect(status.failures.map(\.unit) == ["none/seed2/member01"])
    #expect(status.givenUp == 1)
    #expect(try #require(status.secondsLeft) > 0)
    #expect(status.text().contains("not running; last on "))
    #expect(
      status.text().contains(
        "none/seed2/member01 was given up; --retry-failed tries it again: no luck"))

    let writer = try AppendFile(path)
    #expect(try writer.lock(patience: .seconds(10)) == .taken)
    let running = try RunStatus(folder: folder)
    #expect(running.isRunning)
    #expect(running.text().contains("running on "))
    #expect(running.text().contains(" left, until "))
  }

  @Test("A folder of an earlier version, whose configuration has fewer keys, is read and continued")
  func earlierVersion() throws {
    let toy = try ToyExperiment()
    let folder = try run(toy)
    let path = folder + "/experiment.resolved.yaml"
    let yaml = try String(contentsOfFile: path, encoding: .utf8)
    let older = yaml.split(separator: "\n").filter { !$0.hasPrefix("profile:") }
    #expect(older.count == yaml.split(separator: "\n").count - 1)
    try older.joined(separator: "\n").write(toFile: path, atomically: true, encoding: .utf8)
    try ToyExperiment.forgetChecksums(folder)
    let manifest = try String(contentsOfFile: folder + "/manifest.json", encoding: .utf8)
    let hash = try #require(
      manifest.firstMatch(of: /"configurationHash" : "(?<hash>[0-9a-f]+)"/)
    ).output.hash
    try manifest.replacing(hash, with: String(repeating: "0", count: hash.count)).write(
      toFile: folder + "/manifest.json", atomically: true, encoding: .utf8)
    #expect(try RunStatus(folder: folder).done == 14)
    _ = try run(toy)
    // Another configuration is still another one.
    #expect(throws: RunFolderError.self) { try run(toy, ["classifier.epochs=3"]) }
  }

  @Test("What is no run folder is refused with a sentence")
  func noFolder() throws {
    let toy = try ToyExperiment()
    let error = #expect(throws: RunFolderError.self) { try RunStatus(folder: toy.folder) }
    #expect(
      try #require(error).description == "\(toy.folder) is no run folder: it has no ledger.jsonl.")
  }
}
