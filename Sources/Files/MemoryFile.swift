import Glibc

/// Files without a name, in memory (memfd_create(2)).
///
/// `shm_open` would need room under `/dev/shm`, of which containers often have only 64 MB; memory that
/// MPI shares between ranks may end with one of them.
enum MemoryFile {
  // What Linux promises for ever but Swift's view of the C library leaves out, as it is no part of
  // POSIX: fcntl(2), linux/memfd.h.
  private static let closeOnExec: UInt32 = 1
  private static let allowSealing: UInt32 = 2
  private static let addSeals: Int32 = 1033
  private static let getSeals: Int32 = 1034
  // F_SEAL_SHRINK, F_SEAL_GROW and F_SEAL_WRITE.
  private static let seals: Int32 = 2 | 4 | 8

  // int memfd_create(const char *name, unsigned flags);
  private typealias Create = @convention(c) (UnsafePointer<CChar>, UInt32) -> Int32

  /// The descriptor of a new, empty file.
  ///
  /// - Throws: `FileError` if the system has no such files (Linux before 3.17, glibc before 2.27) or
  ///   this process has too many files open.
  static func make() throws(FileError) -> Int32 {
    // Looked up by name, because Swift does not see the function either (it can call no `syscall`).
    guard let function = dlsym(nil, "memfd_create") else {
      throw FileError(action: "make shared memory", path: "memfd_create", code: ENOSYS)
    }
    let create = unsafeBitCast(function, to: Create.self)
    let descriptor = create("counterweight", closeOnExec | allowSealing)
    guard descriptor >= 0 else {
      throw FileError(action: "make shared memory", path: "memfd_create")
    }
    return descriptor
  }

  /// Forbids every change for ever; false, with `errno`, if that fails.
  static func seal(_ descriptor: Int32) -> Bool {
    fcntl(descriptor, addSeals, seals) == 0
  }

  /// Whether nobody can change the file any more.
  static func isSealed(_ descriptor: Int32) -> Bool {
    let found = fcntl(descriptor, getSeals)
    // -1, with all bits set, for what cannot have seals.
    return found >= 0 && found & seals == seals
  }

  /// How other processes open the file while this one has it open.
  static func path(of descriptor: Int32) -> String { "/proc/\(getpid())/fd/\(descriptor)" }
}
