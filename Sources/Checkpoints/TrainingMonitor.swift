/// How a long training tells how far it is, saves its state, and is continued.
///
/// A trainer that is given one asks for the state to continue from, and from time to time offers
/// its state and tells how far it is:
///
///     let monitor = try monitor.sealed(as: "autoencoder") { fingerprint }
///     if let state = monitor.checkpoint { trainer.restore(state) }
///     while trainer.epoch < epochs {
///       try trainer.trainEpoch()
///       try monitor.saveIfDue(bytes: trainer.stateSize) { try trainer.state() }
///       try monitor.report(Double(trainer.epoch) / Double(epochs))
///     }
///
/// Whoever starts the training decides when a state is due and where it goes. Saving changes
/// nothing, and a training that is continued ends with the same bytes as one that never stopped
/// (spec/06 A34). For one thread.
public struct TrainingMonitor {
  /// The state to continue from; nil: from the beginning.
  public let checkpoint: [UInt8]?
  private let isDue: () throws -> Bool
  private let affords: (Int) -> Bool
  private let save: ([UInt8]) throws -> Void
  private let reportShare: (Double) throws -> Void
  private let claimMemory: (Int) throws -> Void

  /// A monitor with whatever is wanted of it; by default it does nothing.
  ///
  /// - Parameters:
  ///   - checkpoint: what `save` was given by an earlier start of the same training; nil for none.
  ///   - isDue: whether the state is to be saved now; asked often, so it should be quick. What it
  ///     throws ends the training.
  ///   - affords: whether there is the memory for a state of so many bytes, which is not saved if not.
  ///   - save: takes a state; what it throws ends the training.
  ///   - report: hears of the share that is done, 0 to 1; what it throws ends the training.
  ///   - claim: hears of what is about to be made and takes so many bytes; what it throws ends the
  ///     training.
  public init(
    continuing checkpoint: [UInt8]? = nil, isDue: @escaping () throws -> Bool = { false },
    affords: @escaping (Int) -> Bool = { _ in true },
    save: @escaping ([UInt8]) throws -> Void = { _ in },
    report: @escaping (Double) throws -> Void = { _ in },
    claim: @escaping (Int) throws -> Void = { _ in }
  ) {
    self.checkpoint = checkpoint
    self.isDue = isDue
    self.affords = affords
    self.save = save
    reportShare = report
    claimMemory = claim
  }

  /// From the beginning, without reports and without saving.
  public static var none: TrainingMonitor { TrainingMonitor() }

  /// Tells the share that is done, 0 to 1.
  ///
  /// - Throws: whatever is to end the training.
  public func report(_ share: Double) throws { try reportShare(share) }

  /// Asks for the memory of something large that is no tensor, such as samples or a model's bytes;
  /// tensors ask themselves.
  ///
  /// - Throws: whatever is to end the training, where there is none.
  public func claim(_ bytes: Int) throws { try claimMemory(bytes) }

  /// Saves the state if it is time to, and there is the memory for it.
  ///
  /// - Parameters:
  ///   - bytes: about how long the state is; worked out only if it is due.
  ///   - state: encodes the state; called only if it is due.
  /// - Throws: what `state` throws, and whatever is to end the training.
  public func saveIfDue(
    bytes: @autoclosure () -> Int = 0, _ state: () throws -> [UInt8]
  ) throws {
    guard try isDue(), affords(bytes()) else { return }
    try save(try state())
  }
}

extension TrainingMonitor {
  /// This monitor for a trainer that encodes nothing but its state: checkpoints are sealed on their
  /// way out (`Checkpoint`), and on their way in those of anything else are left out.
  ///
  /// - Parameters:
  ///   - kind: what kind of training it is, such as `member`.
  ///   - fingerprint: of everything that decides the training's result; called at most once, and
  ///     only if there is a checkpoint or a state is due.
  /// - Returns: the monitor, whose `checkpoint` is a state as the trainer encoded it.
  /// - Throws: what `fingerprint` throws.
  public func sealed(
    as kind: String, by fingerprint: @escaping () throws -> UInt64
  ) throws -> TrainingMonitor {
    var known: UInt64?
    func mark() throws -> UInt64 {
      let mark = try known ?? fingerprint()
      known = mark
      return mark
    }
    let content = try checkpoint.flatMap { bytes in
      Checkpoint(sealed: bytes, kind: kind, fingerprint: try mark())?.content
    }
    return TrainingMonitor(
      continuing: content, isDue: isDue, affords: affords,
      save: { content in
        try save(Checkpoint(content).sealed(as: kind, fingerprint: try mark()))
      },
      report: reportShare, claim: claimMemory)
  }

  /// The monitor of a part of this training.
  ///
  /// - Parameters:
  ///   - checkpoint: the part's own state; nil for none.
  ///   - index: how many parts come before.
  ///   - count: how many parts there are, of equal shares.
  ///   - bytes: how much longer a state of the whole is.
  ///   - saving: makes a state of the whole from one of the part.
  /// - Returns: a monitor for which the part is a training of its own.
  func part(
    continuing checkpoint: [UInt8]?, index: Int, of count: Int, bytes: Int = 0,
    saving: @escaping ([UInt8]) throws -> [UInt8]
  ) -> TrainingMonitor {
    TrainingMonitor(
      continuing: checkpoint, isDue: isDue, affords: { affords($0 + bytes) },
      save: { try save(try saving($0)) },
      report: { try reportShare((Double(index) + $0) / Double(count)) }, claim: claimMemory)
  }
}
