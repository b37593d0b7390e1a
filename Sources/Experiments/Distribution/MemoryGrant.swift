import Foundation
import MessagePassing
import Tensors

/// Says how much more memory a unit may take, each time that its tensors need some of the system.
///
/// `MemoryWatch` looks now and then; this comes before what would be gone until its next look, such as
/// a first batch that is too large. For one thread.
final class MemoryGrant {
  private var refusal: MemoryExhausted?
  private let limit: Double
  private let neighbours: Launcher.Neighbours
  private let patience: Double
  /// The most that is granted beyond what is needed now: to ask costs some hundred microseconds.
  private static let most = 64e6
  /// By how many seconds a process waits longer than the one before it where nothing is left: the first
  /// is to give up, and to leave its memory to the others.
  private static let turn = 1.0
  /// Seconds for which even the first looks again before it gives up.
  private static let doubt = 0.3
  /// How many copies there may be at once, on a node that has worker and coordinator: of a state as it
  /// is encoded, grows, is sealed, sent, received and decoded; and of a result, which is not sealed.
  private static let copies = (state: 8.0, result: 5.0)

  /// Grants for a process that may take so many bytes; 0: as many as there are.
  ///
  /// - Parameters:
  ///   - limit: the bytes.
  ///   - neighbours: how many processes share the node, and which this one is.
  ///   - patience: seconds that a unit waits, where it makes samples or a result (`claim`).
  init(limit: Double, neighbours: Launcher.Neighbours = .here, patience: Double = 10) {
    self.patience = patience
    self.limit = limit
    self.neighbours = neighbours
  }

  /// Runs a unit, whose tensors ask first.
  ///
  /// - Parameters:
  ///   - stuck: is called where the unit can neither have memory nor go on to a place where it can end.
  ///   - body: the unit.
  /// - Returns: what it returned.
  /// - Throws: what it threw; `MemoryExhausted` if it was refused memory, whatever it computed after.
  func run<Value>(
    stuck: @escaping (MemoryExhausted) -> Never = { _ in TensorMemory.endForLack() },
    _ body: () throws -> Value
  ) throws -> Value {
    try TensorMemory.asking {
      self.bytes(for: Double($0))
    } stuck: {
      stuck(self.refusal ?? .system)
    } during: {
      let result = Result(catching: body)
      try check()
      return try result.get()
    }
  }

  /// Ends a unit that was refused memory, at a place where it can end.
  func check() throws(MemoryExhausted) {
    if TensorMemory.wasRefused { throw refusal ?? .system }
  }

  /// Whether there is the memory to save a state of so many bytes, some others doing so, too.
  func affords(state bytes: Int) -> Bool {
    let needed = Self.copies.state * Double(bytes)
    return Self.granted(needed, of: fullRoom, workers: min(2, neighbours.count)) != nil
  }

  /// Asks for the memory of a unit's samples or result; waits for others to leave it if there is none.
  ///
  /// - Throws: `MemoryExhausted` if there is none for long.
  func claim(_ bytes: Int) throws(MemoryExhausted) {
    try check()
    if case .failure(let lack) = wait(
      for: Self.copies.result * Double(bytes), until: { $0 > patience })
    {
      throw lack
    }
  }

  /// What may be taken by one that needs `size` bytes now; 0: nothing.
  private func bytes(for size: Double) -> Int {
    switch wait(for: size, until: { _ in MemoryWatch.isNextVictim() }) {
    case .success(let granted): return granted
    case .failure(let lack):
      refusal = lack
      return 0
    }
  }

  /// Waits until so many bytes may be taken; where there is plenty, not at all.
  ///
  /// - Parameters:
  ///   - size: how many.
  ///   - givesUp: whether to wait no longer; is told the seconds since it was this process's turn.
  /// - Returns: how many may be taken, or why none.
  private func wait(
    for size: Double, until givesUp: (Double) -> Bool
  ) -> Result<Int, MemoryExhausted> {
    if let granted = Self.granted(size, of: room, workers: neighbours.count) {
      return .success(granted)
    }
    TensorMemory.returnToSystem()
    let began = ContinuousClock.now
    while true {
      let waited = (ContinuousClock.now - began).seconds - turn
      let room = fullRoom
      // Those before it in the queue have taken theirs when it is its turn.
      let askers = waited >= 0 ? 1 : neighbours.count
      if let granted = Self.granted(size, of: room, workers: askers) { return .success(granted) }
      if let room, waited >= 0, givesUp(waited) { return .failure(room.bound) }
      Thread.sleep(forTimeInterval: 0.05)
    }
  }

  /// The seconds that this process waits.
  private var turn: Double { Self.doubt + Self.turn * Double(neighbours.number % 16) }

  /// What may be taken, at least.
  private var room: MemoryRoom? { room(.here) }

  /// What may be taken; to know it costs the system more work.
  private var fullRoom: MemoryRoom? { room(.hereWithFiles) }

  private func room(_ node: AvailableMemory?) -> MemoryRoom? {
    MemoryRoom(
      limit: limit, own: AvailableMemory.ownUse, node: node, processes: neighbours.count,
      addresses: AvailableMemory.ownAddresses)
  }

  /// The rule: what is needed, and some more where there is plenty; nil if there is not enough.
  ///
  /// - Parameters:
  ///   - size: what is needed.
  ///   - room: what there is; nil if that is unknown, and no reason to refuse.
  ///   - workers: how many may ask for as much at the same moment, as those that begin equal units do.
  /// - Returns: how many bytes may be taken.
  static func granted(_ size: Double, of room: MemoryRoom?, workers: Int) -> Int? {
    let share = (room?.bytes ?? .infinity) / Double(max(1, workers))
    guard size <= share else { return nil }
    return Int(max(size, min(most, share / 4)).rounded(.up))
  }
}
