/// A Slurm array: one job and one run folder per seed.
struct SlurmArrayJob {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// Which seeds the jobs have.
  private var seedSentence: String {
    let seeds = request.seeds.map(String.init).joined(separator: ", ")
    return request.seeds.count == 1
      ? "The array is one job, for seed \(seeds)."
      : "The array is \(request.seeds.count) jobs, one for each of the seeds \(seeds)"
        + (request.seeds == JobRequest(experiment: "").seeds ? " (the default)." : ".")
  }

  /// The script.
  var text: String {
    var directives = SlurmJob.directives(request, log: "%x-%A_%a.log")
    directives.insert(
      (
        "--array=0-\(request.seeds.count - 1)",
        ("array", "one job for each of the seeds below, with a rank 0 of its own")
      ), at: 1)
    let seeds = request.seeds.map(String.init).joined(separator: " ")
    return """
      #!/usr/bin/env bash
      \(ScriptParts.heading(
        scheduler: "Slurm, a job per seed",
        submit: "sbatch \(JobKind.slurmArray.fileName(request.name))"))
      # \(seedSentence)
      # For other seeds change the numbers in seeds=(...) below and --array to 0-(how many, less 1),
      # or write this file anew: counterweight template slurm-array FILE --seeds 1 2 3
      # The seeds of the experiment file are not read: each job sets its own with --set seeds=[...].
      #
      # Every seed has a run folder and tables of its own; for tables over all seeds take one job
      # (counterweight template slurm), in which the seeds share the ranks.
      #
      \(ScriptParts.explanations(directives.map(\.why)))
      \(ScriptParts.lines(directives.map { "#SBATCH \($0.line)" }))

      set -u
      \(ScriptParts.preparation(request))

      seeds=(\(seeds))
      seed=${seeds[$SLURM_ARRAY_TASK_ID]}
      \(SlurmJob.start(request)) \(ScriptParts.train(request)) --set "seeds=[$seed]" \
      --out \(ShellWord.quoted(request.out))"/seed$seed"
      code=$?

      # 75: ended early, by the time limit, a signal or pre-emption. The number of the array with the task's
      # behind it means this job alone: the last job of an array has the array's own number.
      if [ "$code" -eq 75 ] && [ "${SLURM_RESTART_COUNT:-0}" -lt 100 ]; then
        scontrol requeue "${SLURM_ARRAY_JOB_ID}_$SLURM_ARRAY_TASK_ID"
      fi
      exit "$code"

      """
  }
}
