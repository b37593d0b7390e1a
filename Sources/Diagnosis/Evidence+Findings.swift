import Files
import MessagePassing

extension Evidence {
  /// What follows from the evidence, in the order in which people read.
  var findings: [Finding] {
    var all = [message, launcher]
    all += [absentRanks, versions].compactMap { $0 }
    all += [kernels] + threads + cores + clockFindings
    all += outputFindings + dataFindings + [sharedMemory, memory].compactMap { $0 }
    return all
  }

  // MARK: MPI

  private var message: Finding {
    let library = reports.first?.mpi ?? "no MPI"
    if library == "no MPI" {
      return Finding(
        .note, "MPI", "The program is built without MPI, so it runs in one process.",
        advice: "Build it with MPICH or Open MPI for runs of several processes.")
    }
    if size == 1 {
      return Finding(
        .note, "MPI", "\(library). Started alone, so nothing is known of other ranks and hosts.",
        advice: "mpirun -n RANKS counterweight doctor, in a job like the run's, tells about them.")
    }
    let places = hosts.map { host, reports in
      let ranks = reports.map { "\($0.rank)" }
      let few = ranks.count > 6 ? ranks.prefix(5) + ["...", ranks[ranks.count - 1]] : ranks[...]
      return "\(host) (\(ranks.count == 1 ? "rank" : "ranks") \(few.joined(separator: ", ")))"
    }
    return Finding(
      .ok, "MPI",
      "\(library). \(CountText.counted(size, "rank")) on "
        + "\(CountText.counted(hosts.count, "host")): "
        + "\(places.joined(separator: ", ")).")
  }

  private var launcher: Finding {
    let library = reports.first?.mpi ?? ""
    let own = library.contains("Open MPI") ? "Open MPI" : "MPICH"
    guard !library.isEmpty, library != "no MPI" else {
      return Finding(.ok, "launcher", "None is needed without MPI.")
    }
    let found = launchers.sorted { $0.key < $1.key }
    let fitting = found.filter { LauncherSearch.kind(of: $0.value) == own }.map(\.key)
    if let file = launchers["mpirun"], let kind = LauncherSearch.kind(of: file), kind != own {
      let instead = fitting.first.map { "Use \($0)." } ?? "Install \(own)'s, or build with \(kind)."
      return Finding(
        isLaunched ? .note : .problem, "launcher",
        "mpirun is \(kind)'s, and the program is built with \(own): ranks would not see each other.",
        advice: instead)
    }
    if found.isEmpty {
      return Finding(
        isLaunched ? .note : .problem, "launcher", "Neither mpirun nor srun is on the PATH.",
        advice: "Load the module of the MPI that the program is built with, or install it.")
    }
    return Finding(.ok, "launcher", "On the PATH: \(found.map(\.key).joined(separator: ", ")).")
  }

  private var absentRanks: Finding? {
    guard !silent.isEmpty else { return nil }
    let ranks = silent.map { "\($0)" }.joined(separator: ", ")
    return Finding(
      .problem, "silence", "No answer came from \(silent.count == 1 ? "rank" : "ranks") \(ranks).",
      advice:
        "Look whether their hosts are up and reachable, and whether the same program lies there.")
  }

  private var versions: Finding? {
    let groups = Dictionary(grouping: reports) { "\($0.version) with \($0.mpi)" }
    guard groups.count > 1 else { return nil }
    return Finding(
      .problem, "versions", "Ranks run different programs: \(Self.list(groups)).",
      advice: "Install the same build on all hosts, at the same path.")
  }

  // MARK: Computing

  private var kernels: Finding {
    let workers = self.workers
    let groups = Dictionary(grouping: workers.isEmpty ? reports : workers, by: \.kernels)
    let chosen = reports.compactMap { $0.variables["OPENBLAS_CORETYPE"] }.first
    let inherited = chosen.map { " OPENBLAS_CORETYPE=\($0) is set." } ?? ""
    if groups.count > 1 {
      return Finding(
        .note, "kernels",
        "Ranks multiply in different ways, so results depend on which of them computed what: "
          + "\(Self.list(groups)).\(inherited)",
        advice: "Ask for hosts of one kind, set OPENBLAS_CORETYPE to the least of theirs, or "
          + "kernels: portable in the experiment file.")
    }
    return Finding(
      chosen == nil ? .ok : .note, "kernels",
      "\(groups.keys.first ?? "unknown"), the same on all ranks.\(inherited)",
      advice: chosen == nil ? nil : "If nobody set it on purpose, unset it: it may be slower.")
  }

