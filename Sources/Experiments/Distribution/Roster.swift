/// The workers as the coordinator knows them: who is there, who computes what, who has fallen silent.
struct Roster {
  /// Tells the time; in tests one that is set by hand.
  typealias Clock = () -> ContinuousClock.Instant

  /// A worker.
  private struct Worker {
    var host: String
    var unit: UnitID?
    /// When it began its last unit, and when it let go of one.
    var began: ContinuousClock.Instant?
    var ended: ContinuousClock.Instant?
    /// What the unit had taken before it was handed to this worker.
    var spent = UnitTiming.zero
    var lastHeard: ContinuousClock.Instant
    var isReady = false
    var isLost = false
  }

  private let clock: Clock
  private var workers: [Int: Worker] = [:]
  /// Those that have nothing to do.
  private(set) var idle: Set<Int> = []

  /// Nobody yet; silence is measured by this clock.
  init(clock: @escaping Clock = { .now }) {
    self.clock = clock
  }

  /// The ranks that are there, lowest first.
  var present: [Int] { workers.filter { !$0.value.isLost }.keys.sorted() }

  /// The ranks that are lost.
  var lost: Set<Int> { Set(workers.filter(\.value.isLost).keys) }

  /// The ranks that compute, with their units, lowest first; those that are lost do not count.
  var computing: [(rank: Int, unit: UnitID)] {
    workers.sorted { $0.key < $1.key }.compactMap { rank, worker in
      worker.isLost ? nil : worker.unit.map { (rank, $0) }
    }
  }

  /// How many ranks compute.
  var computingCount: Int { workers.values.count { !$0.isLost && $0.unit != nil } }

  /// The host of a rank; empty if it never said hello.
  func host(of rank: Int) -> String { workers[rank]?.host ?? "" }

  /// The units that are computed on a host.
  func units(on host: String) -> [UnitID] {
    workers.values.compactMap { $0.isLost || $0.host != host ? nil : $0.unit }
  }

  /// Whether anything else was computed on a rank's host since the rank began its unit.
  func hadCompany(_ rank: Int) -> Bool {
    guard let own = workers[rank], let began = own.began else { return false }
    return workers.contains { other, worker in
      other != rank && worker.host == own.host
        && (worker.unit != nil || worker.ended.map { $0 > began } == true)
    }
  }

  /// The hosts of the ranks that are there and can compute.
  var hosts: [Int: String] {
    workers.filter { !$0.value.isLost && $0.value.isReady }.mapValues(\.host)
  }

  /// What a rank's unit had taken before.
  func spent(on rank: Int) -> UnitTiming { workers[rank]?.spent ?? .zero }

  /// Whether a rank computes this unit, as far as is known.
  func isComputing(_ rank: Int, _ unit: UnitID) -> Bool { workers[rank]?.unit == unit }

  /// Notes that a rank is expected, from which nothing has come yet.
  mutating func expect(_ rank: Int) {
    workers[rank] = Worker(host: "", lastHeard: clock())
  }

  /// Notes that this process itself did nothing for a while: no silence of others in that time counts.
  mutating func paused(for gap: Duration) {
    let now = clock()
    for (rank, worker) in workers { workers[rank]?.lastHeard = min(worker.lastHeard + gap, now) }
  }

  /// Notes that a worker has said hello.
  mutating func joined(_ rank: Int, host: String) {
    workers[rank] = Worker(host: host, lastHeard: clock())
  }

  /// Notes that a worker has the data and can compute.
  mutating func ready(_ rank: Int) {
    workers[rank]?.isReady = true
    idle.insert(rank)
  }

  /// Notes a sign of life.
  ///
  /// - Returns: whether the rank was lost and has come back.
  mutating func heard(_ rank: Int) -> Bool {
    guard var worker = workers[rank] else { return false }
    let returns = worker.isLost
    worker.lastHeard = clock()
    worker.isLost = false
    workers[rank] = worker
    return returns
  }

  /// Notes that a rank computes a unit, which had taken `spent` before.
  mutating func begins(_ rank: Int, _ unit: UnitID, spent: UnitTiming = .zero) {
    idle.remove(rank)
    workers[rank]?.unit = unit
    workers[rank]?.began = clock()
    workers[rank]?.spent = spent
  }

  /// Notes that a rank is done with a unit; it may have been given another one since.
  mutating func release(_ rank: Int, from unit: UnitID? = nil) {
    if let current = workers[rank]?.unit, current != unit { return }
    if workers[rank]?.unit != nil { workers[rank]?.ended = clock() }
    workers[rank]?.unit = nil
    if workers[rank]?.isReady == true { idle.insert(rank) }
  }

  /// The ranks that have said nothing for some seconds, lowest first.
  func silent(for seconds: Double) -> [Int] {
    let limit = clock() - .seconds(seconds)
    return workers.filter { !$0.value.isLost && $0.value.lastHeard < limit }.keys.sorted()
  }

  /// Notes that a rank is lost.
  ///
  /// - Returns: the unit that it computed.
  mutating func lose(_ rank: Int) -> UnitID? {
    idle.remove(rank)
    let unit = workers[rank]?.unit
    workers[rank]?.isLost = true
    if unit != nil { workers[rank]?.ended = clock() }
    workers[rank]?.unit = nil
    return unit
  }
}
