import CKernels

/// The memory that tensors of this process share: large blocks are kept for the next tensor of about
/// their size, so that a training step whose sizes repeat asks the system for nothing.
///
/// What is in use and what waits stay together below half as much again as was ever in use at once.
public enum TensorMemory {
  /// How many large blocks (of 64 KiB and more) the system was asked for so far.
  public static var newBlocks: Int { cw_new_blocks() }

  /// Gives what waits back to the system: after a piece of work whose sizes will not come again.
  public static func returnToSystem() { cw_return_memory() }

  /// Runs something on this thread whose tensors ask before they take new large blocks of the system.
  ///
  /// Tensors cannot throw. So after a no they stand on pages that can be written and read but do not
  /// keep what was written: `body` goes on with numbers that mean nothing, takes no more memory, and
  /// should look at `wasRefused` where it can end, and before it makes an index of a tensor's numbers.
  /// What it computed must be thrown away.
  ///
  /// - Parameters:
  ///   - answer: is told the bytes that a tensor needs; returns how many may be taken before it is asked
  ///     again, fewer than needed for a no. Of several threads one asks at a time.
  ///   - stuck: is called where there are not even the addresses for such pages, and must not return.
  ///   - body: what to run.
  /// - Returns: what `body` returns.
  public static func asking<Result>(
    _ answer: @escaping (Int) -> Int, stuck: @escaping () -> Never = { endForLack() },
    during body: () throws -> Result
  ) rethrows -> Result {
    let box = Answer(give: answer, stuck: stuck)
    return try withExtendedLifetime(box) {
      cw_ask_for_memory(
        { context, size in
          guard let context else { return 0 }
          return max(0, Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue().give(size))
        }, Unmanaged.passUnretained(box).toOpaque())
      defer { cw_ask_for_memory(nil, nil) }
      return try body()
    }
  }

  /// Whether a tensor of this thread was refused a block, in what `asking` runs just now.
  public static var wasRefused: Bool { cw_memory_was_refused() != 0 }

  /// What C can pass on.
  private final class Answer {
    let give: (Int) -> Int
    let stuck: () -> Never
    init(give: @escaping (Int) -> Int, stuck: @escaping () -> Never) {
      self.give = give
      self.stuck = stuck
    }
  }

  /// The end of what needs a tensor for which there is neither memory nor a stand-in.
  static func stop() -> Never {
    guard let context = cw_memory_context() else { endForLack() }
    Unmanaged<Answer>.fromOpaque(context).takeUnretainedValue().stuck()
  }

  /// Ends the process.
  public static func endForLack() -> Never {
    fatalError(
      "There is no memory left for a tensor; the limits of the process may allow too little.")
  }
}
