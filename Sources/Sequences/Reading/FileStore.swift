import Files

/// Reads each file once and remembers what was read.
final class FileStore {
  private let folder: String
  private var contents: [String: [UInt8]] = [:]
  /// The files that were read, in order.
  private(set) var files: [LoadedData.SourceFile] = []

  /// A store of files whose paths are relative to a folder.
  init(relativeTo folder: String) {
    self.folder = folder
  }

  /// The content of a file, decompressed.
  ///
  /// - Throws: `FileError`.
  func content(of path: String) throws(FileError) -> [UInt8] {
    if let content = contents[path] { return content }
    let content = try contentOnce(of: path)
    contents[path] = content
    return content
  }

  /// The content of a file that is needed once, and may be too large to be remembered.
  ///
  /// - Throws: `FileError`.
  func contentOnce(of path: String) throws(FileError) -> [UInt8] {
    let resolved = Paths.resolve(path, relativeTo: folder)
    let raw = try FileContents.readRaw(resolved)
    let content = try FileContents.decompressed(raw, path: resolved)
    files.append(
      LoadedData.SourceFile(path: path, size: raw.count, sha256: SHA256.hexDigest(of: raw)))
    return content
  }
}
