import Files
import Foundation

extension RunFolder {
  /// Moves a run folder out of the way, so that a run can start over under its name.
  ///
  /// Nothing is deleted: what is finished has cost somebody hours.
  ///
  /// - Returns: where it is now; nil if there was none.
  /// - Throws: `RunFolderError` if another run writes it, or if it is no run folder.
  static func setAside(_ path: String) throws -> String? {
    guard FileContents.exists(path) else { return nil }
    guard FileContents.exists("\(path)/ledger.jsonl") else {
      throw RunFolderError(
        "\(path) is no run folder, so it is not moved out of the way; choose another one with --out."
      )
    }
    // Refuses while another run writes it.
    let ledger = try Ledger(path: "\(path)/ledger.jsonl")
    let stamp = UTC.now.filter { $0.isNumber || $0 == "T" }
    var target = "\(path).\(stamp)"
    var number = 1
    while FileContents.exists(target) {
      number += 1
      target = "\(path).\(stamp)-\(number)"
    }
    ledger.hold.release()
    return try withExtendedLifetime(ledger) {
      guard rename(path, target) == 0 else {
        throw RunFolderError(
          "\(path) cannot be moved to \(target): \(String(cString: strerror(errno))).")
      }
      return target
    }
  }
}
