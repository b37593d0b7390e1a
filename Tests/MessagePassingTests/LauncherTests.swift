import MessagePassing
import Testing

@Suite("Launcher")
struct LauncherTests {
  @Test(
    "The number of ranks is what the launcher says",
    arguments: [
      ([:], nil),
      (["PMI_SIZE": "4", "PMI_RANK": "2"], 4),
      (["OMPI_COMM_WORLD_SIZE": "3"], 3),
      (["SLURM_NTASKS": "8", "SLURM_JOB_ID": "17"], nil),
      (["SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "8"], 8),
      (["SLURM_STEP_ID": "0", "SLURM_STEP_NUM_TASKS": "1", "PMI_SIZE": "4"], 4),
      (["PMI_SIZE": "many"], nil),
    ] as [([String: String], Int?)])
  func ranks(_ environment: [String: String], _ expected: Int?) {
    #expect(Launcher.ranks(in: environment) == expected)
  }

  @Test(
    "A rank that srun has started knows it; one that hydra has started through srun does not think so",
    arguments: [
      ([:], false),
      (["PMI_RANK": "2", "MPI_LOCALNRANKS": "1"], false),
      (["SLURM_JOB_ID": "17"], false),
      (["SLURM_STEP_ID": "0", "SLURM_PROCID": "1", "PMI_RANK": "1"], true),
      (["SLURM_STEP_ID": "0", "PMI_RANK": "1", "MPI_LOCALNRANKS": "1"], false),
    ] as [([String: String], Bool)])
  func slurmStep(_ environment: [String: String], _ expected: Bool) {
    #expect(Launcher.isSlurmStep(in: environment) == expected)
  }

  @Test(
    "So is the number of this rank",
    arguments: [
      ([:], nil),
      (["PMI_SIZE": "4", "PMI_RANK": "2"], 2),
      (["OMPI_COMM_WORLD_RANK": "1"], 1),
      (["SLURM_PROCID": "0", "SLURM_JOB_ID": "17"], nil),
      (["SLURM_STEP_ID": "0", "SLURM_PROCID": "5"], 5),
    ] as [([String: String], Int?)])
  func rank(_ environment: [String: String], _ expected: Int?) {
    #expect(Launcher.rank(in: environment) == expected)
  }
}
