import Foundation

/// What the environment says about how the program was started.
public enum Launcher {
  /// The number of ranks that an MPI launcher says it has started.
  ///
  /// - Parameter environment: the process's environment variables.
  /// - Returns: the number; nil without a launcher.
  public static func ranks(in environment: [String: String]) -> Int? {
    number(["PMI_SIZE", "OMPI_COMM_WORLD_SIZE"], step: "SLURM_STEP_NUM_TASKS", environment)
  }

  /// The number of this rank as an MPI launcher counts it.
  ///
  /// Useful before MPI is started, and where MPI sees less than the launcher does.
  ///
  /// - Parameter environment: the process's environment variables.
  /// - Returns: the number, from 0; nil without a launcher.
  public static func rank(in environment: [String: String]) -> Int? {
    number(["PMI_RANK", "OMPI_COMM_WORLD_RANK"], step: "SLURM_PROCID", environment)
  }

  /// How many processes of the job are on this node, and which of them this one is.
  public struct Neighbours: Equatable, Sendable {
    /// How many there are, with this one.
    public var count: Int
    /// The number of this one, from 0.
    public var number: Int

    /// So many.
    public init(count: Int, number: Int) {
      self.count = count
      self.number = number
    }

    /// As the launcher tells in the environment; one, if it does not.
    public static let here = of(ProcessInfo.processInfo.environment)

    static func of(_ environment: [String: String]) -> Neighbours {
      func first(_ names: [String]) -> Int? {
        names.lazy.compactMap { environment[$0].flatMap { Int($0) } }.first
      }
      // Slurm's number of tasks per node reads `4(x2),3` where nodes have several.
      let ofSlurm = environment["SLURM_STEP_TASKS_PER_NODE"].flatMap {
        $0.split(separator: ",").compactMap { Int($0.prefix { $0.isNumber }) }.max()
      }
      let count = first(["MPI_LOCALNRANKS", "OMPI_COMM_WORLD_LOCAL_SIZE"]) ?? ofSlurm
      let number = first(["MPI_LOCALRANKID", "OMPI_COMM_WORLD_LOCAL_RANK", "SLURM_LOCALID"])
      return Neighbours(count: max(1, count ?? 1), number: max(0, number ?? 0))
    }
  }

  /// Whether Slurm's `srun` has started this rank, without an `mpirun` in between.
  ///
  /// - Parameter environment: the process's environment variables.
  /// - Returns: whether it has; hydra tells its own ranks how many of them a host has.
  public static func isSlurmStep(in environment: [String: String]) -> Bool {
    environment["SLURM_STEP_ID"] != nil && environment["PMI_RANK"] != nil
      && environment["MPI_LOCALNRANKS"] == nil
  }

  /// Where all ranks are about to end alike and rank 0 says why: gives it the time to.
  ///
  /// Open MPI's launcher ends a job with the first rank that fails, and what the others were going to
  /// write is lost.
  ///
  /// - Parameter environment: the process's environment variables.
  public static func letFirstRankSpeak(in environment: [String: String]) {
    if rank(in: environment) ?? 0 > 0 { Thread.sleep(forTimeInterval: 1) }
  }

  /// The first of `names` that is set, else `step` if Slurm has started a step.
  private static func number(
    _ names: [String], step: String, _ environment: [String: String]
  ) -> Int? {
    // Hydra and Slurm's pmi2 set PMI_..., Open MPI its own. Slurm's own variables are set in a batch
    // script, too, where nobody has started ranks: only together with a step's number do they count.
    for name in names {
      if let value = environment[name].flatMap(Int.init) { return value }
    }
    guard environment["SLURM_STEP_ID"] != nil else { return nil }
    return environment[step].flatMap(Int.init)
  }
}
