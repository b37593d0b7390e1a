import Checkpoints
import Files
import Foundation
import Tensors

/// Measures how long an experiment's units take, by computing some of them with few epochs.
///
/// One unit of each group is computed with one epoch and with three; half the difference is an
/// epoch, the rest is what does not depend on their number. Results are thrown away.
struct UnitCalibration {
  /// What a unit of a group takes.
  struct Measurement: Sendable {
    /// The seconds of the whole unit, as far as one can tell from few epochs.
    let seconds: Double
    /// The bytes of its files.
    let bytes: Int
    /// How many files.
    let files: Int
  }

  /// What the units of each group take.
  let measurements: [UnitGroup: Measurement]
  /// The most memory that this process had, in bytes: what a rank with these units needs.
  let peakMemory: Int
  /// What calibrating took, in seconds.
  let seconds: Double

  /// Measures units of an experiment, one group after another; `progress` hears of each.
  ///
  /// - Throws: what computing a unit throws.
  init(_ experiment: Experiment, progress: (String) -> Void) throws {
    let began = ContinuousClock.now
    experiment.configuration.kernels.use()
    let graph = try experiment.graph()
    var measurements: [UnitGroup: Measurement] = [:]
    var models: [UnitID: [UnitFile]] = [:]
    for unit in graph.units where measurements[UnitGroup(unit)] == nil {
      progress("measuring \(unit)")
      let first = graph.prerequisites[unit].flatMap { models[$0] } ?? []
      // A chain's members follow each other; one of them tells of all.
      let isChain = unit.kind == .memberChain
      let measured =
        isChain ? UnitID(method: unit.method, seed: unit.seed, kind: .member(0)) : unit
      let repeats = isChain ? Double(experiment.configuration.ensemble.members) : 1
      // A look at samples takes the same however long the training is, and would find samples after
      // so few epochs unfit.
      var unchecked = experiment.configuration
      unchecked.quality.check = false
      let computers = [1, 3].map { epochs in
        ExperimentComputer(
          configuration: unchecked.withEpochs(epochs), splits: experiment.data.splits)
      }
      let (files, one) = try Self.time(measured, computers[0], prerequisite: first)
      let (_, three) = try Self.time(measured, computers[1], prerequisite: first)
      var (look, lookBytes) = (0.0, 0)
      if unit.kind == .oversampler, experiment.configuration.quality.check {
        let checked = ExperimentComputer(
          configuration: experiment.configuration.withEpochs(1), splits: experiment.data.splits)
        let (all, whole) = try Self.time(measured, checked, prerequisite: first)
        look = max(0, whole - one)
        lookBytes = all[UnitFile.quality]?.count ?? 0
      }
      let epochs = Self.epochs(of: unit, experiment.configuration)
      // Where noise hides the difference, all of it is taken for epochs.
      let epoch = three > one ? (three - one) / 2 : three / 3
      measurements[UnitGroup(unit)] = Measurement(
        seconds: repeats * (one + epoch * Double(epochs - 1)) + look,
        bytes: Int(repeats) * files.reduce(0) { $0 + $1.bytes.count } + lookBytes,
        files: Int(repeats) * files.count + (lookBytes > 0 ? 1 : 0))
      models[unit] = files
    }
    self.measurements = measurements
    peakMemory = ProcessMemory.peak
    seconds = (ContinuousClock.now - began).seconds
  }

  /// The least processor time of a few tries.
  ///
  /// The first of short ones does not count: it pays for memory that later ones find ready.
  private static func time(
    _ unit: UnitID, _ computer: ExperimentComputer, prerequisite: [UnitFile]
  ) throws -> (files: [UnitFile], seconds: Double) {
    var least = Double.infinity
    var files: [UnitFile] = []
    for attempt in 0...2 {
      let began = ProcessorTime.thread
      files = try computer.compute(unit, prerequisite: prerequisite, monitor: .none)
      let seconds = ProcessorTime.thread - began
      if attempt > 0 || seconds > Self.long { least = min(least, seconds) }
      if attempt > 0 ? least > 0.5 : least < .infinity { break }
    }
    return (files, least)
  }

  /// Seconds from which on a first try is as good as a later one.
  private static let long = 5.0

  /// How many epochs a unit has; 1 if it has none.
  private static func epochs(of unit: UnitID, _ configuration: ExperimentConfiguration) -> Int {
    switch unit.kind {
    case .member, .memberChain: configuration.classifier.epochs
    case .detector: configuration.novelty.gan.epochs
    case .scores: 1
    case .oversampler: configuration.oversamplerEpochs[unit.method] ?? 1
    }
  }
}
