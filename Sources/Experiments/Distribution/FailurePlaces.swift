/// Where units failed, so that a node on which nothing works does not use up every attempt of theirs.
struct FailurePlaces {
  private struct Place {
    let rank: Int
    let host: String
  }

  private var places: [UnitID: [Place]] = [:]

  /// Whether nothing has failed so far.
  var isEmpty: Bool { places.isEmpty }

  /// Notes that a unit failed on a rank of a host.
  mutating func note(_ unit: UnitID, rank: Int, host: String) {
    places[unit, default: []].append(Place(rank: rank, host: host))
  }

  /// Whether a rank may be given a unit: not where it failed before, if there is another place.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - rank: the rank.
  ///   - host: where it is.
  ///   - others: the hosts of all ranks that are there.
  /// - Returns: whether no rank that is there is better.
  func allow(_ unit: UnitID, rank: Int, host: String, others: [Int: String]) -> Bool {
    guard let failed = places[unit] else { return true }
    let badHosts = Set(failed.map(\.host))
    if others.contains(where: { !badHosts.contains($0.value) }) { return !badHosts.contains(host) }
    let badRanks = Set(failed.map(\.rank))
    if others.contains(where: { !badRanks.contains($0.key) }) { return !badRanks.contains(rank) }
    return true
  }
}
