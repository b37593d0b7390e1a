import Files
import Foundation

/// What a run would take, before it starts: units, memory, files, and time by the number of ranks.
///
/// Times come from a short calibration on this machine, or from the ledger of an earlier run.
public struct RunPlan: Sendable {
  /// The units of one group.
  public struct Row: Sendable {
    /// The group.
    public let group: UnitGroup
    /// How many units it has.
    public let units: Int
    /// The seconds that they take together.
    public let seconds: Double
    /// How many files they write.
    public let files: Int
    /// The bytes of these files.
    public let bytes: Int
  }

  /// How the times are known, in a sentence.
  public let source: String
  /// A row for each group, in the order of the experiment.
  public let rows: [Row]
  /// Imagined runs, by the number of workers.
  public let outcomes: [RunSimulation.Outcome]
  /// The seconds of an imagined run with one worker.
  public let oneWorkerSeconds: Double
  /// The longest way through the run, and its seconds.
  public let criticalPath: (units: [UnitID], seconds: Double)
  /// The number of workers beyond which more shorten the run by less than a hundredth.
  public let mostUsefulWorkers: Int
  /// The bytes of the data, of which every node has one copy.
  public let dataBytes: Int
  /// The most memory of a rank, in bytes; nil if it was not measured.
  public let rankMemory: Int?
  /// How many tables of predictions are written.
  public let predictions: Int

  /// What a result costs the coordinator: a few small files, each of which must reach the disk.
  static let storing = 0.01

  /// Plans a run.
  ///
  /// - Parameters:
  ///   - experiment: a checked experiment.
  ///   - ranks: the numbers of ranks to imagine, each with one coordinator; empty: powers of two.
  ///   - earlier: a run folder whose ledger knows the times; nil: units are measured here.
  ///   - progress: called with a sentence now and then.
  /// - Throws: what computing a unit throws, or `RunFolderError` if the ledger does not tell.
  public init(
    _ experiment: Experiment, ranks: [Int] = [], earlier: String? = nil,
    progress: (String) -> Void = { _ in }
  ) throws {
    let graph = try experiment.graph()
    var times: [UnitGroup: (seconds: Double, files: Int, bytes: Int)] = [:]
    if let earlier {
      let recorded = try RecordedTimes(folder: earlier)
      guard recorded.hasChains == experiment.configuration.ensemble.sharedMemberModel else {
        throw RunFolderError(
          "\(earlier) has another ensemble.sharedMemberModel, so its units are not like these.")
      }
      for group in Set(graph.units.map(UnitGroup.init)) {
        guard let mean = recorded.means[group] else {
          throw RunFolderError(
            "\(earlier) has no unit of \(group.description), so it cannot tell how long these take."
          )
        }
        times[group] = mean
      }
      source = "Times are the means of the units in \(earlier), computed on \(recorded.hosts)."
      rankMemory = nil
    } else {
      let calibration = try UnitCalibration(experiment, progress: progress)
      times = calibration.measurements.mapValues { ($0.seconds, $0.files, $0.bytes) }
      source = String(
        format:
          "Times were measured here in %.0f s, with one and three epochs of each kind of unit; "
          + "other machines differ.", calibration.seconds)
      rankMemory = calibration.peakMemory
    }

    var order: [UnitGroup] = []
    var counts: [UnitGroup: Int] = [:]
    for unit in graph.units {
      if counts[UnitGroup(unit)] == nil { order.append(UnitGroup(unit)) }
      counts[UnitGroup(unit), default: 0] += 1
    }
    rows = order.map { group in
      let (units, time) = (counts[group] ?? 0, times[group] ?? (0, 0, 0))
      return Row(
        group: group, units: units, seconds: Double(units) * time.seconds,
        files: units * time.files, bytes: units * time.bytes)
    }
    let known = times
    let simulation = RunSimulation(graph, storing: Self.storing) {
      known[UnitGroup($0)]?.seconds ?? 0
    }
    let workers =
      ranks.isEmpty ? Self.powersOfTwo(upTo: graph.units.count) : Self.workers(of: ranks)
    outcomes = workers.map { simulation.run(workers: $0) }
    oneWorkerSeconds = simulation.run(workers: 1).seconds
    criticalPath = (simulation.criticalPath, simulation.criticalSeconds)
    mostUsefulWorkers = simulation.mostUsefulWorkers
    dataBytes = experiment.sharedData.count
    predictions = experiment.configuration.methods.count * experiment.configuration.seeds.count
  }

  /// The seconds of all units.
  public var work: Double { rows.reduce(0) { $0 + $1.seconds } }

  /// The workers of so many ranks, each number once: one rank computes, of several all but one.
  static func workers(of ranks: [Int]) -> [Int] {
    var workers: [Int] = []
    for count in ranks.map({ max(1, $0 - 1) }) where !workers.contains(count) {
      workers.append(count)
    }
    return workers
  }

  private static func powersOfTwo(upTo limit: Int) -> [Int] {
    var numbers = [1]
    while let last = numbers.last, last < limit { numbers.append(2 * last) }
    return numbers
  }
}
