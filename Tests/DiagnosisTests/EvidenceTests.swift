import MessagePassing
import Testing

@testable import Diagnosis

/// A report that gives no reason for complaint.
func soundReport(_ rank: Int, on host: String) -> RankReport {
  RankReport(
    rank: rank, host: host, version: "1.0", mpi: "MPICH Version: 4.0.2",
    kernels: "x86-64-v4; SkylakeX", libraryThreads: 1, cores: AllowedCores(bound: [0, 1]),
    variables: ["OMP_NUM_THREADS": "1"], sharedMemory: 8_000_000_000, memory: 64_000_000_000,
    data: [.init(path: "data.csv", isReadable: true)], seesLock: true)
}

/// Five sound ranks on three hosts.
func soundEvidence() -> Evidence {
  let hosts = ["a", "b", "b", "c", "c"]
  var evidence = Evidence(
    size: 5, reports: hosts.enumerated().map { soundReport($0.offset, on: $0.element) })
  evidence.clocks = ["b", "c"].map { Evidence.Clock(host: $0, ahead: 0.002, uncertainty: 0.001) }
  evidence.output = OutputProbe.Sight(
    folder: "run", milliseconds: 4, canLock: true, free: 500_000_000_000)
  evidence.launchers = ["mpirun": "/usr/bin/mpiexec.hydra", "srun": "/usr/bin/srun"]
  evidence.isLaunched = true
  return evidence
}

