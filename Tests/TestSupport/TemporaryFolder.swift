import Foundation

/// A new folder that is deleted, with all that is in it, at the end of a test.
public final class TemporaryFolder {
  /// Where the folder is.
  public let path: String

  /// Makes the folder.
  public init() throws {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("counterweight-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit {
    try? FileManager.default.removeItem(atPath: path)
  }

  /// The path of a file in the folder.
  public func file(_ name: String) -> String { "\(path)/\(name)" }

  /// The names of the files in the folder, sorted.
  public func names() throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Writes a file, by other means than those under test, and returns its path; folders in between are
  /// made.
  @discardableResult
  public func put(_ bytes: [UInt8], as name: String) throws -> String {
    let above = URL(fileURLWithPath: file(name)).deletingLastPathComponent()
    try FileManager.default.createDirectory(at: above, withIntermediateDirectories: true)
    try Data(bytes).write(to: URL(fileURLWithPath: file(name)))
    return file(name)
  }

  /// Writes a program in some script's language, and returns its path.
  ///
  /// Another process writes the file itself: had this one it open, even for a moment, a program that
  /// another test starts just then would have it open too, and the system starts no file that can be
  /// written to.
  public func putProgram(_ text: String, as name: String) throws -> String {
    let source = try put(text, as: name + ".text")
    let ending = try BuiltProgram(at: "/bin/sh")
      .run(["-c", "cp \"$1\" \"$2\" && chmod 755 \"$2\"", "sh", source, file(name)])
    guard ending.code == 0 else { throw BuiltProgram.Failure(description: ending.errors) }
    return file(name)
  }

  /// Writes a text file and returns its path.
  @discardableResult
  public func put(_ text: String, as name: String) throws -> String {
    try put(Array(text.utf8), as: name)
  }
}
