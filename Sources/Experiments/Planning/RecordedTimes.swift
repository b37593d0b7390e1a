import Files

/// How long the units of an earlier run took, from its ledger.
struct RecordedTimes {
  /// The mean seconds, files and bytes of a unit of each group.
  let means: [UnitGroup: (seconds: Double, files: Int, bytes: Int)]
  /// Whether the members of an ensemble were one unit.
  let hasChains: Bool
  /// The hosts that computed, in words.
  let hosts: String

  /// Reads a run folder without changing it.
  ///
  /// - Throws: `RunFolderError` if there is no ledger.
  init(folder: String) throws {
    let entries = try Ledger.read(folder: folder).filter { $0.event == "done" }
    let units = Dictionary(
      entries.compactMap { entry in UnitID(entry.unit).map { ($0, entry) } },
      uniquingKeysWith: { $1 })
    means = Dictionary(grouping: units.keys, by: UnitGroup.init).mapValues { group in
      let entries = group.compactMap { units[$0] }
      let bytes = entries.reduce(0) { sum, entry in
        entry.files.keys.reduce(sum) {
          $0 + (FileContents.size("\(folder)/units/\(entry.unit)/\($1)") ?? 0)
        }
      }
      let seconds = entries.reduce(0) { $0 + $1.wallSeconds }
      return (
        seconds / Double(entries.count), entries.reduce(0) { $0 + $1.files.count } / entries.count,
        bytes / entries.count
      )
    }
    hasChains = units.keys.contains { $0.kind == .memberChain }
    hosts = Set(entries.map(\.host)).sorted().joined(separator: ", ")
  }
}