  private var threads: [Finding] {
    var findings: [Finding] = []
    let many = reports.filter { $0.libraryThreads != 1 }
    if let first = many.first {
      findings.append(
        Finding(
          .problem, "threads",
          "OpenBLAS uses \(CountText.counted(first.libraryThreads, "thread")) on rank "
            + "\(first.rank); it should be one.",
          advice: "Set OPENBLAS_NUM_THREADS=1 in the job file."))
    } else {
      findings.append(Finding(.ok, "threads", "A rank computes on one thread, OpenBLAS included."))
    }
    let idle = reports.compactMap { $0.variables["SLURM_CPUS_PER_TASK"].flatMap { Int($0) } }.max()
    if let idle, idle > 1 {
      findings.append(
        Finding(
          .note, "threads", "Slurm reserves \(idle) cores per rank, and a rank uses one.",
          advice: "Ask for --cpus-per-task=1 and more ranks."))
    }
    return findings
  }

  /// The ranks that compute: all but rank 0, unless it is alone.
  private var workers: [RankReport] { size == 1 ? reports : reports.filter { $0.rank != 0 } }

  private var cores: [Finding] {
    let warnings = WorkerPlacement(
      workers.map { .init(rank: $0.rank, host: $0.host, cores: $0.cores) }
    ).warnings
    if !warnings.isEmpty {
      // The warning itself ends with what to do.
      return warnings.map { Finding(.note, "cores", $0) }
    }
    let texts = hosts.map { host, reports in
      let bound = Set(reports.flatMap(\.cores.bound)).count
      let quota = reports.compactMap(\.cores.quota).min().map { ", a quota of \($0)" } ?? ""
      let here = reports.filter { $0.rank != 0 || size == 1 }.count
      let allowed = bound == 0 ? "an unknown number of cores" : CountText.counted(bound, "core")
      return "\(host): \(allowed)\(quota) for \(CountText.counted(here, "worker"))"
    }
    return [Finding(.ok, "cores", "\(texts.joined(separator: "; ")).")]
  }

  private var clockFindings: [Finding] {
    guard !clocks.isEmpty else { return [] }
    let off = clocks.filter { abs($0.ahead) > 1 + $0.uncertainty }
    let own = hosts.first?.host ?? "rank 0's host"
    if off.isEmpty {
      let most = clocks.map { abs($0.ahead) + $0.uncertainty }.max() ?? 0
      return [
        Finding(
          .ok, "clocks", "All hosts agree with \(own) to \(Self.milliseconds(most)) at worst.")
      ]
    }
    let texts = off.map { clock in
      "\(clock.host) is \(Self.seconds(abs(clock.ahead))) "
        + (clock.ahead > 0 ? "ahead of \(own)" : "behind \(own)")
    }
    return [
      Finding(
        .note, "clocks",
        "\(texts.joined(separator: ", ")); results do not depend on it, but times in logs do.",
        advice: "Let the hosts follow a time server.")
    ]
  }

  // MARK: Files

  private var outputFindings: [Finding] {
    guard let output else {
      return [
        Finding(
          .note, "run folder", "Not looked at.", advice: "Name it with --out to have it tested.")
      ]
    }
    if let error = output.error {
      return [
        Finding(
          .problem, "run folder", "\(output.folder) cannot be used: \(error)",
          advice: "Choose another folder; only rank 0 writes there.")
      ]
    }
    var findings = [
      Finding(
        output.milliseconds > 50 ? .note : .ok, "run folder",
        "\(output.folder) is writable; a small file is on disk after "
          + "\(Self.milliseconds(output.milliseconds / 1000)) (median).",
        advice: output.milliseconds > 50
          ? "Each unit writes several files; a faster file system pays if units are short." : nil)
    ]
    if let free = output.free {
      findings.append(
        Finding(
          free < 100_000_000 ? .problem : free < 2_000_000_000 ? .note : .ok, "free space",
          "\(FreeSpace.text(free)) are free for the run folder.",
          advice: free < 2_000_000_000
            ? "counterweight plan tells how much a run writes; make room." : nil))
    }
    let strangers = reports.filter { $0.seesLock == false }
    if !output.canLock {
      findings.append(
        Finding(
          .note, "locks",
          "Files cannot be locked there, so two runs on one folder are not refused.",
          advice: "Do not start a second job on a folder before the first has ended."))
    } else if let stranger = strangers.first {
      findings.append(
        Finding(
          .note, "locks",
          "A lock of rank 0 is not seen on \(stranger.host), so a second run that begins there is "
            + "not refused.",
          advice: "Do not start a second job on a folder before the first has ended."))
    } else {
      let seen = Set(reports.filter { $0.seesLock == true }.map(\.host)).count
      findings.append(
        Finding(
          .ok, "locks",
          "A lock on the run folder works"
            + (seen > 1
              ? ", and is seen on the \(CountText.counted(seen, "host")) that share it." : ".")))
    }
    return findings
  }

