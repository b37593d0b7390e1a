import Testing

@testable import Experiments

@Suite("Units that wait for memory")
struct MemoryShortagesTests {
  private static let models = (0..<4).map {
    UnitID(method: "gan-autoencoder", seed: UInt64($0), kind: .oversampler)
  }
  private static let members = (0..<8).map { UnitID(method: "none", seed: 1, kind: .member($0)) }

  @Test("Of equal units no more are begun than fitted, also later, and elsewhere all")
  func equal() {
    let members = Self.members
    var shortages = MemoryShortages()
    #expect(shortages.isEmpty)
    #expect(shortages.allow(members[7], host: "a", beside: Array(members[..<7])))
    // The fourth found no room beside three.
    let waits = shortages.note(
      members[3], host: "a", beside: Array(members[..<3]), hadCompany: true)
    #expect(waits && !shortages.isEmpty)
    for unit in [members[3], members[7]] {
      #expect(!shortages.allow(unit, host: "a", beside: Array(members[..<3])))
      #expect(shortages.allow(unit, host: "a", beside: Array(members[..<2])))
      #expect(shortages.allow(unit, host: "a", beside: Array(members[4..<6])))
      #expect(shortages.allow(unit, host: "b", beside: Array(members[..<3])))
    }
    // Alone there is always a place.
    let again = shortages.note(members[3], host: "a", beside: [members[0]], hadCompany: true)
    #expect(again)
    #expect(shortages.allow(members[3], host: "a", beside: []))
    #expect(!shortages.allow(members[3], host: "a", beside: [members[0]]))
  }

  @Test("Units of other kinds bound only as long as all of them are there")
  func different() {
    let (models, members) = (Self.models, Self.members)
    var shortages = MemoryShortages()
    let waits = shortages.note(
      members[0], host: "a", beside: [models[0], models[1]], hadCompany: true)
    #expect(waits)
    #expect(!shortages.allow(members[0], host: "a", beside: [models[0], models[1]]))
    #expect(!shortages.allow(members[1], host: "a", beside: [models[0], models[1], members[2]]))
    #expect(shortages.allow(members[0], host: "a", beside: [models[0]]))
    #expect(shortages.allow(members[0], host: "a", beside: [models[0]] + members[1...]))
    // Nothing else drives out what is there.
    #expect(!shortages.allow(models[2], host: "a", beside: [models[0], models[1]]))
    #expect(shortages.allow(models[2], host: "a", beside: [models[0], models[3]]))
  }

  @Test("A unit that was alone has failed, and so has one that is refused again and again")
  func failed() {
    let unit = Self.members[0]
    var shortages = MemoryShortages()
    let alone = shortages.note(unit, host: "a", beside: [], hadCompany: false)
    #expect(!alone && shortages.isEmpty)
    for _ in 0..<5 {
      let waits = shortages.note(unit, host: "a", beside: [], hadCompany: true)
      #expect(waits)
    }
    let waits = shortages.note(unit, host: "a", beside: [], hadCompany: true)
    #expect(!waits)
  }
}
