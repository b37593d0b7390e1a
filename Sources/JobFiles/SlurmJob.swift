/// One job for Slurm (checked with 22.05).
///
/// No `--time-limit` is given: the signal comes in time, also where somebody changes the job's time. Newer
/// versions of Slurm tell its end by `SLURM_JOB_END_TIME` as well.
struct SlurmJob {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// The script.
  var text: String {
    let command =
      "\(Self.start(request)) \(ScriptParts.train(request)) --out \(ShellWord.quoted(request.out))"
    return """
      #!/usr/bin/env bash
      \(ScriptParts.heading(
        scheduler: "Slurm", submit: "sbatch \(JobKind.slurm.fileName(request.name))"))
      #
      \(ScriptParts.explanations(Self.directives(request, log: "%x-%j.log").map(\.why)))
      \(ScriptParts.lines(Self.directives(request, log: "%x-%j.log").map { "#SBATCH \($0.line)" }))

      set -u
      \(ScriptParts.preparation(request))

      \(command)
      code=$?

      # 75: ended early, by the time limit, a signal or pre-emption. Slurm starts this script again, and the
      # run goes on; a hundred times at the most, in case a unit never fits into the time.
      if [ "$code" -eq 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 100 ]; then
        scontrol requeue "$SLURM_JOB_ID"
      fi
      exit "$code"

      """
  }

  /// What starts the ranks.
  static func start(_ request: JobRequest) -> String {
    // Debian's and most others' MPICH talks PMI-2 to Slurm. All ranks end with the run's exit code, and
    // some sites would kill those that are a moment later.
    request.launcher == "srun"
      ? "srun --mpi=pmi2 --kill-on-bad-exit=0 -n \"$SLURM_NTASKS\""
      : "\(ShellWord.quoted(request.launcher)) -n \"$SLURM_NTASKS\""
  }

  /// The directives with their explanations.
  ///
  /// - Parameters:
  ///   - request: the request.
  ///   - log: the pattern of the log's name.
  /// - Returns: what stands behind `#SBATCH`, and why.
  static func directives(
    _ request: JobRequest, log: String
  ) -> [(line: String, why: (String, String))] {
    var all: [(line: String, why: (String, String))] = []
    func add(_ option: String, _ value: String?, _ why: String) {
      all.append((value.map { "--\(option)=\($0)" } ?? "--\(option)", (option, why)))
    }
    add("job-name", request.name, "what squeue shows")
    if let account = request.account { add("account", account, "whose budget pays") }
    if let partition = request.partition { add("partition", partition, "where the job waits") }
    if let nodes = request.nodes {
      add("nodes", "\(nodes)", "spreads the ranks over so many nodes")
    }
    add("ntasks", "\(request.ranks)", ScriptParts.ranks)
    add("cpus-per-task", "1", "a rank computes on one core")
    if let memory = request.memory { add("mem-per-cpu", "\(memory)M", "memory of a rank") }
    add(
      "time", request.time.clock,
      "after this Slurm kills the job; where Slurm tells the program (SLURM_JOB_END_TIME), nothing is "
        + "begun that cannot be done")
    add(
      "signal", "USR1@\(request.time.notice)",
      "so many seconds before that, or up to a minute earlier, the ranks get SIGUSR1, which ends them in good order"
    )
    add("requeue", nil, "after a node's failure or pre-emption Slurm starts this script again")
    add("open-mode", "append", "then the log goes on instead of being lost")
    add("output", log, "the log: %x is the job's name, the rest its number")
    return all
  }
}
