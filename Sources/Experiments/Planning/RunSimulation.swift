import HeapModule

/// A run that is only imagined: the scheduler of real runs hands out units whose times are known.
///
/// It tells what more ranks would bring, without having them. The coordinator stores one result at a
/// time and hands the worker its next unit only then, so with very many workers it is what they wait
/// for. Cost: O(units (log workers + groups members)).
public struct RunSimulation: Sendable {
  /// How an imagined run went.
  public struct Outcome: Sendable, Equatable {
    /// How many workers there were.
    public let workers: Int
    /// Seconds from the first hand-out to the last result.
    public let seconds: Double
    /// The share of their time that the workers computed.
    public let efficiency: Double
  }

  private let graph: UnitGraph
  private let seconds: [UnitID: Double]
  private let storing: Double

  /// Imagines runs of a graph.
  ///
  /// - Parameters:
  ///   - graph: the units.
  ///   - storing: the coordinator's seconds for one result.
  ///   - seconds: how long each unit takes.
  public init(
    _ graph: UnitGraph, storing: Double = 0, seconds: (UnitID) -> Double
  ) {
    self.graph = graph
    self.storing = storing
    self.seconds = Dictionary(uniqueKeysWithValues: graph.units.map { ($0, seconds($0)) })
  }

  /// The work of all units, in seconds.
  public var work: Double { graph.units.reduce(0) { $0 + (seconds[$1] ?? 0) } }

  /// The units that no number of workers can shorten the run below: the longest way, first to last.
  public var criticalPath: [UnitID] {
    var path: [UnitID] = []
    var longest = -1.0
    for unit in graph.units {
      let first = graph.prerequisites[unit]
      let length = (first.flatMap { seconds[$0] } ?? 0) + (seconds[unit] ?? 0)
      if length > longest { (path, longest) = ([first, unit].compactMap(\.self), length) }
    }
    return path
  }

  /// The seconds of the critical path.
  public var criticalSeconds: Double { criticalPath.reduce(0) { $0 + (seconds[$1] ?? 0) } }

  private struct Ending: Comparable {
    let time: Double
    let worker: Int
    let unit: UnitID

    static func < (first: Ending, second: Ending) -> Bool {
      (first.time, first.worker) < (second.time, second.worker)
    }

    static func == (first: Ending, second: Ending) -> Bool {
      (first.time, first.worker) == (second.time, second.worker)
    }
  }

  /// Imagines the run on some workers.
  ///
  /// The scheduler knows all times from the beginning; that of a real run learns them from its units,
  /// so it may be a little slower.
  public func run(workers: Int) -> Outcome {
    let known = seconds
    var scheduler = Scheduler(graph, cost: UnitCost { known[$0] ?? 0 })
    var endings = Heap<Ending>()
    // No more than there are units ever compute.
    var free = Heap(0..<max(1, min(workers, graph.units.count)))
    var now = 0.0
    while !scheduler.isFinished {
      while let worker = free.min, let unit = scheduler.next() {
        free.removeMin()
        endings.insert(Ending(time: now + (seconds[unit] ?? 0), worker: worker, unit: unit))
      }
      guard let next = endings.popMin() else { break }
      // Results that arrive while another one is stored wait for their turn.
      now = max(now, next.time) + storing
      free.insert(next.worker)
      scheduler.finished(next.unit, seconds: nil)
    }
    let available = now * Double(max(1, workers))
    return Outcome(
      workers: workers, seconds: now, efficiency: available > 0 ? min(1, work / available) : 0)
  }

  /// The least number of workers with which the run is within a hundredth of the shortest there is.
  ///
  /// More workers than units that can run at once bring nothing; the search doubles, then halves.
  public var mostUsefulWorkers: Int {
    let atOnce = graph.units.count
    let shortest = run(workers: atOnce).seconds * 1.01
    var (low, high) = (0, atOnce)
    while high - low > 1 {
      let middle = (low + high) / 2
      if run(workers: middle).seconds <= shortest { high = middle } else { low = middle }
    }
    return high
  }
}
