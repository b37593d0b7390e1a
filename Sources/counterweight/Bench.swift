import ArgumentParser
import Benchmarks
import Files

/// `counterweight bench`: how fast this machine trains.
struct Bench: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Measure training steps and whole trainings on this machine.",
    discussion: """
      One line of JSON per workload: the shortest processor and wall time of all repetitions in \
      milliseconds, the peak memory of the process in bytes, and GF/s where multiply-adds are \
      counted. Each workload runs in a process of its own, on one thread. Scripts/benchmark \
      compares with other programs.
      """)

  @Option(
    name: .customLong("workload"), parsing: .upToNextOption,
    help: ArgumentHelp("Which workloads. (default: all)", valueName: "name"))
  var workloads: [String] = []

  @Option(help: "How often each is repeated. (default: depends on the workload)")
  var repetitions: Int?

  @Flag(help: "List the workloads and run none.")
  var list = false

  func validate() throws {
    for name in workloads where Workload.named(name) == nil {
      let names = Workload.all.map(\.name).joined(separator: ", ")
      throw ValidationError("There is no workload '\(name)'; there are \(names).")
    }
    if let repetitions, repetitions < 1 {
      throw ValidationError("--repetitions must be at least 1, not \(repetitions).")
    }
  }

  func run() throws {
    let chosen =
      workloads.isEmpty ? Workload.all : workloads.compactMap { Workload.named($0) }
    do {
      if list {
        let width = chosen.map(\.name.count).max() ?? 0
        for workload in chosen {
          let space = String(repeating: " ", count: width - workload.name.count)
          try StandardStreams.print("\(workload.name)\(space)  \(workload.summary)")
        }
      } else if chosen.count == 1 {
        try StandardStreams.print(chosen[0].measured(repetitions: repetitions).line)
      } else {
        for workload in chosen {
          try WorkloadProcess.run(
            ["bench", "--workload", workload.name]
              + (repetitions.map { ["--repetitions", "\($0)"] } ?? []))
        }
      }
    } catch {
      StandardStreams.complain(error)
      throw ArgumentParser.ExitCode(ExitCode(error, isWriting: error is FileError).rawValue)
    }
  }
}
