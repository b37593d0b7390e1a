import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("RunFolder")
struct RunFolderTests {
  private static let unit = UnitID(method: "none", seed: 1, kind: .member(0))
  private static let other = UnitID(method: "none", seed: 1, kind: .member(1))
  private static let cost = UnitTiming(wall: 2, processor: 1)

  private func identity(
    _ configuration: ExperimentConfiguration = ExperimentConfiguration(), data: String = "d"
  ) throws -> Manifest {
    Manifest(
      version: "1", configurationHash: try RunFolder.identityText(configuration), dataHash: data,
      dataFiles: [.init(path: "a.csv", bytes: 3, sha256: data)], seeds: configuration.seeds,
      methods: configuration.methods,
      starts: [.init(time: "t", host: "h", ranks: 1, workers: 1, mpi: "none", kernels: "m")])
  }

  private func open(
    _ path: String, _ configuration: ExperimentConfiguration = ExperimentConfiguration(),
    data: String = "d"
  ) throws -> RunFolder {
    try RunFolder(
      path: path, identity: try identity(configuration, data: data), configuration: configuration,
      labels: "{}\n")
  }

  private func filled(_ path: String) throws {
    let folder = try open(path)
    for unit in [Self.unit, Self.other] {
      try folder.store(
        unit, [UnitFile(name: "model.safetensors", bytes: Array("\(unit)".utf8))], rank: 1,
        host: "h", cost: Self.cost)
    }
  }

  @Test("What was stored is there after reopening")
  func reopened() throws {
    let toy = try ToyExperiment()
    let path = toy.folder + "/run"
    try filled(path)
    let folder = try open(path)
    #expect(Set(folder.finished.keys) == [Self.unit, Self.other])
    #expect(try folder.read("model.safetensors", of: Self.unit) == Array("\(Self.unit)".utf8))
    #expect(folder.manifest.starts.count == 2)
    #expect(folder.finished[Self.unit]?.wallSeconds == 2)
  }

  @Test(
    "A unit whose file is shortened, changed or gone is not finished",
    arguments: ["short", "changed", "gone"])
  func damaged(_ damage: String) throws {
    let toy = try ToyExperiment()
    let path = toy.folder + "/run"
    try filled(path)
    let file = URL(fileURLWithPath: "\(path)/units/\(Self.unit)/model.safetensors")
    switch damage {
    case "short": try Data(contentsOf: file).dropLast().write(to: file)
    case "changed": try Data(repeating: 1, count: 19).write(to: file)
    default: try FileManager.default.removeItem(at: file)
    }
    #expect(Set(try open(path).finished.keys) == [Self.other])
  }

  @Test("A ledger that ends in the middle of a line loses that line only")
  func halfLine() throws {
    let toy = try ToyExperiment()
    let path = toy.folder + "/run"
    try filled(path)
    let ledger = URL(fileURLWithPath: "\(path)/ledger.jsonl")
    try Data(contentsOf: ledger).dropLast(10).write(to: ledger)
    do {
      let folder = try open(path)
      #expect(Set(folder.finished.keys) == [Self.unit])
      try folder.store(
        Self.other, [UnitFile(name: "model.safetensors", bytes: [1])], rank: 1, host: "h",
        cost: Self.cost)
    }
    #expect(Set(try open(path).finished.keys) == [Self.unit, Self.other])
  }

  @Test("A folder of another configuration is refused with the first difference")
  func otherConfiguration() throws {
    let toy = try ToyExperiment()
    let path = toy.folder + "/run"
    try filled(path)
    var changed = ExperimentConfiguration()
    changed.classifier.epochs = 7
    let error = #expect(throws: RunFolderError.self) { try open(path, changed) }
    #expect(
      error?.description.contains("classifier.epochs is 100 there and 7 here.") == true,
      "\(String(describing: error))")
  }

  @Test("The name and the paths of the data do not make another configuration")
  func sameIdentity() throws {
    let toy = try ToyExperiment()
    try filled(toy.folder + "/run")
    var renamed = ExperimentConfiguration()
    renamed.name = "other"
    renamed.data.files.all.values = "/elsewhere/a.csv"
    #expect(try open(toy.folder + "/run", renamed).finished.count == 2)
  }

  @Test("A folder of other data is refused with the file that changed")
  func otherData() throws {
    let toy = try ToyExperiment()
    try filled(toy.folder + "/run")
    let error = #expect(throws: RunFolderError.self) { try open(toy.folder + "/run", data: "e") }
    #expect(error?.description.contains("a.csv has changed") == true)
  }

  @Test("A folder with something else in it is refused")
  func foreign() throws {
    let toy = try ToyExperiment()
    let error = #expect(throws: RunFolderError.self) { try open(toy.folder) }
    #expect(error?.description.contains("is not empty and is no run folder") == true)
  }

  @Test("A damaged manifest is refused, not overwritten")
  func damagedManifest() throws {
    let toy = try ToyExperiment()
    let path = toy.folder + "/run"
    try filled(path)
    let manifest = URL(fileURLWithPath: "\(path)/manifest.json")
    try Data("{".utf8).write(to: manifest)
    #expect(throws: RunFolderError.self) { try open(path) }
    #expect(try Data(contentsOf: manifest) == Data("{".utf8))
  }
}
