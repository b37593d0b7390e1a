import Glibc

/// Why a file cannot be read or written.
///
/// The description is one sentence with the path, what is wrong and what to do.
public enum FileError: Error, Sendable, Equatable, CustomStringConvertible {
  /// There is no such file.
  case missing(path: String)
  /// There is a folder where a file is expected.
  case isFolder(path: String)
  /// There is something else where a folder is expected.
  case isNotFolder(path: String)
  /// The user may not read the file.
  case notReadable(path: String)
  /// The user may not write the file, or not into its folder.
  case notWritable(path: String)
  /// The compressed content is damaged or ends too early.
  case damagedCompression(path: String, detail: String)
  /// The content is compressed in a way that is not read here.
  case unsupportedCompression(path: String, kind: String, command: String)
  /// Memory that another process shares cannot be used.
  case notShared(path: String, detail: String)
  /// The operating system refused for another reason, such as a full disk.
  case system(path: String, action: String, message: String)

  /// The error for a failed system call, from `errno`.
  ///
  /// This is the only place where an error number becomes a typed error.
  init(action: String, path: String, code: Int32 = errno) {
    switch code {
    case ENOENT: self = .missing(path: path)
    case EISDIR: self = .isFolder(path: path)
    case ENOTDIR: self = .isNotFolder(path: path)
    case EACCES, EPERM:
      self = action == "read" ? .notReadable(path: path) : .notWritable(path: path)
    case EROFS: self = .notWritable(path: path)
    default:
      self = .system(path: path, action: action, message: String(cString: strerror(code)))
    }
  }

  /// The path that the error is about.
  public var path: String {
    switch self {
    case .missing(let path), .isFolder(let path), .isNotFolder(let path), .notReadable(let path),
      .notWritable(let path), .damagedCompression(let path, _),
      .unsupportedCompression(let path, _, _), .notShared(let path, _), .system(let path, _, _):
      path
    }
  }

  /// One sentence: which file, what is wrong, what to do.
  public var description: String {
    switch self {
    case .missing(let path):
      "\(path): there is no such file or folder; check the path."
    case .isFolder(let path):
      "\(path): this is a folder, but a file is needed; name the file inside it."
    case .isNotFolder(let path):
      "\(path): a part of this path is not a folder; choose another path."
    case .notReadable(let path):
      "\(path): the file may not be read; ask for read permission or copy it."
    case .notWritable(let path):
      "\(path): nothing may be written here; choose another folder or change its permissions."
    case .damagedCompression(let path, let detail):
      "\(path): the compressed content is damaged (\(detail)); copy or compress it again."
    case .unsupportedCompression(let path, let kind, let command):
      "\(path): the file is compressed with \(kind), which is not read; run \(command) first."
    case .notShared(let path, let detail):
      "\(path): the shared data cannot be used: \(detail); start the run again."
    case .system(let path, let action, let message):
      "\(path): cannot \(action): \(message)."
    }
  }
}
