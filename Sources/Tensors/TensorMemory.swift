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
}
