import Files
import Foundation

/// What a run folder was made from and by whom, in `manifest.json`.
///
/// The hashes are the run's identity: a folder can be continued only by the same configuration and
/// the same data. Everything about hosts and times is here and in `timing`, never in `results`.
struct Manifest: Codable, Equatable {
  /// A start of the program on this folder.
  struct Start: Codable, Equatable {
    /// When, as UTC.
    var time: String
    /// The coordinator's host.
    var host: String
    /// The number of MPI ranks; 1 without mpirun.
    var ranks: Int
    /// The number of workers.
    var workers: Int
    /// Which MPI, if any.
    var mpi: String
    /// What the coordinator multiplies matrices with: instruction set and library, or `portable`.
    ///
    /// Results are the same bytes where this is the same.
    var kernels: String
  }

  /// A file that the data came from.
  struct DataFile: Codable, Equatable {
    var path: String
    var bytes: Int
    var sha256: String
  }

  /// The version of the program that made the folder.
  var version: String
  /// SHA-256 of the resolved configuration, without the name and the paths of the data.
  var configurationHash: String
  /// SHA-256 of the data as units see them.
  var dataHash: String
  var dataFiles: [DataFile]
  var seeds: [UInt64]
  var methods: [String]
  var starts: [Start]
  /// SHA-256 by name of the files beside it by which results are read; nil in earlier versions.
  var checksums: [String: String]?
}