  private var dataFindings: [Finding] {
    if let dataProblem { return [Finding(.problem, "data", dataProblem)] }
    guard let own = reports.first(where: { $0.rank == 0 }), !own.data.isEmpty else {
      return [
        Finding(
          .note, "data", "Not looked for.",
          advice: "Name the experiment, or a file, with --data to have it looked for.")
      ]
    }
    let missing = own.data.filter { !$0.isReadable }.map(\.path)
    if !missing.isEmpty {
      return [
        Finding(
          .problem, "data",
          "Rank 0 on \(own.host) cannot read \(missing.joined(separator: ", ")).",
          advice: "Rank 0 alone reads the data, so they must be on its host: the first of the job.")
      ]
    }
    let blind = Set(reports.filter { $0.data.contains { !$0.isReadable } }.map(\.host)).sorted()
    let files = CountText.counted(own.data.count, "file")
    let others =
      blind.isEmpty
      ? "" : " They are not on \(blind.joined(separator: ", ")), which need them not."
    return [Finding(.ok, "data", "Rank 0 on \(own.host) can read \(files).\(others)")]
  }

  // MARK: Memory

  private var sharedMemory: Finding? {
    var scarce: [String] = []
    var least: (host: String, bytes: Int)?
    for (host, reports) in hosts {
      guard let bytes = reports.compactMap(\.sharedMemory).min() else { continue }
      // MPICH takes some megabytes per rank from it, and containers have 64 MB by default.
      if reports.count > 1, bytes < 16_000_000 * reports.count { scarce.append(host) }
      if bytes < least?.bytes ?? .max { least = (host, bytes) }
    }
    guard let least else {
      return Finding(
        .note, "shared memory", "No host has /dev/shm; ranks of one host talk more slowly.")
    }
    let text = "At least \(FreeSpace.text(least.bytes)) are free in /dev/shm (\(least.host))."
    return scarce.isEmpty
      ? Finding(.ok, "shared memory", text)
      : Finding(
        .note, "shared memory",
        "\(text) That is little for the ranks of \(scarce.joined(separator: ", ")).",
        advice: "In a container, ask for more (docker: --shm-size=1g).")
  }

  private var memory: Finding? {
    let texts = hosts.compactMap { host, reports in
      reports.compactMap(\.memory).min().map { memory in
        "\(host): \(FreeSpace.text(memory)) for \(CountText.counted(reports.count, "rank"))"
      }
    }
    guard !texts.isEmpty else { return nil }
    return Finding(
      .ok, "memory",
      "Free: \(texts.joined(separator: "; ")); counterweight plan tells what is needed.")
  }

  // MARK: Words

  private static func list(_ groups: [String: [RankReport]]) -> String {
    let ordered = groups.sorted { ($0.value.first?.rank ?? 0) < ($1.value.first?.rank ?? 0) }
    return ordered.map { what, reports in
      let hosts = Set(reports.map(\.host)).sorted().joined(separator: ", ")
      return "\(what) (\(hosts), \(CountText.counted(reports.count, "rank")))"
    }.joined(separator: "; ")
  }

  private static func milliseconds(_ seconds: Double) -> String {
    let value = 1000 * seconds
    return value < 10 ? "\((10 * value).rounded() / 10) ms" : "\(Int(value.rounded())) ms"
  }

  private static func seconds(_ value: Double) -> String {
    value < 100 ? "\((10 * value).rounded() / 10) s" : "\(Int(value.rounded())) s"
  }
}
