import MessagePassing

/// A unit is given up because there is not the memory for it.
///
/// The sentences have no numbers but those of limits, so that equal runs tell the same.
struct MemoryExhausted: Error, CustomStringConvertible {
  let description: String
  /// Whether there might be enough once less is computed on its node.
  var isForNode = false

  /// A process took more for itself than the user allows, in bytes.
  static func limit(_ bytes: Double) -> MemoryExhausted {
    MemoryExhausted(
      description: "out of memory: its process took more for itself than --memory-limit allows, "
        + "\(SizeText.short(bytes)). Make the model or its batches smaller, or allow more.")
  }

  /// Hardly any is left on a node.
  static func node(_ memory: AvailableMemory) -> MemoryExhausted {
    MemoryExhausted(
      description:
        "out of memory: of the \(SizeText.short(memory.total)) of its node hardly any was "
        + "left, and its process had or wanted much of it. Make the model or its batches smaller, or "
        + "start fewer workers on a node.", isForNode: true)
  }

  /// The system refused it, without a known limit.
  static let system = MemoryExhausted(
    description: "out of memory: the system gave its process no more, perhaps for a limit of its "
      + "address space (ulimit -v). Make the model or its batches smaller.")
}
