/// What a run does about time and about workers that fall silent; results never depend on it.
public struct RunPolicy: Sendable, Equatable {
  /// Seconds between two checkpoints of a unit; a unit that takes less has none.
  public var checkpointInterval = 300.0
  /// Seconds after which a worker that says nothing counts as lost.
  ///
  /// Over TCP a link that was cut for a second takes several to be used again, so little is too
  /// little: a worker that is taken for lost too soon costs its unit's work since the checkpoint.
  public var silence = 60.0
  /// Whether the run goes on without workers that are lost, or ends.
  public var survivesLoss = false

  /// The bytes that a worker's process may have to itself before its unit is given up; 0: as many as
  /// its node has.
  public var memoryLimit = 0.0

  /// The defaults.
  public init() {}

  /// Seconds between two signs of life where there is nothing else to say.
  var beat: Double { min(5, silence / 6) }

  /// Seconds between two signs of life of the coordinator.
  var coordinatorBeat: Double { survivesLoss ? beat : 60 }

  /// Seconds for which a worker bears the coordinator's silence.
  ///
  /// A launcher ends all ranks of a run that does not survive losses, but cannot reach those of a node
  /// that is cut off; they shall not be there for ever. Until a worker is welcomed, the coordinator may
  /// be reading data, and says nothing.
  func coordinatorSilence(isWelcome: Bool) -> Double {
    isWelcome && survivesLoss ? max(60, 2 * silence) : 86_400
  }
}
