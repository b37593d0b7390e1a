/// A job for IBM Spectrum LSF.
///
/// At the end of its time LSF sends SIGUSR2, of which MPICH's mpirun dies; the program gets a
/// `--time-limit` so that it never comes to that.
struct LSFJob {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// The script.
  var text: String {
    """
    #!/usr/bin/env bash
    \(ScriptParts.heading(
      scheduler: "LSF", submit: "bsub < \(JobKind.lsf.fileName(request.name))"))
    #
    \(ScriptParts.explanations(directives.map(\.why) + [
      (
        "--time-limit",
        "LSF does not tell the program when its time is over, so we do, \(request.time.notice) s less"
      )
    ]))
    \(ScriptParts.lines(directives.map { "#BSUB \($0.line)" }))

    set -u
    \(ScriptParts.preparation(request))

    # This line comes last, because its exit code is the job's.
    \(ShellWord.quoted(request.launcher)) -n \(request.ranks) \(ScriptParts.train(request)) \
    --out \(ShellWord.quoted(request.out)) \
    \(ScriptParts.timeLimit(request))

    """
  }

  private var directives: [(line: String, why: (String, String))] {
    var all: [(line: String, why: (String, String))] = [
      ("-J \(request.name)", ("-J", "what bjobs shows"))
    ]
    if let project = request.account { all.append(("-P \(project)", ("-P", "whose budget pays"))) }
    if let queue = request.partition { all.append(("-q \(queue)", ("-q", "the queue"))) }
    all.append(("-n \(request.ranks)", ("-n", ScriptParts.ranks)))
    if let nodes = request.nodes {
      let most = (request.ranks + nodes - 1) / nodes
      all.append(("-R \"span[ptile=\(most)]\"", ("span", "so many ranks on a node")))
    }
    if let memory = request.memory {
      all.append(
        (
          "-R \"rusage[mem=\(memory)]\"",
          (
            "rusage",
            "memory of a rank; at some sites it means that of a host, or another unit than MB"
          )
        ))
    }
    all += [
      (
        "-W \(request.time.hoursAndMinutes)",
        ("-W", "hours and minutes after which LSF kills the job")
      ),
      ("-r", ("-r", "after a node's failure LSF starts this script again")),
      (
        "-Q \"75\"",
        (
          "-Q",
          "exit code 75 means: ended early, by the time limit or a signal; LSF queues the job again, and the run goes on"
        )
      ),
      ("-o \(request.name)-%J.log", ("-o", "the log; %J is the job's number")),
    ]
    return all
  }
}
