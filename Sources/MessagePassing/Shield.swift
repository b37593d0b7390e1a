import Foundation

/// Keeps the place of a rank whose process dies, so that the launcher does not end the whole job.
///
/// MPICH's launcher kills every rank as soon as one of them dies by a signal. The shield is a process
/// that the launcher takes for the rank; the rank proper is its child and has its connection to the
/// launcher. If the child dies, the shield stays, and the others never learn of it; the coordinator
/// does, by silence. Until MPI has started on a rank, all others wait for it; so a child that dies
/// before takes its shield, and with it the job, along.
public enum Shield {
  /// Set in the child: the descriptor by which it tells that MPI has started.
  private static let marker = "COUNTERWEIGHT_SHIELDED"

  /// Whether this process should stand before a rank: it is one of several, is not the first, which
  /// nobody can replace, and has no shield yet.
  ///
  /// - Parameter environment: the process's environment variables.
  /// - Returns: whether `stand` is to be called.
  public static func isWanted(_ environment: [String: String]) -> Bool {
    // Slurm's own srun leaves the others alone if told so, and would wait for the shield.
    environment[marker] == nil && !Launcher.isSlurmStep(in: environment)
      && Launcher.ranks(in: environment) ?? 1 > 1
      && Launcher.rank(in: environment) ?? 0 > 0
  }

  /// Tells the shield of this rank, if it has one, that MPI has started.
  ///
  /// - Parameter environment: the process's environment variables.
  public static func reportStart(_ environment: [String: String]) {
    guard let descriptor = environment[marker].flatMap(Int32.init) else { return }
    var byte: UInt8 = 1
    _ = write(descriptor, &byte, 1)
    close(descriptor)
  }

  /// Starts this program once more with the same arguments and stays in its place.
  ///
  /// To be called first thing, before any other thread and before MPI.
  ///
  /// - Throws: `CommunicationError` if the child cannot be started.
  /// - Returns: never while the job goes on, if the child dies by a signal; else its exit code.
  public static func stand() throws(CommunicationError) -> Int32 {
    // Blocked signals wait for sigtimedwait below; the child has them unblocked.
    var watched = sigset_t()
    sigemptyset(&watched)
    for number in [SIGTERM, SIGINT, SIGUSR1, SIGCHLD] { sigaddset(&watched, number) }
    pthread_sigmask(SIG_BLOCK, &watched, nil)
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else {
      throw CommunicationError("No pipe can be opened (\(String(cString: strerror(errno)))).")
    }
    let child = try start(telling: ends[1])
    close(ends[1])
    let launcher = getppid()
    var lives = true
    while true {
      var pause = timespec(tv_sec: 1, tv_nsec: 0)
      let number = sigtimedwait(&watched, nil, &pause)
      if lives, number > 0, number != SIGCHLD { kill(child, number) }
      // The launcher is gone, and the job with it. Nothing else ends a shield without a rank: the
      // launcher would take that for the end of the job.
      if getppid() != launcher {
        if lives { kill(child, SIGKILL) }
        return 128 + SIGKILL
      }
      var status: Int32 = 0
      guard lives, waitpid(child, &status, WNOHANG) == child else { continue }
      let signal = status & 0x7f
      if signal == 0 { return (status >> 8) & 0xff }
      var byte: UInt8 = 0
      guard read(ends[0], &byte, 1) == 1 else { return 128 + signal }
      lives = false
      let rank = Launcher.rank(in: ProcessInfo.processInfo.environment) ?? 0
      let line =
        "counterweight: rank \(rank) (process \(child)) died by signal \(signal); its place is kept.\n"
      FileHandle.standardError.write(Data(line.utf8))
    }
  }

  private static func start(telling descriptor: Int32) throws(CommunicationError) -> pid_t {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var arguments = CommandLine.arguments.map { strdup($0) } + [nil]
    var variables = (environment + ["\(marker)=\(descriptor)"]).map { strdup($0) } + [nil]
    defer { for text in arguments + variables { free(text) } }
    var child: pid_t = 0
    // By its own name, which is what people see in lists of processes.
    let link = "/proc/self/exe"
    let path = (try? FileManager.default.destinationOfSymbolicLink(atPath: link)) ?? link
    let code = posix_spawn(&child, path, nil, &attributes, &arguments, &variables)
    guard code == 0 else {
      throw CommunicationError(
        "The rank cannot be started behind its shield (\(String(cString: strerror(code)))).")
    }
    return child
  }
}
