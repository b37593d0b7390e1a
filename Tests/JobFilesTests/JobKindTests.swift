import Foundation
import TestSupport
import Testing

@testable import JobFiles

@Suite("Job files")
struct JobKindTests {
  /// The repository's folder of printed job files.
  private static let templates = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Cluster/templates")

  @Test("The files in Cluster/templates are those that are printed", arguments: JobKind.allCases)
  func committed(_ kind: JobKind) throws {
    let request = JobRequest(experiment: "power/experiment.yaml")
    let file = Self.templates.appendingPathComponent(kind.fileName(request.name))
    let committed = try String(contentsOf: file, encoding: .utf8)
    let printed = try kind.text(request)
    #expect(printed == committed, "Print it again: counterweight template \(kind.rawValue) ...")
  }

  @Test("An array says which seeds its jobs have, and how to have others")
  func seeds() throws {
    var request = JobRequest(experiment: "power/experiment.yaml")
    let common = try JobKind.slurmArray.text(request)
    #expect(common.contains("one for each of the seeds 1, 2, 3, 4, 5 (the default)."))
    #expect(common.contains("--seeds 1 2 3") && common.contains("are not read"))
    request.seeds = [7]
    let one = try JobKind.slurmArray.text(request)
    #expect(one.contains("The array is one job, for seed 7.") && one.contains("--array=0-0"))
    request.seeds = [3, 9]
    #expect(
      try JobKind.slurmArray.text(request).contains("2 jobs, one for each of the seeds 3, 9."))
  }

  @Test("Every directive is explained in the header", arguments: JobKind.allCases)
  func explained(_ kind: JobKind) throws {
    var request = JobRequest(experiment: "power/experiment.yaml")
    request.account = "physics"
    request.partition = "long"
    request.memory = 2000
    if kind != .kubernetes { request.nodes = 4 }
    let lines = try kind.text(request).split(separator: "\n").map(String.init)
    let directives = lines.filter {
      $0.hasPrefix("#SBATCH") || $0.hasPrefix("#PBS") || $0.hasPrefix("#BSUB")
    }
    let explained = Set(
      lines.filter { $0.hasPrefix("#   ") }.compactMap { line in
        line.dropFirst(4).split(separator: " ").first.map(String.init)
      })
    for directive in directives {
      // The option's name, or what it sets: `-l select=...`, `-R "span[...]"`.
      let words = directive.split(separator: " ").dropFirst().map(String.init)
      let names = words.flatMap { word in
        let name = word.drop { $0 == "\"" }.prefix { !"=[".contains($0) }
        return [String(name), String(name.drop { $0 == "-" })]
      }
      #expect(!explained.isDisjoint(with: names), "\(directive) is not explained.")
    }
    if kind == .slurm { #expect(directives.count == 12) }
  }

  @Test(
    "A shell finds nothing wrong in the scripts",
    arguments: [JobKind.slurm, .slurmArray, .pbs, .lsf])
  func syntax(_ kind: JobKind) throws {
    var request = JobRequest(experiment: "it's (mine)/$HOME & co; rm -rf x/experiment.yaml")
    request.out = "runs/`date` \"now\""
    request.overrides = ["methods=[none, random]"]
    request.setup = ["module load mpich"]
    let text = try kind.text(request)
    let folder = try TemporaryFolder()
    let file = try folder.put(text, as: "job")
    let checked = try BuiltProgram(at: "/bin/bash").run(["-n", file])
    #expect(checked.code == 0, "\(checked.errors)")
  }

  @Test(
    "Values reach the program as they are", arguments: [JobKind.slurm, .slurmArray, .pbs, .lsf])
  func quoting(_ kind: JobKind) throws {
    let folder = try TemporaryFolder()
    let seen = folder.file("seen")
    // Stands in for mpirun: writes its arguments, one a line.
    let launch = try folder.putProgram(
      "#!/bin/sh\nprintf '%s\\n' \"$@\" >'\(seen)'\n", as: "launch")
    var request = JobRequest(experiment: "it's (mine)/$HOME & co/experiment.yaml")
    request.out = "runs/`date` \"now\""
    request.overrides = ["methods=[none, random]", "name=*"]
    request.launcher = launch
    request.ranks = 5
    request.seeds = [7, 8]
    let script = try folder.put(try kind.text(request), as: "job")
    let run = try BuiltProgram(at: "/bin/bash").run(
      [script],
      environment: [
        "SLURM_NTASKS": "5", "SLURM_ARRAY_TASK_ID": "1",
        "PBS_O_WORKDIR": folder.path,
      ])
    #expect(run.code == 0, "\(run.errors)")
    let words = try String(contentsOfFile: seen, encoding: .utf8)
      .split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
    let overrides = ["--set", "methods=[none, random]", "--set", "name=*"]
    var expected =
      ["-n", "5", "counterweight", "train", request.experiment] + overrides
    switch kind {
    case .slurmArray: expected += ["--set", "seeds=[8]", "--out", request.out + "/seed8"]
    case .slurm: expected += ["--out", request.out]
    default: expected += ["--out", request.out, "--time-limit", "43080s"]
    }
    #expect(words == expected)
  }

  @Test("Exit code 75 starts a Slurm job again, other codes do not", arguments: [75, 0, 70, 9])
  func requeue(_ code: Int32) throws {
    let folder = try TemporaryFolder()
    let seen = folder.file("seen")
    let launch = try folder.putProgram("#!/bin/sh\nexit \(code)\n", as: "launch")
    _ = try folder.putProgram(
      "#!/bin/sh\nprintf '%s\\n' \"$@\" >'\(seen)'\n", as: "scontrol")
    var request = JobRequest(experiment: "experiment.yaml")
    request.launcher = launch
    for (kind, name) in [(JobKind.slurm, "31"), (.slurmArray, "30_1")] {
      let script = try folder.put(try kind.text(request), as: "job")
      for restarts in [nil, "99", "100"] {
        try? FileManager.default.removeItem(atPath: seen)
        var environment = [
          "PATH": "\(folder.path):/usr/bin:/bin", "SLURM_NTASKS": "5", "SLURM_JOB_ID": "31",
          "SLURM_ARRAY_JOB_ID": "30", "SLURM_ARRAY_TASK_ID": "1",
        ]
        environment["SLURM_RESTART_COUNT"] = restarts
        let run = try BuiltProgram(at: "/bin/bash").run([script], environment: environment)
        #expect(run.code == code)
        let called = try? String(contentsOfFile: seen, encoding: .utf8)
        #expect(called == (code == 75 && restarts != "100" ? "requeue\n\(name)\n" : nil))
      }
    }
  }

  @Test("Times are written as each scheduler reads them")
  func times() throws {
    var request = JobRequest(experiment: "experiment.yaml")
    request.time = try #require(JobDuration("90m"))
    #expect(try JobKind.slurm.text(request).contains("#SBATCH --time=01:30:00\n"))
    #expect(try JobKind.pbs.text(request).contains("#PBS -l walltime=01:30:00\n"))
    #expect(try JobKind.lsf.text(request).contains("#BSUB -W 01:30\n"))
    #expect(try JobKind.kubernetes.text(request).contains("activeDeadlineSeconds: 5400\n"))
    request.time = try #require(JobDuration("3d"))
    #expect(try JobKind.slurm.text(request).contains("#SBATCH --time=72:00:00\n"))
    request.time = try #require(JobDuration("1m"))
    #expect(try JobKind.slurm.text(request).contains("#SBATCH --signal=USR1@15\n"))
    #expect(try JobKind.lsf.text(request).contains("--time-limit 45s"))
    for bad in ["", "12", "h", "0h", "-1h", "1.5h", "12H", "1000000d", "٣h"] {
      #expect(JobDuration(bad) == nil, "\(bad)")
    }
  }

  @Test("Ranks are spread evenly over the nodes of PBS and LSF")
  func nodes() throws {
    var request = JobRequest(experiment: "experiment.yaml")
    #expect(try JobKind.pbs.text(request).contains("select=17:ncpus=1:mpiprocs=1\n"))
    request.nodes = 4
    request.memory = 2000
    let pbs = try JobKind.pbs.text(request)
    #expect(
      pbs.contains(
        "select=1:ncpus=5:mpiprocs=5:mem=10000mb+3:ncpus=4:mpiprocs=4:mem=8000mb\n"))
    #expect(try JobKind.lsf.text(request).contains("#BSUB -R \"span[ptile=5]\"\n"))
    request.ranks = 16
    #expect(try JobKind.pbs.text(request).contains("select=4:ncpus=4:mpiprocs=4:mem=8000mb\n"))
  }

  @Test("A job is named like its experiment")
  func names() {
    for (path, name) in [
      ("power/experiment.yaml", "power"), ("/a/b/icu.yaml", "icu"),
      ("experiment.yaml", "counterweight"), ("", "counterweight"),
      ("my data/experiment.yaml", "counterweight"), ("./a/paper.final.yaml", "paper"),
    ] {
      #expect(JobRequest(experiment: path).name == name)
    }
    #expect(JobRequest(experiment: "power/paper.yaml").out == "runs/paper")
  }

  /// A request that cannot be met.
  struct Impossible: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let kind: JobKind
    let says: String
    let change: @Sendable (inout JobRequest) -> Void

    init(
      _ kind: JobKind, _ says: String, _ change: @escaping @Sendable (inout JobRequest) -> Void
    ) {
      testDescription = "\(kind.rawValue): \(says)"
      self.kind = kind
      self.says = says
      self.change = change
    }

    static let all = [
      Impossible(.slurm, "one rank coordinates") { $0.ranks = 1 },
      Impossible(.slurm, "more than any cluster") { $0.ranks = .max },
      Impossible(.pbs, "17 ranks can be on 1 to 17 nodes") { $0.nodes = 18 },
      Impossible(.pbs, "17 ranks can be on 1 to 17 nodes") { $0.nodes = 0 },
      Impossible(.lsf, "--memory 2: give megabytes") { $0.memory = 2 },
      Impossible(.slurm, "The experiment file is empty") { $0.experiment = "" },
      Impossible(.slurm, "--out must be one line") { $0.out = "a\n#SBATCH --uid=0" },
      Impossible(.slurm, "'-x.yaml' would be taken for an option") { $0.experiment = "-x.yaml" },
      Impossible(.slurm, "--name 'a b'") { $0.name = "a b" },
      Impossible(.slurm, "--name '7'") { $0.name = "7" },
      Impossible(.slurm, "--account 'a b' must have no spaces") { $0.account = "a b" },
      Impossible(.lsf, "--partition '$(id)' must have no") { $0.partition = "$(id)" },
      Impossible(.slurm, "--partition is empty") { $0.partition = "" },
      Impossible(.slurm, "--set nonsense") { $0.overrides = ["nonsense"] },
      Impossible(.slurmArray, "--seeds names no seed") { $0.seeds = [] },
      Impossible(.slurmArray, "--seeds names a seed twice") { $0.seeds = [1, 2, 1] },
      Impossible(.pbs, "--launcher srun is Slurm's") { $0.launcher = "srun" },
      Impossible(.kubernetes, "--name 'Power'") { $0.name = "Power" },
      Impossible(.kubernetes, "--nodes: Kubernetes places pods") { $0.nodes = 2 },
      Impossible(.kubernetes, "--setup: a container") { $0.setup = ["module load x"] },
    ]
  }

  @Test("What cannot be is refused in a sentence", arguments: Impossible.all)
  func refused(_ impossible: Impossible) throws {
    var request = JobRequest(experiment: "power/experiment.yaml")
    impossible.change(&request)
    let error = #expect(throws: JobFileError.self) { try impossible.kind.text(request) }
    let sentence = try #require(error).description
    #expect(sentence.contains(impossible.says), "\(sentence)")
    #expect(sentence.hasSuffix("."))
  }

  @Test("An MPIJob has words that YAML reads as they are")
  func yaml() throws {
    var request = JobRequest(experiment: "power/experiment.yaml")
    request.overrides = ["name=\"x\\y\""]
    request.ranks = 9
    let text = try JobKind.kubernetes.text(request)
    #expect(text.contains(#""--set", "name=\"x\\y\"""#), "\(text)")
    #expect(text.contains("replicas: 8\n"))
    #expect(text.contains(#""-n", "8""#))
  }
}
