/// What the environment says about how the program was started.
public enum Launcher {
  /// The number of ranks that an MPI launcher says it has started; nil without a launcher.
  ///
  /// - Parameter environment: the process's environment variables.
  public static func ranks(in environment: [String: String]) -> Int? {
    // Hydra and Slurm's pmi2 set PMI_SIZE, Open MPI its own. SLURM_NTASKS proves nothing: it is set
    // in a batch script, too, outside of srun; only a step starts ranks.
    for name in ["PMI_SIZE", "OMPI_COMM_WORLD_SIZE"] {
      if let ranks = environment[name].flatMap(Int.init) { return ranks }
    }
    guard environment["SLURM_STEP_ID"] != nil else { return nil }
    return environment["SLURM_STEP_NUM_TASKS"].flatMap(Int.init)
  }

  /// This process's rank as the launcher says it; nil without a launcher.
  ///
  /// Known before MPI starts, so that one rank can speak for all.
  ///
  /// - Parameter environment: the process's environment variables.
  public static func rank(in environment: [String: String]) -> Int? {
    for name in ["PMI_RANK", "OMPI_COMM_WORLD_RANK", "SLURM_PROCID"] {
      if let rank = environment[name].flatMap(Int.init) { return rank }
    }
    return nil
  }
}
