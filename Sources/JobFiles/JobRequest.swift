/// What a job file is filled in with.
public struct JobRequest: Equatable, Sendable {
  /// The experiment file, as the job will see it; it need not exist here.
  public var experiment: String
  /// The job's name.
  public var name: String
  /// The run folder, as the job will see it.
  public var out: String
  /// Keys of the experiment file that are overridden, each as `key=value`.
  public var overrides: [String] = []
  /// How many ranks, of which one coordinates.
  public var ranks = 17
  /// Over how many nodes they are spread; nil: as the scheduler likes.
  public var nodes: Int?
  /// How long one job may take.
  public var time = JobDuration(minutes: 12 * 60)
  /// Memory per rank, in megabytes; nil: the cluster's default.
  public var memory: Int?
  /// Whose budget pays; nil: the user's default.
  public var account: String?
  /// The partition or queue; nil: the cluster's default.
  public var partition: String?
  /// The seeds of an array.
  public var seeds: [UInt64] = [1, 2, 3, 4, 5]
  /// `srun`, or the `mpirun` that starts the ranks.
  public var launcher = "mpirun"
  /// The program.
  public var program = "counterweight"
  /// Lines of shell before the start, such as `module load mpich`.
  public var setup: [String] = []
  /// The container image of a Kubernetes job.
  public var image = "registry.example.org/counterweight:latest"
  /// The volume claim of a Kubernetes job, with data, experiments and run folders.
  public var claim = "counterweight"

  /// A request with the defaults.
  ///
  /// The name is the file's, or its folder's if that says more, such as `power` for
  /// `power/experiment.yaml`; the run folder is `runs/NAME`.
  public init(experiment: String) {
    self.experiment = experiment
    name = Self.name(of: experiment)
    out = "runs/\(name)"
  }

  private static func name(of experiment: String) -> String {
    let parts = experiment.split(separator: "/").map(String.init)
    guard let file = parts.last else { return "counterweight" }
    let stem = file.split(separator: ".").first.map(String.init) ?? file
    let name = stem == "experiment" ? parts.dropLast().last ?? "counterweight" : stem
    return isName(name) ? name : "counterweight"
  }

  /// Whether every scheduler takes this for the name of a job.
  private static func isName(_ text: String) -> Bool {
    guard let first = text.first, first.isASCII, first.isLetter, text.count <= 50 else {
      return false
    }
    return text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }
  }

  // MARK: What cannot be

  /// Refuses what the scheduler would refuse, or what would start something else than is meant.
  func check(for kind: JobKind) throws(JobFileError) {
    let lines: [(option: String, value: String?)] = [
      ("The experiment file", experiment), ("--out", out), ("--launcher", launcher),
      ("--program", program), ("--image", image), ("--account", account),
      ("--partition", partition), ("--claim", claim),
    ]
    for (option, value) in lines {
      guard let value else { continue }
      if value.isEmpty { throw JobFileError("\(option) is empty.") }
      if value.contains(where: \.isNewline) || value.contains("\0") {
        throw JobFileError("\(option) must be one line.")
      }
    }
    for value in overrides where !value.contains("=") || value.contains(where: \.isNewline) {
      throw JobFileError("--set \(value): an override is one line, key=value.")
    }
    for value in [experiment, out, program, launcher] where value.hasPrefix("-") {
      throw JobFileError("'\(value)' would be taken for an option; write ./\(value).")
    }
    if !Self.isName(name) {
      throw JobFileError(
        "--name '\(name)' is no name for a job: it must begin with a letter and have at most 50 "
          + "letters, digits, '-', '_' and '.'.")
    }
    for (option, value) in [("--account", account), ("--partition", partition)] {
      // These stand in directives, where no scheduler agrees with another about quotes.
      if let value, value.contains(where: { $0.isWhitespace || "\"'\\`$#".contains($0) }) {
        throw JobFileError("\(option) '\(value)' must have no spaces, quotes, '$' or '#'.")
      }
    }
    try checkSize(for: kind)
    if kind == .kubernetes { try checkForKubernetes() }
  }

  private func checkSize(for kind: JobKind) throws(JobFileError) {
    if ranks < 2 {
      throw JobFileError("--ranks \(ranks): one rank coordinates, so give at least 2.")
    }
    if ranks > 1_000_000 { throw JobFileError("--ranks \(ranks) is more than any cluster has.") }
    if let nodes, !(1...ranks).contains(nodes) {
      throw JobFileError(
        ranks == 1
          ? "--nodes \(nodes): 1 rank is on 1 node."
          : "--nodes \(nodes): \(ranks) ranks can be on 1 to \(ranks) nodes.")
    }
    if let memory, memory < 50 {
      throw JobFileError("--memory \(memory): give megabytes per rank, at least 50.")
    }
    if kind == .slurmArray {
      if seeds.isEmpty { throw JobFileError("--seeds names no seed.") }
      if Set(seeds).count < seeds.count {
        throw JobFileError("--seeds names a seed twice; both jobs would write one folder.")
      }
    }
    if launcher == "srun", kind != .slurm, kind != .slurmArray {
      throw JobFileError("--launcher srun is Slurm's; this is a file for another scheduler.")
    }
  }

  private func checkForKubernetes() throws(JobFileError) {
    func isLabel(_ text: String) -> Bool {
      text.allSatisfy { $0.isASCII && ($0.isLowercase || $0.isNumber || $0 == "-") }
        && text.first != "-" && text.last != "-"
    }
    for (option, value) in [("--name", name), ("--claim", claim)] where !isLabel(value) {
      throw JobFileError(
        "\(option) '\(value)': Kubernetes allows lower-case letters, digits and '-' within.")
    }
    if nodes != nil {
      throw JobFileError("--nodes: Kubernetes places pods itself; give --ranks only.")
    }
    if !setup.isEmpty {
      throw JobFileError("--setup: a container starts no shell; make it part of the image.")
    }
  }
}
