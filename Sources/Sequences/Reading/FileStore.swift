import Files

/// Reads each file once and remembers what was read.
///
/// A file that is there only with the ending of its compression, `.xz` or `.gz`, is found under the
/// name without it.
final class FileStore {
  private let folder: String
  private var contents: [String: [UInt8]] = [:]
  /// The files that were read, in order.
  private(set) var files: [LoadedData.SourceFile] = []
  /// What was read in the place of something else: sentences.
  private(set) var notes: [String] = []

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
    let ending = compressedEnding(of: path)
    let resolved = Paths.resolve(path + ending, relativeTo: folder)
    let raw = try FileContents.readRaw(resolved)
    let content = try FileContents.decompressed(raw, path: resolved)
    if !ending.isEmpty {
      notes.append("\(path) is not there; \(path)\(ending) was read in its place.")
    }
    files.append(
      LoadedData.SourceFile(
        path: path + ending, size: raw.count, sha256: SHA256.hexDigest(of: raw)))
    return content
  }

  /// Forgets the contents of all files, which may be as large as the data.
  func forgetContents() { contents = [:] }

  /// What a file's name lacks to be that of one that exists; empty if it exists, or nothing would do.
  private func compressedEnding(of path: String) -> String {
    func exists(_ ending: String) -> Bool {
      FileContents.exists(Paths.resolve(path + ending, relativeTo: folder))
    }
    return exists("") ? "" : [".xz", ".gz"].first(where: exists) ?? ""
  }
}
