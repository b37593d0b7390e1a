import Files
import Foundation
import MessagePassing
import TestSupport
import Testing

@testable import Diagnosis

@Suite("Examination")
struct ExaminationTests {
  /// Answers for a rank on a thread of its own, in some way.
  private func answer(
    _ communicator: InProcessCommunicator,
    _ body: @escaping @Sendable (InProcessCommunicator) throws -> Void
  ) {
    Thread.detachNewThread { try? body(communicator) }
  }

  @Test("All ranks answer, and are sent home with the exit code")
  func threeRanks() throws {
    let folder = try TemporaryFolder()
    let data = try folder.put("x", as: "data.csv")
    let group = InProcessCommunicator.group(size: 3)
    let codes = InProcessCommunicator.group(size: 3)
    for rank in 1...2 {
      answer(group[rank]) {
        let code = try ExaminedRank($0, version: "1").answer(patience: .seconds(20))
        try codes[rank].send([UInt8(code)], to: 0, tag: 0)
      }
    }
    let examination = Examination(
      group[0], version: "1", output: folder.file("run"), data: [data])
    let outcome = try examination.run()
    #expect(outcome.silent.isEmpty)
    // How this machine is has no place in a test; that there is an answer for everything has.
    let subjects = Set(outcome.findings.map(\.subject))
    #expect(subjects.isSuperset(of: ["MPI", "kernels", "threads", "cores", "run folder", "data"]))
    let folderFinding = try #require(outcome.findings.first { $0.subject == "run folder" })
    #expect(folderFinding.verdict != .problem)
    #expect(outcome.findings.contains { $0.subject == "data" && $0.verdict == .ok })
    #expect(outcome.findings.contains { $0.subject == "threads" && $0.verdict == .ok })
    #expect(try examination.dismiss(outcome, exitCode: 69))
    for _ in 1...2 {
      let message = try #require(try codes[0].receive(timeout: .seconds(20)))
      #expect(message.bytes == [69])
    }
    #expect(try folder.names() == ["data.csv"])
  }

  @Test("A rank that does not answer is a problem, and nobody waits for it")
  func silence() throws {
    let group = InProcessCommunicator.group(size: 3)
    answer(group[1]) { _ = try ExaminedRank($0, version: "1").answer(patience: .seconds(20)) }
    let examination = Examination(group[0], version: "1", patience: .milliseconds(600))
    let outcome = try examination.run()
    #expect(outcome.silent == [2])
    #expect(outcome.findings.contains { $0.subject == "silence" && $0.verdict == .problem })
    #expect(try examination.dismiss(outcome, exitCode: 69) == false)
  }

  @Test("A rank of another program is a problem, too")
  func nonsense() throws {
    let group = InProcessCommunicator.group(size: 2)
    answer(group[1]) { try $0.send([1, 2, 3], to: 0, tag: 99) }
    let outcome = try Examination(group[0], version: "1", patience: .milliseconds(600)).run()
    #expect(outcome.silent == [1])
  }

  @Test("A clock that is wrong is noticed, and by how much")
  func clocks() throws {
    let group = InProcessCommunicator.group(size: 2)
    answer(group[1]) { rank in
      while let message = try rank.receive(timeout: .seconds(20)) {
        switch try DoctorMessage(message) {
        case .question: try rank.send(.report(soundReport(1, on: "elsewhere")), to: 0)
        case .clock: try rank.send(.time(WallClock.nanoseconds - 90_000_000_000), to: 0)
        default: return
        }
      }
    }
    let examination = Examination(group[0], version: "1.0", patience: .seconds(10))
    let outcome = try examination.run()
    let clock = try #require(outcome.findings.first { $0.subject == "clocks" })
    #expect(clock.verdict == .note)
    #expect(clock.text.hasPrefix("elsewhere is 90.0 s behind"), "\(clock.text)")
    // This rank's program may have another version than the one that was made up.
    try group[0].send(.leave(exitCode: 0), to: 1)
  }

  @Test("A rank that hears nothing does not wait for ever")
  func deserted() throws {
    let group = InProcessCommunicator.group(size: 2)
    #expect(throws: CommunicationError.self) {
      try ExaminedRank(group[1], version: "1").answer(patience: .milliseconds(100))
    }
  }

  @Test("Messages come out as they went in")
  func messages() throws {
    let all: [DoctorMessage] = [
      .question(RankQuestion(data: ["a b.csv"], lock: "run/lock")),
      .report(soundReport(3, on: "häst")), .clock, .time(1_763_000_000_123_456_789),
      .leave(exitCode: 69), .goodbye,
    ]
    let group = InProcessCommunicator.group(size: 2)
    for message in all {
      try group[1].send(message, to: 0)
      let received = try #require(try group[0].receive(timeout: .seconds(1)))
      #expect(try DoctorMessage(received) == message)
    }
  }
}

@Suite("Probe of the run folder")
struct OutputProbeTests {
  @Test("A folder that can be written is left as it was", arguments: [true, false])
  func writable(_ exists: Bool) throws {
    let folder = try TemporaryFolder()
    if exists { try folder.put("old", as: "file") }
    let path = exists ? folder.path : folder.file("some/new/folder")
    var probe: OutputProbe? = OutputProbe(folder: path, writes: 3)
    let sight = try #require(probe?.sight)
    #expect(sight.error == nil)
    #expect(sight.milliseconds > 0)
    #expect(try #require(sight.free) > 0)
    let lock = try #require(probe?.lockedFile)
    #expect(sight.canLock)
    #expect(OutputProbe.seesLock(lock) == true)
    probe = nil
    #expect(OutputProbe.seesLock(lock) == nil)
    #expect(try folder.names() == (exists ? ["file"] : []))
  }

  @Test("A folder that cannot be made or written is told", arguments: ["/proc/run", "FILE/run"])
  func unwritable(_ path: String) throws {
    let folder = try TemporaryFolder()
    let file = try folder.put("x", as: "file")
    let probe = OutputProbe(folder: path.replacingOccurrences(of: "FILE", with: file), writes: 3)
    #expect(try #require(probe.sight.error).hasSuffix("."))
    #expect(probe.lockedFile == nil)
    #expect(try folder.names() == ["file"])
  }
}

@Suite("Search for launchers")
struct LauncherSearchTests {
  @Test("The first of a name on the PATH counts, and links are followed")
  func search() throws {
    let folder = try TemporaryFolder()
    for name in ["one", "two"] {
      try FileManager.default.createDirectory(
        atPath: folder.file(name), withIntermediateDirectories: true)
    }
    for name in ["one/orterun", "two/mpiexec.hydra", "two/srun"] {
      try folder.put("#!/bin/sh\n", as: name)
      try FileManager.default.setAttributes(
        [.posixPermissions: 0o755], ofItemAtPath: folder.file(name))
    }
    for (link, target) in [("one/mpirun", "orterun"), ("two/mpirun", "mpiexec.hydra")] {
      try FileManager.default.createSymbolicLink(
        atPath: folder.file(link), withDestinationPath: target)
    }
    let found = LauncherSearch.launchers(path: "\(folder.file("one")):\(folder.file("two"))")
    #expect(found.keys.sorted() == ["mpirun", "srun"])
    #expect(LauncherSearch.kind(of: try #require(found["mpirun"])) == "Open MPI")
    let other = LauncherSearch.launchers(path: folder.file("two"))
    #expect(LauncherSearch.kind(of: try #require(other["mpirun"])) == "MPICH")
    #expect(LauncherSearch.kind(of: "/usr/bin/srun") == nil)
    #expect(LauncherSearch.launchers(path: "").isEmpty)
  }
}
