import Checkpoints

/// What every training has to keep that saves its state (spec/06 A34, E14).
///
///     #expect(try CheckpointContract().violations { monitor in try fit(monitor) } == [])
///
/// The training is run whole, then with a save at every point, then from some of the saved states:
/// the first two, the last two and some between them. All have to end with the same bytes and, what
/// is stricter, to save the same states from there on. Damaged states have to be as good as none.
public struct CheckpointContract {
  /// How many states between the first and the last ones are tried.
  public var between = 3
  /// How many states there have to be at least.
  public var leastStates = 2

  /// The contract for any training.
  public init() {}

  /// What a training does against the contract, one sentence each; empty if nothing.
  ///
  /// Cost: about ten trainings.
  ///
  /// - Parameter train: runs the training and returns everything that it results in.
  /// - Returns: the violations.
  /// - Throws: what `train` throws.
  public func violations(_ train: (TrainingMonitor) throws -> [[UInt8]]) throws -> [String] {
    let expected = try train(.none)
    let whole = try Run(train)
    var violations: [String] = []
    if whole.result != expected { violations.append("Saving changes the result.") }
    guard whole.states.count >= leastStates else {
      return violations + ["Only \(whole.states.count) states are saved."]
    }
    for index in chosen(whole.states.count) {
      let rest = try Run(continuing: whole.states[index], train)
      if rest.result != expected {
        violations.append("Continued from state \(index + 1), the result is another.")
      }
      if rest.states != Array(whole.states[(index + 1)...]) {
        violations.append(
          """
          Continued from state \(index + 1) of \(whole.states.count), \(rest.states.count) states \
          are saved that are not those of the whole training.
          """)
      }
      if zip(rest.reports, rest.reports.dropFirst()).contains(where: { $0 > $1 }) {
        violations.append("Continued from state \(index + 1), progress runs backwards.")
      }
    }
    for (name, bytes) in damaged(whole.states) {
      let again = try Run(continuing: bytes, train)
      if again.result != expected || again.states != whole.states {
        violations.append("A state that \(name) is not as good as none.")
      }
    }
    return violations
  }

  /// What the state of another training does to this one, one sentence each; empty if nothing.
  ///
  /// - Parameters:
  ///   - other: the other training, of other settings, data or seed.
  ///   - train: this one.
  /// - Returns: the violations.
  /// - Throws: what the trainings throw.
  public func violations(
    byStatesOf other: (TrainingMonitor) throws -> [[UInt8]],
    _ train: (TrainingMonitor) throws -> [[UInt8]]
  ) throws -> [String] {
    let whole = try Run(train)
    let states = try Run(other).states
    guard !states.isEmpty else { return ["The other training saves nothing."] }
    return try [0, states.count / 2, states.count - 1].compactMap { index in
      let again = try Run(continuing: states[index], train)
      return again.result == whole.result && again.states == whole.states
        ? nil : "State \(index + 1) of another training is not as good as none."
    }
  }

  private func chosen(_ count: Int) -> [Int] {
    let some = (1...max(1, between)).map { $0 * count / (between + 1) }
    return Set([0, 1, count - 2, count - 1] + some).filter { (0..<count).contains($0) }.sorted()
  }

  private func damaged(_ states: [[UInt8]]) -> [(name: String, bytes: [UInt8])] {
    let state = states[states.count / 2]
    var altered = state
    altered[state.count / 2] ^= 1
    return [
      ("is empty", []), ("is cut short", Array(state.dropLast(state.count / 3))),
      ("has another byte in its middle", altered),
    ]
  }

  /// A training that saved its state at every point.
  private struct Run {
    let result: [[UInt8]]
    let states: [[UInt8]]
    let reports: [Double]

    init(
      continuing checkpoint: [UInt8]? = nil, _ train: (TrainingMonitor) throws -> [[UInt8]]
    ) throws {
      var (states, reports) = ([[UInt8]](), [Double]())
      result = try train(
        TrainingMonitor(
          continuing: checkpoint, isDue: { true }, save: { states.append($0) },
          report: { reports.append($0) }))
      (self.states, self.reports) = (states, reports)
    }
  }
}
