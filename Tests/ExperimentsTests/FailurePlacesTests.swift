import Testing

@testable import Experiments

@Suite("Where units failed")
struct FailurePlacesTests {
  private static let unit = UnitID(method: "none", seed: 1, kind: .member(0))
  private static let other = UnitID(method: "none", seed: 1, kind: .member(1))

  /// The ranks that may have the unit after it failed on some.
  private func allowed(after failed: [Int], of hosts: [Int: String]) -> [Int] {
    var places = FailurePlaces()
    for rank in failed { places.note(Self.unit, rank: rank, host: hosts[rank] ?? "gone") }
    #expect(hosts.allSatisfy { places.allow(Self.other, rank: $0, host: $1, others: hosts) })
    return hosts.keys.sorted().filter {
      places.allow(Self.unit, rank: $0, host: hosts[$0] ?? "", others: hosts)
    }
  }

  @Test("A unit that failed is tried on another host, else on another rank, else where it failed")
  func elsewhere() {
    let hosts = [1: "a", 2: "a", 3: "b"]
    #expect(allowed(after: [], of: hosts) == [1, 2, 3])
    #expect(allowed(after: [1], of: hosts) == [3])
    #expect(allowed(after: [3], of: hosts) == [1, 2])
    #expect(allowed(after: [1, 3], of: hosts) == [2])
    #expect(allowed(after: [1], of: [1: "a", 2: "a"]) == [2])
    #expect(allowed(after: [1], of: [1: "a"]) == [1])
    #expect(allowed(after: [9], of: [1: "a"]) == [1])
    // It does not wait for ever.
    var places = FailurePlaces()
    places.note(Self.unit, rank: 1, host: "a")
    #expect(
      places.allow(
        Self.unit, rank: 1, host: "a", others: [1: "a", 2: "b"], at: .now + .seconds(61)))
  }
}