@Suite("Findings")
struct EvidenceTests {
  @Test("A sound job has nothing but good findings, each of one line of facts")
  func sound() {
    let findings = soundEvidence().findings
    #expect(findings.allSatisfy { $0.verdict == .ok && $0.advice == nil }, "\(findings)")
    #expect(
      findings.map(\.subject) == [
        "MPI", "launcher", "kernels", "threads", "cores", "clocks", "run folder", "free space",
        "locks", "data", "shared memory", "memory",
      ])
    #expect(
      findings[0].text
        == "MPICH Version: 4.0.2. 5 ranks on 3 hosts: a (rank 0), b (ranks 1, 2), c (ranks 3, 4).")
    #expect(findings[4].text.contains("a: 2 cores for 0 workers; b: 2 cores for 2 workers"))
    #expect(findings[5].text == "All hosts agree with a to 3.0 ms at worst.")
  }

  /// Something that is wrong, and what must be said of it.
  struct Complaint: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let verdict: Finding.Verdict
    let subject: String
    let says: String
    let change: @Sendable (inout Evidence) -> Void

    init(
      _ verdict: Finding.Verdict, _ subject: String, _ says: String,
      _ change: @escaping @Sendable (inout Evidence) -> Void
    ) {
      testDescription = "\(subject): \(says)"
      self.verdict = verdict
      self.subject = subject
      self.says = says
      self.change = change
    }

    static let all = [
      Complaint(.note, "MPI", "Started alone") {
        $0.size = 1
        $0.reports = [soundReport(0, on: "a")]
      },
      Complaint(.note, "MPI", "built without MPI") { evidence in
        evidence.reports = evidence.reports.map { report in
          var report = report
          report.mpi = "no MPI"
          return report
        }
      },
      Complaint(.note, "launcher", "mpirun is Open MPI's, and the program is built with MPICH") {
        $0.launchers = ["mpirun": "/usr/bin/orterun", "mpirun.mpich": "/usr/bin/mpiexec.hydra"]
      },
      Complaint(.problem, "launcher", "Neither mpirun nor srun") {
        $0.launchers = [:]
        $0.isLaunched = false
      },
      Complaint(.problem, "silence", "No answer came from ranks 3, 4") {
        $0.reports.removeLast(2)
      },
      Complaint(.problem, "versions", "1.0 with MPICH Version: 4.0.2 (a, b, c, 4 ranks); 0.9 with")
      {
        $0.reports[4].version = "0.9"
      },
      Complaint(.note, "kernels", "results depend on which of them") {
        $0.reports[1].kernels = "x86-64-v3; Haswell"
      },
      Complaint(.note, "kernels", "OPENBLAS_CORETYPE=Haswell is set") {
        $0.reports[1].variables["OPENBLAS_CORETYPE"] = "Haswell"
      },
      Complaint(.problem, "threads", "OpenBLAS uses 8 threads on rank 2") {
        $0.reports[2].libraryThreads = 8
      },
      Complaint(.note, "threads", "Slurm reserves 4 cores per rank") {
        $0.reports[2].variables["SLURM_CPUS_PER_TASK"] = "4"
      },
      Complaint(.note, "cores", "b: 2 workers may use one core") {
        $0.reports[1].cores = AllowedCores(bound: [0])
        $0.reports[2].cores = AllowedCores(bound: [0])
      },
      Complaint(.note, "clocks", "c is 4.2 s behind a") {
        $0.clocks[1] = Evidence.Clock(host: "c", ahead: -4.2, uncertainty: 0.001)
      },
      Complaint(.note, "run folder", "Not looked at") { $0.output = nil },
      Complaint(.problem, "run folder", "run cannot be used: it is full.") {
        $0.output?.error = "it is full."
      },
      Complaint(.note, "run folder", "after 80 ms") { $0.output?.milliseconds = 80 },
      Complaint(.note, "free space", "1 GB are free") { $0.output?.free = 1_000_000_000 },
      Complaint(.problem, "free space", "1 kB are free") { $0.output?.free = 1000 },
      Complaint(.note, "locks", "cannot be locked") { $0.output?.canLock = false },
      Complaint(.note, "locks", "not seen on b") { $0.reports[2].seesLock = false },
      Complaint(.note, "data", "Not looked for") { $0.reports[0].data = [] },
      Complaint(.problem, "data", "Rank 0 on a cannot read data.csv") {
        $0.reports[0].data[0].isReadable = false
      },
      Complaint(.problem, "data", "x.yaml, line 3") { $0.dataProblem = "x.yaml, line 3: wrong." },
      Complaint(.note, "shared memory", "little for the ranks of b") {
        $0.reports[1].sharedMemory = 20_000_000
      },
      Complaint(.note, "shared memory", "No host has /dev/shm") { evidence in
        for index in evidence.reports.indices { evidence.reports[index].sharedMemory = nil }
      },
    ]
  }

  @Test(
    "What is wrong is said, with what to do, and nothing else changes", arguments: Complaint.all)
  func complaints(_ complaint: Complaint) throws {
    var evidence = soundEvidence()
    complaint.change(&evidence)
    let found = evidence.findings.filter { $0.verdict != .ok }
    try #require(found.count == 1, "\(found)")
    #expect(found[0].verdict == complaint.verdict)
    #expect(found[0].subject == complaint.subject)
    #expect(found[0].text.contains(complaint.says), "\(found[0].text)")
    let text = FindingsText.text(evidence.findings)
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= 100 }, "\(text)")
    #expect(
      text.hasSuffix(complaint.verdict == .problem ? "\n1 problem." : "\nNo problem; 1 note."))
  }

  @Test("Data that only rank 0's host has are as they should be")
  func dataOnOneHost() throws {
    var evidence = soundEvidence()
    for index in 1..<5 { evidence.reports[index].data[0].isReadable = false }
    let finding = try #require(evidence.findings.first { $0.subject == "data" })
    #expect(finding.verdict == .ok)
    #expect(finding.text.contains("They are not on b, c, which need them not."))
  }

  @Test("Sizes are written in three digits at most")
  func sizes() {
    for (bytes, text) in [
      (0, "0 B"), (999, "999 B"), (1000, "1 kB"), (1_550_000, "1.6 MB"), (64_000_000, "64 MB"),
      (999_700_000, "1 GB"), (Int.max, "9223 PB"),
    ] {
      #expect(FreeSpace.text(bytes) == text)
    }
  }
}
