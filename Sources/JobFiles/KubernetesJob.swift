/// An MPIJob for Kubeflow's MPI operator (`kubeflow.org/v2beta1`, version 0.5 or later).
///
/// The launcher takes part as rank 0, which alone reads data and writes the run folder: so the volume
/// is the launcher's only, and one that a single node can mount will do.
struct KubernetesJob {
  private let request: JobRequest

  init(_ request: JobRequest) {
    self.request = request
  }

  /// The manifest.
  var text: String {
    let image = ShellWord.yaml(request.image)
    return """
      # Counterweight on Kubernetes, with Kubeflow's MPI operator. Type:
      #
      #   kubectl apply -f \(JobKind.kubernetes.fileName(request.name))
      #
      # After anything bad: kubectl delete -f, then apply again. What is done is not done twice, and results
      # are the same bytes.
      #
      \(ScriptParts.explanations(Self.explanations))
      apiVersion: kubeflow.org/v2beta1
      kind: MPIJob
      metadata:
        name: \(request.name)
      spec:
        mpiImplementation: MPICH
        sshAuthMountPath: /home/mpiuser/.ssh
        slotsPerWorker: 1
        runLauncherAsWorker: true
        launcherCreationPolicy: WaitForWorkersReady
        runPolicy:
          cleanPodPolicy: Running
          backoffLimit: 100
          activeDeadlineSeconds: \(request.time.seconds)
        mpiReplicaSpecs:
          Launcher:
            replicas: 1
            restartPolicy: OnFailure
            template:
              spec:
                terminationGracePeriodSeconds: 60
                containers:
                  - name: launcher
                    image: \(image)
                    workingDir: /work
                    securityContext:
                      runAsUser: 1000
                    env: \(Self.environment)
                    command: [\(command)]
                    resources: \(resources(cores: "500m"))
                    volumeMounts:
                      - {name: work, mountPath: /work}
                volumes:
                  - name: work
                    persistentVolumeClaim:
                      claimName: \(request.claim)
          Worker:
            replicas: \(request.ranks - 1)
            template:
              spec:
                terminationGracePeriodSeconds: 60
                containers:
                  - name: worker
                    image: \(image)
                    securityContext:
                      runAsUser: 1000
                    env: \(Self.environment)
                    command: [/usr/sbin/sshd, -De, -f, /home/mpiuser/.sshd_config]
                    readinessProbe:
                      tcpSocket: {port: 2222}
                      initialDelaySeconds: 2
                    resources: \(resources(cores: "1"))

      """
  }

  private static let environment =
    "[{name: OMP_NUM_THREADS, value: \"1\"}, {name: OPENBLAS_NUM_THREADS, value: \"1\"}]"

  private var command: String { commandWords.map(ShellWord.yaml).joined(separator: ", ") }

  private var commandWords: [String] {
    let train =
      [request.program, "train", request.experiment]
      + request.overrides.flatMap { ["--set", $0] } + ["--out", request.out]
    // Only the launcher has the volume; hydra begins every rank in a folder that must exist.
    return [request.launcher, "-n", "1", "-wdir", "/work"] + train
      + [":", "-n", "\(request.ranks - 1)", "-wdir", "/tmp"] + train
  }

  private func resources(cores: String) -> String {
    let memory = request.memory.map { ", memory: \"\($0)M\"" } ?? ""
    return "{requests: {cpu: \"\(cores)\"\(memory)}, limits: {cpu: \"1\"\(memory)}}"
  }

  private static let explanations: [(String, String)] = [
    (
      "mpiImplementation",
      "how the operator tells mpirun the hosts; the program is built with MPICH"
    ),
    (
      "sshAuthMountPath",
      "where the operator puts the keys; the image has sshd on port 2222 for the user mpiuser, as mpioperator/mpich has"
    ),
    ("slotsPerWorker", "one rank per pod, so that a lost node costs one unit"),
    (
      "runLauncherAsWorker",
      "the launcher is rank 0: it coordinates, reads the data and writes the run folder"
    ),
    ("launcherCreationPolicy", "mpirun starts when all workers answer"),
    ("cleanPodPolicy", "at the end the workers go and the logs stay"),
    ("backoffLimit", "how often the launcher is started again"),
    ("activeDeadlineSeconds", "when the job ends for good; apply it again to go on"),
    (
      "restartPolicy",
      "after exit code 75 (ended early by a signal), or a lost rank, mpirun starts again and the run goes on"
    ),
    ("terminationGracePeriodSeconds", "time for an end in good order when a node is drained"),
    ("env", "a rank computes on one thread; these keep libraries from starting more"),
    ("command", "two groups of ranks, because only the launcher has the folder /work"),
    ("volumes", "data, experiment and run folder, in the launcher only"),
  ]
}
