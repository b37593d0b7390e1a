import Foundation

/// Which MPI launchers a user would find.
enum LauncherSearch {
  /// The names that are looked for.
  static let names = ["mpirun", "mpirun.mpich", "mpirun.openmpi", "srun"]

  /// The launchers on a PATH, by name, with the file that the name leads to.
  static func launchers(path: String) -> [String: String] {
    var found: [String: String] = [:]
    for name in names {
      for folder in path.split(separator: ":") {
        let file = "\(folder)/\(name)"
        guard FileManager.default.isExecutableFile(atPath: file) else { continue }
        found[name] = URL(fileURLWithPath: file).resolvingSymlinksInPath().path
        break
      }
    }
    return found
  }

  /// The kind of MPI that a launcher belongs to, by the program that it leads to; nil if unknown.
  static func kind(of file: String) -> String? {
    let name = (file as NSString).lastPathComponent
    if name.contains("hydra") || name.contains("mpich") { return "MPICH" }
    if name.contains("orterun") || name.contains("prterun") || name.contains("openmpi") {
      return "Open MPI"
    }
    return nil
  }
}
