/// What a job file is written for.
public enum JobKind: String, CaseIterable, Sendable {
  /// One Slurm job.
  case slurm
  /// A Slurm array with a job per seed.
  case slurmArray = "slurm-array"
  /// PBS: PBS Professional and OpenPBS.
  case pbs
  /// IBM Spectrum LSF.
  case lsf
  /// An MPIJob of Kubeflow's MPI operator, version v2beta1.
  case kubernetes
  /// The definition of an Apptainer image.
  case apptainer

  /// What it is, in a few words.
  public var summary: String {
    switch self {
    case .slurm: "one Slurm job"
    case .slurmArray: "a Slurm array with a job, and a run folder, per seed"
    case .pbs: "a job for PBS Professional or OpenPBS"
    case .lsf: "a job for IBM Spectrum LSF"
    case .kubernetes: "an MPIJob for Kubeflow's MPI operator"
    case .apptainer: "an Apptainer image that holds the program"
    }
  }

  /// The file that the header tells people to save it in.
  ///
  /// - Parameter name: the job's name.
  /// - Returns: the file's name.
  public func fileName(_ name: String) -> String {
    switch self {
    case .slurm: "\(name).slurm"
    case .slurmArray: "\(name)-array.slurm"
    case .pbs: "\(name).pbs"
    case .lsf: "\(name).lsf"
    case .kubernetes: "\(name)-mpijob.yaml"
    case .apptainer: "counterweight.def"
    }
  }

  /// The job file of a request, with a header that explains every line.
  ///
  /// - Throws: `JobFileError` if the request cannot be met.
  public func text(_ request: JobRequest) throws(JobFileError) -> String {
    try request.check(for: self)
    return switch self {
    case .slurm: SlurmJob(request).text
    case .slurmArray: SlurmArrayJob(request).text
    case .pbs: PBSJob(request).text
    case .lsf: LSFJob(request).text
    case .kubernetes: KubernetesJob(request).text
    case .apptainer: ApptainerRecipe(request).text
    }
  }
}
