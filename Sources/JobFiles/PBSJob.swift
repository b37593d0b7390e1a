/// A job for PBS Professional or OpenPBS.
///
/// PBS tells a job neither when its time ends nor shortly before, so the program gets `--time-limit`.
struct PBSJob {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// The script.
  var text: String {
    let file = JobKind.pbs.fileName(request.name)
    return """
      #!/usr/bin/env bash
      \(ScriptParts.heading(scheduler: "PBS", submit: "qsub \(file)"))
      #
      \(ScriptParts.explanations(directives.map(\.why) + [
        (
          "--time-limit",
          "PBS does not tell the program when its time is over, so we do, \(request.time.notice) s less"
        )
      ]))
      \(ScriptParts.lines(directives.map { "#PBS \($0.line)" }))

      set -u
      # PBS starts a script in the home folder.
      cd "$PBS_O_WORKDIR" || exit 66
      \(ScriptParts.preparation(request))

      \(ShellWord.quoted(request.launcher)) -n \(request.ranks) \(ScriptParts.train(request)) \
      --out \(ShellWord.quoted(request.out)) \
      \(ScriptParts.timeLimit(request))
      code=$?

      # 75: ended early, by the time limit or a signal. Most sites keep qrerun, which starts this very job
      # again, for operators; then a new job goes on. Some let nobody submit from a node: type qsub yourself.
      if [ "$code" -eq 75 ]; then
        qrerun "$PBS_JOBID" 2>/dev/null || qsub \(file)
      fi
      exit "$code"

      """
  }

  private var directives: [(line: String, why: (String, String))] {
    var all: [(line: String, why: (String, String))] = [
      ("-N \(request.name)", ("-N", "what qstat shows"))
    ]
    if let account = request.account { all.append(("-A \(account)", ("-A", "whose budget pays"))) }
    if let queue = request.partition { all.append(("-q \(queue)", ("-q", "the queue"))) }
    all.append(
      (
        "-l select=\(chunks)",
        (
          "select",
          "chunks of so many cores with a rank on each; \(ScriptParts.ranks)"
        )
      ))
    if request.nodes != nil {
      all.append(("-l place=scatter", ("place", "each chunk on a node of its own")))
    }
    all += [
      (
        "-l walltime=\(request.time.clock)", ("walltime", "after this PBS kills the job")
      ),
      ("-r y", ("-r", "after a node's failure, or pre-emption, PBS may start this script again")),
      ("-j oe", ("-j", "one log for what is said and what goes wrong")),
    ]
    return all
  }

  /// The chunks of ranks: as even as can be over the nodes, or one each.
  private var chunks: String {
    guard let nodes = request.nodes else { return "\(request.ranks):\(chunk(of: 1))" }
    let (few, larger) = request.ranks.quotientAndRemainder(dividingBy: nodes)
    let parts: [(count: Int, ranks: Int)] = [(larger, few + 1), (nodes - larger, few)]
    return parts.filter { $0.count > 0 }.map { "\($0.count):\(chunk(of: $0.ranks))" }
      .joined(separator: "+")
  }

  private func chunk(of ranks: Int) -> String {
    "ncpus=\(ranks):mpiprocs=\(ranks)" + (request.memory.map { ":mem=\($0 * ranks)mb" } ?? "")
  }
}
