import Glibc

/// Writes files so that a crash leaves the old content or the new, never half of it.
public enum DurableFile {
  /// Replaces the content of a file: temporary file beside it, sync, rename, sync of the folder.
  ///
  /// When this returns, the content survives a power cut (architecture rule 2). Missing folders
  /// are not made.
  ///
  /// - Throws: `FileError`; the old content is then untouched and no temporary file is left.
  public static func write(_ bytes: [UInt8], to path: String) throws(FileError) {
    try write([(Paths.name(of: path), bytes)], into: Paths.folder(of: path))
  }

  /// Replaces the contents of files of one folder, each as above, with one sync of the folder.
  ///
  /// - Throws: `FileError`; some files may then have their new content, the others their old one,
  ///   and no temporary file is left.
  public static func write(
    _ files: [(name: String, bytes: [UInt8])], into folder: String
  ) throws(FileError) {
    var written: [(temporary: String, path: String)] = []
    do throws(FileError) {
      for (name, bytes) in files {
        // The process number keeps two processes that write the same file apart.
        let temporary = "\(folder)/.\(name).\(getpid()).tmp"
        written.append((temporary, "\(folder)/\(name)"))
        try writeTemporary(bytes, to: temporary, for: "\(folder)/\(name)")
      }
      for (temporary, path) in written {
        guard rename(temporary, path) == 0 else { throw FileError(action: "write", path: path) }
      }
    } catch {
      for (temporary, _) in written { unlink(temporary) }
      throw error
    }
    try Descriptors.syncFolder(folder)
  }

  /// Makes a file that must not be there yet; of several processes that try, one succeeds.
  ///
  /// - Returns: whether this one has; false: the file is there.
  /// - Throws: `FileError` if the file cannot be written.
  public static func create(_ bytes: [UInt8], at path: String) throws(FileError) -> Bool {
    let temporary =
      "\(Paths.folder(of: path))/.\(Paths.name(of: path)).\(getpid())\(UInt32.random(in: 0...UInt32.max)).tmp"
    defer { unlink(temporary) }
    try writeTemporary(bytes, to: temporary, for: path)
    // A second name for the file, which is whole from its first moment.
    guard link(temporary, path) != 0 else { return true }
    guard errno != EEXIST else { return false }
    guard [EPERM, EOPNOTSUPP, ENOSYS, EMLINK].contains(errno) else {
      throw FileError(action: "write", path: path)
    }
    // A file system without second names.
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      guard errno == EEXIST else { throw FileError(action: "write", path: path) }
      return false
    }
    defer { close(descriptor) }
    do {
      try Descriptors.writeAll(bytes, to: descriptor, path: path)
    } catch {
      unlink(path)
      throw error
    }
    return true
  }

  /// Writes and syncs the temporary file of a path.
  private static func writeTemporary(
    _ bytes: [UInt8], to temporary: String, for path: String
  ) throws(FileError) {
    guard !FileContents.isFolder(path) else { throw .isFolder(path: path) }
    let descriptor = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else {
      // The caller knows `path`, not the temporary name.
      let code = errno
      throw code == ENOENT
        ? .missing(path: Paths.folder(of: path))
        : FileError(action: "write", path: path, code: code)
    }
    defer { close(descriptor) }
    try Descriptors.writeAll(bytes, to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw FileError(action: "write", path: path) }
  }

  /// Whether a name is that of a temporary file, which a crash has left behind.
  public static func isTemporary(_ name: String) -> Bool {
    guard name.hasPrefix("."), name.hasSuffix(".tmp") else { return false }
    let process = name.dropLast(4).reversed().prefix { $0 != "." }
    return !process.isEmpty && process.allSatisfy(\.isNumber)
  }

  /// Replaces the content of a text file, encoded as UTF-8.
  ///
  /// - Throws: `FileError`; the old content is then untouched.
  public static func write(_ text: String, to path: String) throws(FileError) {
    try write(Array(text.utf8), to: path)
  }

  /// Makes a folder and those above it; one that exists is fine.
  ///
  /// - Throws: `FileError` if a folder cannot be made or a file is in the way.
  public static func makeFolder(_ path: String) throws(FileError) {
    guard !FileContents.isFolder(path) else { return }
    guard !FileContents.exists(path) else { throw .isNotFolder(path: path) }
    let parent = Paths.folder(of: path)
    if parent != path { try makeFolder(parent) }
    guard mkdir(path, 0o755) == 0 || errno == EEXIST else {
      throw FileError(action: "make folder", path: path)
    }
    try Descriptors.syncFolder(parent)
  }

  /// Deletes a file; one that does not exist is fine.
  ///
  /// - Throws: `FileError` if the file cannot be deleted.
  public static func remove(_ path: String) throws(FileError) {
    guard unlink(path) == 0 || errno == ENOENT else {
      throw FileError(action: "delete", path: path)
    }
  }
}

/// System calls that several writers share.
enum Descriptors {
  /// Writes everything, however many calls that takes.
  static func writeAll(
    _ bytes: [UInt8], to descriptor: Int32, path: String
  ) throws(FileError) {
    // Closures of the standard library lose the type of an error.
    let result = bytes.withUnsafeBytes { buffer in
      Result { () throws(FileError) in try writeAll(buffer, to: descriptor, path: path) }
    }
    try result.get()
  }

  /// Writes everything, however many calls that takes.
  static func writeAll(
    _ bytes: UnsafeRawBufferPointer, to descriptor: Int32, path: String
  ) throws(FileError) {
    var written = 0
    while written < bytes.count {
      let count = Glibc.write(
        descriptor, bytes.baseAddress?.advanced(by: written), bytes.count - written)
      if count < 0 {
        if errno == EINTR { continue }
        throw FileError(action: "write", path: path)
      }
      written += count
    }
  }

  /// Makes renamings and new names in a folder durable.
  static func syncFolder(_ path: String) throws(FileError) {
    let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(action: "write", path: path) }
    defer { close(descriptor) }
    // Some network file systems cannot sync a folder and say so; they order renames themselves.
    guard fsync(descriptor) == 0 || errno == EINVAL else {
      throw FileError(action: "write", path: path)
    }
  }
}
