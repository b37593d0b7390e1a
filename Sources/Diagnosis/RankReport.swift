import Foundation
import MessagePassing
import Tensors

/// What a rank can tell of itself and its host.
struct RankReport: Codable, Equatable, Sendable {
  /// How a file looks from here.
  struct Sight: Codable, Equatable, Sendable {
    var path: String
    /// Whether it can be read.
    var isReadable: Bool
  }

  var rank: Int
  var host: String
  /// The program's version.
  var version: String
  /// Which MPI it is built with.
  var mpi: String
  /// What decides the bytes of results here: instruction set and matrix library.
  var kernels: String
  /// On how many threads the matrix library computes.
  var libraryThreads: Int
  var cores: AllowedCores
  /// The variables that say something about threads and kernels, where they are set.
  var variables: [String: String]
  /// The free bytes of `/dev/shm`; nil where there is none.
  var sharedMemory: Int?
  /// The bytes of memory that programs on this host can still have; nil if unknown.
  var memory: Int?
  /// The data files, as they are seen from here.
  var data: [Sight]
  /// Whether the lock that rank 0 holds on a file is seen here; nil: the file is not.
  var seesLock: Bool?

  /// The variables that are looked at.
  static let variableNames = [
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "OPENBLAS_CORETYPE", "SLURM_CPUS_PER_TASK",
  ]

  /// A report on this process and its host.
  ///
  /// - Parameters:
  ///   - rank: this rank.
  ///   - version: the program's.
  ///   - question: what else is to be looked at.
  ///   - environment: the process's environment variables.
  /// - Returns: the report.
  static func here(
    rank: Int, version: String, _ question: RankQuestion, environment: [String: String]
  ) -> RankReport {
    RankReport(
      rank: rank, host: ProcessInfo.processInfo.hostName, version: version,
      mpi: MPICommunicator.library, kernels: KernelChoice.fast.description,
      libraryThreads: MatrixLibrary.threads, cores: .here,
      variables: environment.filter { variableNames.contains($0.key) },
      sharedMemory: FreeSpace.bytes(below: "/dev/shm"), memory: availableMemory,
      data: question.data.map {
        Sight(path: $0, isReadable: FileManager.default.isReadableFile(atPath: $0))
      },
      seesLock: question.lock.flatMap(OutputProbe.seesLock))
  }

  private static var availableMemory: Int? {
    guard let text = try? String(contentsOfFile: "/proc/meminfo", encoding: .utf8),
      let line = text.split(separator: "\n").first(where: { $0.hasPrefix("MemAvailable:") })
    else { return nil }
    return line.split(separator: " ").dropFirst().first.flatMap { Int($0) }.map { $0 * 1024 }
  }
}

/// What rank 0 asks the others to look at.
struct RankQuestion: Codable, Equatable, Sendable {
  /// The data files of the run.
  var data: [String] = []
  /// A file that rank 0 holds a lock on.
  var lock: String?
}
