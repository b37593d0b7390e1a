/// When the coordinator looks around: for workers that have fallen silent, to give a sign of life, and
/// whether it has itself been away.
struct Vigil {
  /// Seconds between two looks at who has fallen silent.
  private static let round = 0.5

  private let beat: Double
  private let clock: Roster.Clock
  private var lastRound: ContinuousClock.Instant
  private var roundBefore: ContinuousClock.Instant
  private var lastBeat: ContinuousClock.Instant
  private var lastPass: ContinuousClock.Instant
  /// When there was last no message left to hear.
  private var lastHeardAll: ContinuousClock.Instant

  /// A vigil with so many seconds between two signs of life.
  init(beat: Double, clock: @escaping Roster.Clock) {
    self.beat = beat
    self.clock = clock
    lastRound = clock()
    roundBefore = lastRound
    lastBeat = lastRound
    lastPass = lastRound
    lastHeardAll = lastRound
  }

  /// Notes that every message that has come has been heard.
  mutating func heardAll() { lastHeardAll = clock() }

  /// Whether whoever has said nothing for so many seconds is silent, and not merely unheard.
  ///
  /// It is where all has been heard since the last look around; and where messages come without a
  /// pause, each is heard in time.
  func hasHeardAll(within seconds: Double) -> Bool {
    lastHeardAll >= roundBefore || clock() - lastHeardAll > .seconds(seconds)
  }

  /// Notes that the loop begins that calls `pause` in each pass.
  mutating func begin() { lastPass = clock() }

  /// The time since the last pass, if it was longer than it can be without a pause of this process.
  mutating func pause(longerThan usual: Duration) -> Duration? {
    let now = clock()
    defer { lastPass = now }
    return now - lastPass > usual ? now - lastPass : nil
  }

  /// Whether to look at who has fallen silent now.
  mutating func isTimeForRound() -> Bool {
    let before = lastRound
    guard isTime(&lastRound, every: Self.round) else { return false }
    roundBefore = before
    return true
  }

  /// Whether to give a sign of life now.
  mutating func isTimeForBeat() -> Bool { isTime(&lastBeat, every: beat) }

  private func isTime(_ last: inout ContinuousClock.Instant, every seconds: Double) -> Bool {
    let now = clock()
    guard (now - last).seconds > seconds else { return false }
    last = now
    return true
  }
}
