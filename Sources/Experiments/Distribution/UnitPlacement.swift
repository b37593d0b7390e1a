/// Which ranks may be given which units, after something has gone wrong.
struct UnitPlacement {
  private var failures = FailurePlaces()
  private var shortages = MemoryShortages()

  /// Whether any rank may have any unit.
  var isFree: Bool { failures.isEmpty && shortages.isEmpty }

  /// Notes that a unit failed on a rank.
  mutating func failed(_ unit: UnitID, on rank: Int, _ roster: Roster) {
    failures.note(unit, rank: rank, host: roster.host(of: rank))
  }

  /// Notes that a unit was refused memory on a rank, which still has it.
  ///
  /// - Returns: whether it may wait until less is computed on that host; if not, it has failed.
  mutating func refused(_ unit: UnitID, on rank: Int, _ roster: Roster) -> Bool {
    let host = roster.host(of: rank)
    return shortages.note(
      unit, host: host, beside: roster.units(on: host).filter { $0 != unit },
      hadCompany: roster.hadCompany(rank))
  }

  /// Whether a rank may have a unit now, as a function of the unit.
  func allows(rank: Int, _ roster: Roster) -> (UnitID) -> Bool {
    guard !isFree else { return { _ in true } }
    let host = roster.host(of: rank)
    let (hosts, neighbours) = (roster.hosts, roster.units(on: host))
    return { unit in
      shortages.allow(unit, host: host, beside: neighbours)
        && failures.allow(unit, rank: rank, host: host, others: hosts)
    }
  }
}
