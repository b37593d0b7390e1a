import Files
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("RunFolder: starts that were killed, and starts at the same time")
struct RunFolderStartTests {
  private let configuration = ExperimentConfiguration()

  private func open(_ path: String) throws -> RunFolder {
    let identity = Manifest(
      version: "1", configurationHash: try RunFolder.identityText(configuration), dataHash: "d",
      dataFiles: [], seeds: [1], methods: ["none"],
      starts: [.init(time: "t", host: "h", ranks: 1, workers: 1, mpi: "none", kernels: "m")])
    return try RunFolder(
      path: path, identity: identity, configuration: configuration, labels: "{}\n")
  }

  @Test("A start that was killed before its manifest was there does not block the next")
  func killedAtOnce() throws {
    let folder = try TemporaryFolder()
    try folder.put("", as: "ledger.jsonl")
    try folder.put("{\"conf", as: ".manifest.json.4711.tmp")
    let run = try open(folder.path)
    #expect(run.finished.isEmpty)
    #expect(!(try folder.names().contains { $0.hasSuffix(".tmp") }))
  }

  @Test("A start that was killed right after its manifest is continued")
  func killedAfterManifest() throws {
    let folder = try TemporaryFolder()
    do { _ = try open(folder.path) }
    for name in try folder.names() where name != "manifest.json" && name != "ledger.jsonl" {
      try FileManager.default.removeItem(atPath: folder.file(name))
    }
    let run = try open(folder.path)
    #expect(run.manifest.starts.count == 2)
    #expect(try folder.names().contains("experiment.resolved.yaml"))
  }

  @Test("A start that was killed between two of the files that the manifest has checksums of")
  func killedBeforeWhatIsChecked() throws {
    let folder = try TemporaryFolder()
    do { _ = try open(folder.path) }
    for (name, text) in [(RunFolder.configurationName, "name: old\n"), (StoredLabels.name, "{")] {
      try folder.put(text, as: name)
      let manifest = try RunFolder.readManifest(folder.file("manifest.json"))
      let error = #expect(throws: RunFolderError.self) {
        try RunFolder.requireWritten(
          Array(text.utf8), name, by: manifest, folder: folder.path)
      }
      #expect(
        error?.description.hasPrefix("\(folder.file(name)) is not what the run wrote") == true)
      // The next start is not refused, and puts it right.
      _ = try open(folder.path)
      try RunFolder.requireWritten(
        FileContents.readRaw(folder.file(name)), name,
        by: RunFolder.readManifest(folder.file("manifest.json")), folder: folder.path)
    }
    #expect(try RunFolder.readIdentity(folder.path).manifest.starts.count == 3)
  }

  @Test("A ledger with content and no manifest is somebody else's folder")
  func foreign() throws {
    let folder = try TemporaryFolder()
    try folder.put("{}\n", as: "ledger.jsonl")
    #expect(throws: RunFolderError.self) { try open(folder.path) }
  }

  @Test("Half-written files of a killed start are removed wherever they are")
  func leftovers() throws {
    let folder = try TemporaryFolder()
    do {
      let run = try open(folder.path)
      try run.write("x", to: "predictions/none/seed1.csv")
    }
    try folder.put("half", as: "predictions/none/.seed1.csv.4711.tmp")
    _ = try open(folder.path)
    let left = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    #expect(!left.contains { $0.hasSuffix(".tmp") })
    #expect(left.contains("predictions/none/seed1.csv"))
  }

  @Test("A folder that another run writes is refused, and can be had after it")
  func atTheSameTime() throws {
    let folder = try TemporaryFolder()
    do {
      let first = try open(folder.path)
      let error = #expect(throws: RunFolderError.self) { try open(folder.path) }
      let holder = try #require(RunHolder.read(in: folder.path))
      #expect(error?.description.contains("is being written \(holder.text); wait") == true)
      #expect(holder.process == getpid())
      #expect(first.manifest.starts.count == 1)
    }
    #expect(try open(folder.path).manifest.starts.count == 2)
  }

  @Test("Without locks, the holder's file decides: a live holder refuses, a dead one gives way")
  func withoutLocks() throws {
    let folder = try TemporaryFolder()
    var holder = RunHolder.current
    holder.process = getppid()
    try holder.write(in: folder.path)
    let error = #expect(throws: RunFolderError.self) {
      try RunHold(folder.path, lock: .unsupported)
    }
    #expect(error?.description.contains("is being written \(holder.text), and its") == true)
    // Beyond the greatest process number.
    holder.process = 1 << 23
    try holder.write(in: folder.path)
    let hold = try RunHold(folder.path, lock: .unsupported)
    #expect(RunHolder.read(in: folder.path)?.process == getpid())
    hold.release()
    #expect(RunHolder.read(in: folder.path) == nil)
  }

  @Test("Of many that claim a folder without locks at once, one has it")
  func claims() async throws {
    let folder = try TemporaryFolder()
    let path = folder.path
    let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
      for number in 0..<16 {
        group.addTask {
          var holder = RunHolder.current
          holder.process = Int32(number)
          return try holder.claim(in: path)
        }
      }
      return try await group.reduce(0) { $0 + ($1 ? 1 : 0) }
    }
    #expect(taken == 1)
  }
}
