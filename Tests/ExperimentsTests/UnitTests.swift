import Testing

@testable import Experiments

@Suite("UnitID and UnitGraph")
struct UnitTests {
  @Test(
    "A unit's name is its folder and reads back",
    arguments: [
      (UnitID(method: "none", seed: 1, kind: .member(0)), "none/seed1/member00"),
      (UnitID(method: "random", seed: 12, kind: .member(107)), "random/seed12/member107"),
      (
        UnitID(method: "gan-autoencoder", seed: .max, kind: .oversampler),
        "gan-autoencoder/seed18446744073709551615/oversampler"
      ),
      (UnitID(method: "novelty", seed: 3, kind: .detector), "novelty/seed3/detector"),
      (UnitID(method: "novelty-critic", seed: 3, kind: .scores), "novelty-critic/seed3/scores"),
    ])
  func name(_ unit: UnitID, _ name: String) {
    #expect(unit.description == name)
    #expect(UnitID(name) == unit)
  }

  @Test(
    "What is no unit's name is none",
    arguments: [
      "", "none", "none/seed1", "none/1/member00", "none/seed1/part0", "a/b/seed1/member0",
      "none/seed1/member", "none/seed1/detectors",
    ]
  )
  func noName(_ text: String) {
    #expect(UnitID(text) == nil)
  }

  @Test("A graph has every member of every method and seed, each after what it needs")
  func graph() {
    let graph = UnitGraph(
      methods: [
        ("none", .ensemble(needsFitting: false)),
        ("gan-autoencoder", .ensemble(needsFitting: true)),
      ], seeds: [3, 1], members: 3)
    #expect(graph.units.count == 2 * 3 + 2 * (1 + 3))
    #expect(Set(graph.units).count == graph.units.count)
    for (index, unit) in graph.units.enumerated() {
      if let first = graph.prerequisites[unit] {
        #expect(graph.units[..<index].contains(first))
        #expect(first == UnitID(method: unit.method, seed: unit.seed, kind: .oversampler))
      } else {
        #expect(unit.method == "none" || unit.kind == .oversampler)
      }
    }
  }

  @Test("Detectors of one model share its unit; each has one unit of scores per seed")
  func detectors() {
    let graph = UnitGraph(
      methods: [
        ("novelty-critic", .detector(model: "novelty")), ("none", .ensemble(needsFitting: false)),
        ("novelty-reconstruction", .detector(model: "novelty")),
      ], seeds: [3, 1], members: 2)
    #expect(
      graph.units.map(\.description) == [
        "novelty/seed3/detector", "novelty-critic/seed3/scores", "novelty/seed1/detector",
        "novelty-critic/seed1/scores", "none/seed3/member00", "none/seed3/member01",
        "none/seed1/member00", "none/seed1/member01", "novelty-reconstruction/seed3/scores",
        "novelty-reconstruction/seed1/scores",
      ])
    for unit in graph.units {
      let first =
        unit.kind == .scores
        ? UnitID(method: "novelty", seed: unit.seed, kind: .detector) : nil
      #expect(graph.prerequisites[unit] == first)
    }
  }
}
