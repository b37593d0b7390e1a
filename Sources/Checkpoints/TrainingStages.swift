import Files

/// Trainings that follow each other and make one result: the models of several classes, or members
/// that go on from each other.
///
///     var stages = try TrainingStages(["class 1", "class 2"], of: monitor) { fingerprint }
///     let first = try stages.next(decoding: Model.init) { monitor in try fit(1, monitor) }
///     let second = try stages.next(decoding: Model.init) { monitor in try fit(2, monitor) }
///
/// Each stage has an equal share of the progress and a section of the checkpoint: the state of the
/// one that is trained, the result of each that is done. Any checkpoint is therefore complete.
public struct TrainingStages {
  private let monitor: TrainingMonitor
  private let names: [String]
  /// The results of the stages that are done.
  private var results: [[UInt8]] = []
  /// What the checkpoint holds: results, and the state of the stage behind them.
  private var stored: Sections

  /// The stages of a training, before the first of them.
  ///
  /// - Parameters:
  ///   - names: of the stages, in their order; a checkpoint of other stages is left out.
  ///   - monitor: of the whole training.
  ///   - fingerprint: of everything that decides the result, as in `TrainingMonitor.sealed`.
  /// - Throws: what `fingerprint` throws.
  public init(
    _ names: [String], of monitor: TrainingMonitor,
    by fingerprint: @escaping () throws -> UInt64
  ) throws {
    self.names = names
    self.monitor = try monitor.sealed(
      as: "stages: \(names.joined(separator: ", "))", by: fingerprint)
    stored = self.monitor.checkpoint.flatMap { try? Sections(decoding: $0) } ?? Sections()
    if stored.results.count > names.count { stored = Sections() }
  }

  /// The result of the next stage, from the checkpoint if it was done before.
  ///
  /// - Parameters:
  ///   - decode: makes the result of its bytes. It is given them whether they are new or from the
  ///     checkpoint, so that both cannot differ.
  ///   - train: trains the stage with the monitor of its own, and encodes the result.
  /// - Returns: the stage's result.
  /// - Throws: what `train` and, for a new result, `decode` throw.
  /// - Precondition: a stage is left.
  public mutating func next<Result>(
    decoding decode: ([UInt8]) throws -> Result,
    _ train: (TrainingMonitor) throws -> [UInt8]
  ) throws -> Result {
    let index = results.count
    precondition(index < names.count, "All stages are done.")
    if index < stored.results.count {
      if let result = try? decode(stored.results[index]) {
        results.append(stored.results[index])
        try monitor.report(Double(index + 1) / Double(names.count))
        return result
      }
      // What cannot be read is trained again, and so is all that may have gone on from it.
      stored = Sections()
    }
    let done = results
    let bytes = try train(
      monitor.part(
        continuing: index == stored.results.count ? stored.current : nil, index: index,
        of: names.count, bytes: done.reduce(0) { $0 + $1.count },
        saving: { Sections(results: done, current: $0).encoded() }))
    results.append(bytes)
    let sections = Sections(results: results, current: nil)
    try monitor.saveIfDue(bytes: results.reduce(0) { $0 + $1.count }) { sections.encoded() }
    return try decode(bytes)
  }
}

/// The sections of a checkpoint of stages.
private struct Sections {
  var results: [[UInt8]] = []
  var current: [UInt8]?

  init(results: [[UInt8]] = [], current: [UInt8]? = nil) {
    self.results = results
    self.current = current
  }

  func encoded() -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(results.count)
    for result in results { encoder.append(result) }
    encoder.append(current == nil ? 0 : 1)
    if let current { encoder.append(current) }
    return encoder.bytes
  }

  init(decoding bytes: [UInt8]) throws {
    var decoder = ByteDecoder(bytes)
    for _ in 0..<max(0, try decoder.integer()) { results.append(try decoder.content()) }
    if try decoder.integer() == 1 { current = try decoder.content() }
  }
}
