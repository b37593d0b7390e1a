import Glibc

/// A file that only grows, such as a ledger: every append is on disk when the call returns.
///
/// One process may append to a file at a time.
public final class AppendFile: Sendable {
  /// The path of the file.
  public let path: String
  private let descriptor: Int32

  /// Opens a file for appending, and makes it if there is none.
  ///
  /// - Throws: `FileError` if the file cannot be opened for writing.
  public init(_ path: String) throws(FileError) {
    self.path = path
    let isNew = !FileContents.exists(path)
    descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw FileError(action: "write", path: path) }
    if isNew { try Descriptors.syncFolder(Paths.folder(of: path)) }
  }

  /// What the system says about keeping other processes away.
  public enum Lock: Sendable, Equatable {
    /// The file is this process's now.
    case taken
    /// Another process has it.
    case refused
    /// The file system has no locks.
    case unsupported
  }

  /// Keeps other processes from locking the file, for as long as this value lives.
  ///
  /// A lock ends with its process, however that ends.
  ///
  /// - Parameter patience: how long to wait for another process to let go.
  /// - Returns: whose the file is now.
  /// - Throws: `FileError` if the system refuses for another reason.
  public func lock(patience: Duration) throws(FileError) -> Lock {
    let deadline = ContinuousClock.now + patience
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      switch errno {
      case EWOULDBLOCK:
        guard ContinuousClock.now < deadline else { return .refused }
        usleep(100_000)
      case EINTR: continue
      case ENOLCK, ENOSYS, EOPNOTSUPP, EINVAL, EBADF: return .unsupported
      default: throw FileError(action: "lock", path: path)
      }
    }
    // The folder may have been moved away meanwhile, and another file be there.
    var (own, named) = (stat(), stat())
    guard fstat(descriptor, &own) == 0, stat(path, &named) == 0, own.st_ino == named.st_ino,
      own.st_dev == named.st_dev
    else { return .refused }
    return .taken
  }

  /// Whether some process keeps others from a file; the file is only read.
  ///
  /// Always false where the file is missing, and on file systems without locks.
  public static func isLocked(_ path: String) -> Bool {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return flock(descriptor, LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Writes bytes at the end of the file and waits until they are on disk.
  ///
  /// A crash can leave a part of the last append; readers must expect a torn last line.
  ///
  /// - Throws: `FileError`, for instance when the disk is full.
  public func append(_ bytes: [UInt8]) throws(FileError) {
    try Descriptors.writeAll(bytes, to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw FileError(action: "write", path: path) }
  }

  /// Writes a line of text and waits until it is on disk.
  ///
  /// - Precondition: `line` holds no line break.
  /// - Throws: `FileError`, for instance when the disk is full.
  public func appendLine(_ line: String) throws(FileError) {
    precondition(!line.utf8.contains(UInt8(ascii: "\n")))
    try append(Array(line.utf8) + [UInt8(ascii: "\n")])
  }
}
