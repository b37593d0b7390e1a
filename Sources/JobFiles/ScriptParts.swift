import Files

/// What the scripts of all schedulers have in common.
enum ScriptParts {
  /// Lines, without those that are nil.
  static func lines(_ lines: [String?]) -> String {
    lines.compactMap { $0 }.joined(separator: "\n")
  }

  /// The heading of a script and how it is submitted.
  static func heading(scheduler: String, submit: String) -> String {
    """
    # Counterweight under \(scheduler). Go to the folder from which the paths below lead somewhere, and type:
    #
    #   \(submit)
    #
    # Type it again after anything bad: what is done is not done twice, and results are the same bytes.
    """
  }

  /// An explanation per line: what it explains, then why it is there.
  static func explanations(_ entries: [(String, String)]) -> String {
    let width = entries.map(\.0.count).max() ?? 0
    return entries.map { subject, text in
      let padding = String(repeating: " ", count: width - subject.count)
      let blank = String(repeating: " ", count: width)
      let wrapped = WrappedText.lines(text, width: 96 - width)
      return wrapped.enumerated().map { number, line in
        "#   \(number == 0 ? subject + padding : blank)  \(line)"
      }.joined(separator: "\n")
    }.joined(separator: "\n")
  }

  /// The lines of shell between the directives and the start.
  static func preparation(_ request: JobRequest) -> String {
    lines(
      request.setup + [
        "# A rank computes on one thread; these keep libraries from starting more.",
        "export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1",
      ])
  }

  /// The program's command line as words of the shell, without what is behind `--out`.
  static func train(_ request: JobRequest) -> String {
    let overrides = request.overrides.map { " --set \(ShellWord.quoted($0))" }.joined()
    return "\(ShellWord.quoted(request.program)) train \(ShellWord.quoted(request.experiment))"
      + overrides
  }

  /// How many seconds the program is told to take, where the scheduler does not tell it itself.
  static func timeLimit(_ request: JobRequest) -> String {
    "--time-limit \(request.time.seconds - request.time.notice)s"
  }

  /// A number of ranks, in words.
  static let ranks = "ranks: one coordinates and sleeps between messages, the others compute"
}
