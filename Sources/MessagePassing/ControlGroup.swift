/// A control group that limits this process: what containers and schedulers hold jobs to.
struct ControlGroup: Equatable {
  /// Where its files are.
  let folder: String
  /// Whether it is of the second version, in which all controllers share one tree.
  let isUnified: Bool

  /// The groups of this process and those above them that may have a limit of some kind.
  ///
  /// - Parameters:
  ///   - controller: such as `cpu` or `memory`.
  ///   - membership: the content of `/proc/self/cgroup`; nil if there is none.
  /// - Returns: the innermost first; of both versions if both are there.
  static func all(of controller: String, _ membership: String?) -> [ControlGroup] {
    var groups: [ControlGroup] = []
    for line in (membership ?? "").split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let isUnified = parts[0] == "0"
      guard isUnified || parts[1].split(separator: ",").contains(Substring(controller)) else {
        continue
      }
      let top = "/sys/fs/cgroup" + (isUnified ? "" : "/\(controller)")
      var group = String(parts[2])
      while true {
        groups.append(ControlGroup(folder: top + group, isUnified: isUnified))
        guard let slash = group.lastIndex(of: "/"), group != "/" else { break }
        group = slash == group.startIndex ? "/" : String(group[..<slash])
      }
    }
    return groups
  }
}
