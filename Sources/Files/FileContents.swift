import Glibc

/// Reads whole files.
public enum FileContents {
  /// The content of a file; if it is compressed with gzip or xz, what it holds inside.
  ///
  /// Compression is recognised by the first bytes, whatever the name. Cost: one read, and one pass
  /// of decompression if compressed.
  ///
  /// - Throws: `FileError` for a missing or unreadable file, a folder, damaged compression, and
  ///   compressions other than gzip and xz.
  public static func read(_ path: String) throws(FileError) -> [UInt8] {
    try decompressed(readRaw(path), path: path)
  }

  /// Bytes of a file without their compression, if they have any.
  ///
  /// - Parameters:
  ///   - bytes: what the file holds.
  ///   - path: its path, for errors.
  /// - Returns: the content; `bytes` themselves if they are not compressed.
  /// - Throws: `FileError` for damaged compression and for compressions other than gzip and xz.
  public static func decompressed(_ bytes: [UInt8], path: String) throws(FileError) -> [UInt8] {
    if bytes.starts(with: Gzip.magic) {
      do {
        return try Gzip.decompress(bytes)
      } catch {
        throw .damagedCompression(path: path, detail: error.detail)
      }
    }
    if bytes.starts(with: XZ.magic) {
      do {
        return try XZ.decompress(bytes)
      } catch {
        throw .damagedCompression(path: path, detail: error.detail)
      }
    }
    if bytes.starts(with: [0x42, 0x5A, 0x68]) {
      throw .unsupportedCompression(path: path, kind: "bzip2", command: "bzip2 -d")
    }
    if bytes.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
      throw .unsupportedCompression(path: path, kind: "zstd", command: "zstd -d")
    }
    return bytes
  }

  /// The bytes of a file as they are on disk.
  ///
  /// - Throws: `FileError` for a missing or unreadable file and for a folder.
  public static func readRaw(_ path: String) throws(FileError) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileError(action: "read", path: path) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw FileError(action: "read", path: path) }
    guard status.st_mode & S_IFMT != S_IFDIR else { throw .isFolder(path: path) }
    // A regular file says how long it is; a pipe does not, so the buffer can grow.
    var bytes = [UInt8](repeating: 0, count: max(Int(status.st_size) + 1, 65_536))
    var filled = 0
    while true {
      if filled == bytes.count {
        bytes.append(contentsOf: [UInt8](repeating: 0, count: bytes.count))
      }
      let got = bytes.withUnsafeMutableBytes { buffer in
        Glibc.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
      }
      if got < 0 {
        if errno == EINTR { continue }
        throw FileError(action: "read", path: path)
      }
      if got == 0 { break }
      filled += got
    }
    bytes.removeLast(bytes.count - filled)
    return bytes
  }

  /// When a file was written last, in seconds by the clock of its file system; nil if there is none.
  public static func modified(_ path: String) -> Double? {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    return Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) * 1e-9
  }

  /// Whether there is a file or folder at `path`.
  public static func exists(_ path: String) -> Bool {
    access(path, F_OK) == 0
  }

  /// The bytes of the file at `path`; nil if there is none.
  public static func size(_ path: String) -> Int? {
    var status = stat()
    return stat(path, &status) == 0 ? Int(status.st_size) : nil
  }

  /// Whether there is a folder at `path`.
  public static func isFolder(_ path: String) -> Bool {
    var status = stat()
    return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
  }
}
