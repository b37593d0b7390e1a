import Testing

@testable import Checkpoints

@Suite("Training monitor")
struct TrainingMonitorTests {
  /// Keeps what a training saves.
  private final class Shelf {
    var states: [[UInt8]] = []
    var reports: [Double] = []

    func monitor(continuing checkpoint: [UInt8]? = nil, isDue: Bool = true) -> TrainingMonitor {
      TrainingMonitor(
        continuing: checkpoint, isDue: { isDue }, save: { self.states.append($0) },
        report: { self.reports.append($0) })
    }
  }

  @Test("A state is encoded only when it is due, and what saving throws ends the training")
  func due() throws {
    struct Full: Error {}
    let shelf = Shelf()
    try shelf.monitor(isDue: false).saveIfDue { throw Full() }
    #expect(shelf.states == [])
    try shelf.monitor().saveIfDue { [1, 2] }
    #expect(shelf.states == [[1, 2]])
    #expect(throws: Full.self) {
      try TrainingMonitor(isDue: { true }, save: { _ in throw Full() }).saveIfDue { [1] }
    }
    #expect(throws: Full.self) {
      try TrainingMonitor(report: { _ in throw Full() }).report(0.5)
    }
    #expect(TrainingMonitor.none.checkpoint == nil)
  }

  @Test("E14: a sealed state opens for the same training only, and not when a byte has changed")
  func seal() throws {
    let shelf = Shelf()
    func opened(_ bytes: [UInt8], as kind: String = "toy", by mark: UInt64 = 7) throws -> [UInt8]? {
      try shelf.monitor(continuing: bytes).sealed(as: kind) { mark }.checkpoint
    }
    let state: [UInt8] = [3, 1, 4, 1, 5]
    try shelf.monitor().sealed(as: "toy") { 7 }.saveIfDue { state }
    let sealed = try #require(shelf.states.last)
    #expect(try opened(sealed) == state)
    #expect(try opened(sealed, as: "boy") == nil)
    #expect(try opened(sealed, by: 8) == nil)
    #expect(try opened([]) == nil)
    #expect(try opened(sealed + [0]) == nil)
    for length in 0..<sealed.count {
      #expect(try opened(Array(sealed.prefix(length))) == nil, "cut to \(length) bytes")
    }
    for place in sealed.indices {
      var altered = sealed
      altered[place] ^= 1
      #expect(try opened(altered) == nil, "byte \(place)")
    }
  }

  @Test("The fingerprint of a training is taken once, and not at all if nothing is saved")
  func fingerprintOnce() throws {
    let shelf = Shelf()
    var calls = 0
    let mark: () -> UInt64 = {
      calls += 1
      return 7
    }
    try shelf.monitor(isDue: false).sealed(as: "toy", by: mark).saveIfDue { [1] }
    #expect(calls == 0)
    let monitor = try shelf.monitor().sealed(as: "toy", by: mark)
    for state in 0..<3 { try monitor.saveIfDue { [UInt8(state)] } }
    #expect(calls == 1)
    #expect(shelf.states.count == 3)
  }
}
