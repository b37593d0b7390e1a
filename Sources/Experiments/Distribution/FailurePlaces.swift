/// Where units failed, so that a node on which nothing works does not use up every attempt of theirs.
struct FailurePlaces {
  private struct Place {
    let rank: Int
    let host: String
    let time: ContinuousClock.Instant
  }

  /// Seconds that a unit waits for a better place.
  private static let patience = 60.0

  private var places: [UnitID: [Place]] = [:]

  /// Whether nothing has failed so far.
  var isEmpty: Bool { places.isEmpty }

  /// Notes that a unit failed on a rank of a host.
  mutating func note(
    _ unit: UnitID, rank: Int, host: String, at time: ContinuousClock.Instant = .now
  ) {
    places[unit, default: []].append(Place(rank: rank, host: host, time: time))
  }

  /// Whether a rank may be given a unit: not where it failed a moment ago, if there is another place.
  ///
  /// - Parameters:
  ///   - unit: the unit.
  ///   - rank: the rank.
  ///   - host: where it is.
  ///   - others: the hosts of all ranks that are there.
  ///   - now: the time.
  /// - Returns: whether no rank that is there is better.
  func allow(
    _ unit: UnitID, rank: Int, host: String, others: [Int: String],
    at now: ContinuousClock.Instant = .now
  ) -> Bool {
    guard let failed = places[unit], let last = failed.last,
      now - last.time < .seconds(Self.patience)
    else { return true }
    let badHosts = Set(failed.map(\.host))
    if others.contains(where: { !badHosts.contains($0.value) }) { return !badHosts.contains(host) }
    let badRanks = Set(failed.map(\.rank))
    if others.contains(where: { !badRanks.contains($0.key) }) { return !badRanks.contains(rank) }
    return true
  }
}
