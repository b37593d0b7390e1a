/// The little of path arithmetic that is needed; `/` separates, nothing is looked up on disk.
public enum Paths {
  /// `path` if it is absolute, else `path` below `folder`.
  ///
  /// An empty folder, like `.`, is the current one.
  public static func resolve(_ path: String, relativeTo folder: String) -> String {
    if path.hasPrefix("/") || folder.isEmpty || folder == "." { return path }
    return folder.hasSuffix("/") ? folder + path : folder + "/" + path
  }

  /// The folder part of a path: `a/b` of `a/b/c.csv`, `.` of `c.csv`, `/` of `/c.csv`.
  public static func folder(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    guard let slash = trimmed.lastIndex(of: "/") else { return trimmed == "/" ? "/" : "." }
    let folder = withoutTrailingSlashes(String(trimmed[..<slash]))
    return folder.isEmpty ? "/" : folder
  }

  /// The last part of a path: `c.csv` of `a/b/c.csv`.
  public static func name(of path: String) -> String {
    let trimmed = withoutTrailingSlashes(path)
    return trimmed.lastIndex(of: "/").map { String(trimmed[trimmed.index(after: $0)...]) }
      ?? trimmed
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    var path = Substring(path)
    while path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }
}
