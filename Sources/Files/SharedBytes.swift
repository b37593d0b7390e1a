import Glibc

/// Read-only memory of which the processes of one node hold one copy.
///
///     let bytes = try SharedBytes.make(count: 3) { writer in try writer.append([1, 2, 3]) }
///     // In another process of the same user on the same node:
///     let same = try SharedBytes(opening: bytes.path, count: 3)
///
/// It is a memory file: it has no name in a file system, needs no room under `/dev/shm`, and is gone
/// when the last process that uses it is. Once made it is sealed, so nobody can change or shorten
/// it under those who read. A process can open it for as long as the one whose `path` it was given
/// lives, and keeps it after that.
///
/// Containers that hide the processes of other ranks hide this too: opening throws then, and the
/// bytes must be sent.
public final class SharedBytes: Sendable {
  /// The number of bytes.
  public let count: Int
  private let descriptor: Int32
  // Nothing writes behind it, and it stays mapped while this object lives.
  private nonisolated(unsafe) let start: UnsafeRawPointer?

  /// Opens what another process made.
  ///
  /// - Parameters:
  ///   - path: the `path` that the other process gives.
  ///   - count: the number of bytes that it gives.
  /// - Throws: `FileError.notShared` if the other process is gone or belongs to another user, or if
  ///   the path leads to something else.
  public convenience init(opening path: String, count: Int) throws(FileError) {
    // Without waiting, should the path lead to a pipe.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw Self.failure(toOpen: path, code: errno) }
    do throws(FileError) {
      var status = stat()
      guard fstat(descriptor, &status) == 0 else {
        throw FileError(action: "open shared memory", path: path)
      }
      guard MemoryFile.isSealed(descriptor) else {
        throw .notShared(path: path, detail: "it is something else, which could still change")
      }
      guard Int(status.st_size) == count else {
        throw .notShared(
          path: path, detail: "it holds \(status.st_size) bytes instead of \(count)")
      }
      try self.init(mapping: descriptor, count: count, path: path)
    } catch {
      close(descriptor)
      throw error
    }
  }

  /// Maps a sealed memory file, which it then owns.
  fileprivate init(mapping descriptor: Int32, count: Int, path: String) throws(FileError) {
    var start: UnsafeRawPointer?
    if count > 0 {
      // Private, because many kernels refuse to map what is sealed as shared, though only to be
      // read. Pages that are never written are those of the file all the same.
      let mapped = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
      // MAP_FAILED, a macro that Swift cannot import.
      guard let mapped, Int(bitPattern: mapped) != -1 else {
        throw FileError(action: "map shared memory", path: path)
      }
      start = UnsafeRawPointer(mapped)
    }
    self.start = start
    self.count = count
    self.descriptor = descriptor
  }

  deinit {
    if let start { munmap(UnsafeMutableRawPointer(mutating: start), count) }
    close(descriptor)
  }

  /// How other processes of this user and node open it: `/proc/PID/fd/N`.
  public var path: String { MemoryFile.path(of: descriptor) }

  /// Where the bytes begin, at the beginning of a page; nil if there are none.
  ///
  /// It stays the same and valid while this object lives.
  public var baseAddress: UnsafeRawPointer? { start }

  /// Calls a function with the bytes.
  public func withUnsafeBytes<Result>(
    _ body: (UnsafeRawBufferPointer) throws -> Result
  ) rethrows -> Result {
    try withExtendedLifetime(self) {
      try body(UnsafeRawBufferPointer(start: start, count: count))
    }
  }

  private static func failure(toOpen path: String, code: Int32) -> FileError {
    switch code {
    case ENOENT, ESRCH, ENOTDIR, ENXIO:
      .notShared(
        path: path,
        detail: "its process is gone, or runs on another node or in another container")
    case EACCES, EPERM:
      .notShared(path: path, detail: "its process belongs to another user")
    default: FileError(action: "open shared memory", path: path, code: code)
    }
  }
}

extension SharedBytes {
  /// Makes shared bytes.
  ///
  /// - Parameters:
  ///   - count: how many they will be.
  ///   - fill: appends them all, in order.
  /// - Returns: the bytes, which nobody can change any more.
  /// - Throws: `FileError`, for instance if there is too little memory, and what `fill` throws.
  public static func make(
    count: Int, fill: (Writer) throws -> Void
  ) throws -> SharedBytes {
    let writer = try Writer(count: count)
    try fill(writer)
    return try writer.finish()
  }

  /// Collects bytes that come piece by piece, such as in messages.
  public final class Writer {
    /// How many bytes there will be.
    public let count: Int
    /// How many bytes were appended so far.
    public private(set) var written = 0
    private let descriptor: Int32
    // Whoever maps the file owns it.
    private var isOpen = true

    /// A writer without bytes.
    ///
    /// - Parameter count: how many there will be, at least 0.
    /// - Throws: `FileError` if the system has no memory files.
    public init(count: Int) throws(FileError) {
      precondition(count >= 0)
      self.count = count
      descriptor = try MemoryFile.make()
    }

    deinit {
      if isOpen { close(descriptor) }
    }

    /// Appends bytes.
    ///
    /// Writing to the file instead of to a mapping of it makes too little memory an error, not the
    /// end of the process. Cost: a copy.
    ///
    /// - Throws: `FileError` if there is too little memory, or if these are more bytes than were
    ///   announced.
    public func append(_ bytes: UnsafeRawBufferPointer) throws(FileError) {
      precondition(isOpen, "A writer that has finished takes no more bytes.")
      guard bytes.count <= count - written else {
        throw .notShared(
          path: MemoryFile.path(of: descriptor),
          detail: "\(written + bytes.count) bytes came instead of \(count)")
      }
      try Descriptors.writeAll(bytes, to: descriptor, path: MemoryFile.path(of: descriptor))
      written += bytes.count
    }

    /// Appends bytes.
    ///
    /// - Throws: `FileError` if there is too little memory, or if these are more bytes than were
    ///   announced.
    public func append(_ bytes: [UInt8]) throws(FileError) {
      // Closures of the standard library lose the type of an error.
      let result = bytes.withUnsafeBytes { buffer in
        Result { () throws(FileError) in try append(buffer) }
      }
      try result.get()
    }

    /// Ends the writing: from here on the bytes are shared and never change.
    ///
    /// - Throws: `FileError` if bytes are missing.
    public func finish() throws(FileError) -> SharedBytes {
      precondition(isOpen, "A writer finishes once.")
      let path = MemoryFile.path(of: descriptor)
      guard written == count else {
        throw .notShared(path: path, detail: "\(written) bytes came instead of \(count)")
      }
      guard MemoryFile.seal(descriptor) else {
        throw FileError(action: "seal shared memory", path: path)
      }
      let bytes = try SharedBytes(mapping: descriptor, count: count, path: path)
      isOpen = false
      return bytes
    }
  }
}
