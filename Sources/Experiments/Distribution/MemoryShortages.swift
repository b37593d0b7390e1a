/// How many units fit beside each other into the memory of a host, as far as refusals have shown.
///
/// A unit that was refused memory while others were computed on its host has not failed: it waits
/// until fewer are. One that was alone, or is refused again and again, has.
struct MemoryShortages {
  /// How often a unit may be refused beside others.
  private static let patience = 5

  private struct Bound {
    /// How many units may be computed on the host at once, a new one among them.
    let most: Int
    /// What had taken the memory: as long as all of it is there, nothing else is begun beside it.
    let others: Set<UnitID>
    /// Those of other groups: for units of the group that was refused, the bound ends with any of them.
    let ofOtherGroups: Set<UnitID>
  }

  private var bounds: [String: [UnitGroup: Bound]] = [:]
  private var refusals: [UnitID: Int] = [:]

  /// Whether no unit was refused memory so far.
  var isEmpty: Bool { refusals.isEmpty }

  /// Notes that a unit was refused memory.
  ///
  /// - Parameters:
  ///   - unit: the unit, which is no longer computed.
  ///   - host: where.
  ///   - others: what else is computed there now.
  ///   - hadCompany: whether anything else was computed there in its time.
  /// - Returns: whether it may wait for less company; if not, it has failed.
  mutating func note(
    _ unit: UnitID, host: String, beside others: [UnitID], hadCompany: Bool
  ) -> Bool {
    guard hadCompany, refusals[unit, default: 0] < Self.patience else { return false }
    refusals[unit, default: 0] += 1
    let group = UnitGroup(unit)
    if !others.isEmpty {
      bounds[host, default: [:]][group] = Bound(
        most: others.count, others: Set(others),
        ofOtherGroups: Set(others.filter { UnitGroup($0) != group }))
    }
    return true
  }

  /// Whether a unit may be begun on a host where others are being computed.
  func allow(_ unit: UnitID, host: String, beside others: [UnitID]) -> Bool {
    (bounds[host] ?? [:]).allSatisfy { group, bound in
      let condition = group == UnitGroup(unit) ? bound.ofOtherGroups : bound.others
      return others.count < bound.most || !condition.isSubset(of: others)
    }
  }
}
