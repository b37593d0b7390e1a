/// What the environment says about how the program was started.
public enum Launcher {
  /// The number of ranks that an MPI launcher says it has started; nil without a launcher.
  ///
  /// - Parameter environment: the process's environment variables.
  public static func ranks(in environment: [String: String]) -> Int? {
    // Hydra and Slurm's pmi2 set PMI_SIZE, Open MPI its own. SLURM_NTASKS alone proves nothing: it
    // is set in a batch script, too, outside of srun; SLURM_PROCID with a step tells a rank.
    for name in ["PMI_SIZE", "OMPI_COMM_WORLD_SIZE"] {
      if let ranks = environment[name].flatMap(Int.init) { return ranks }
    }
    if environment["SLURM_STEP_ID"] != nil { return environment["SLURM_STEP_NUM_TASKS"].flatMap(Int.init) }
    return nil
  }
}
