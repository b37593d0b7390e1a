import MessagePassing

/// What a process may still take without its node running out of memory.
struct MemoryRoom {
  /// What stays free for all that nobody asks for: so much for each process, but neither more than this
  /// in all nor than this share of the node.
  private static let freePerProcess = 64e6
  private static let mostFree = 2e9
  private static let greatestShare = 0.2
  /// The share of a process's limit that stays free for the same, but no more than beside others.
  private static let freeOfLimit = 0.05

  /// How many bytes; not below 0.
  let bytes: Double
  /// What one is told that needs more.
  let bound: MemoryExhausted

  /// The room of a process; nil if nothing bounds it.
  ///
  /// - Parameters:
  ///   - limit: the bytes that it may have to itself; 0: as many as there are.
  ///   - own: those that it has.
  ///   - node: what there is on its node; nil if unknown.
  ///   - processes: how many processes share the node.
  ///   - addresses: how many bytes of addresses are left to it; infinitely many if nothing bounds them.
  init?(
    limit: Double, own: Double, node: AvailableMemory?, processes: Int,
    addresses: Double = .infinity
  ) {
    let bounds =
      [
        limit > 0
          ? (limit - own - min(Self.freePerProcess, Self.freeOfLimit * limit), .limit(limit)) : nil,
        // As much again is left for what stands in for refused memory.
        addresses < .infinity ? (addresses / 2, .system) : nil,
        node.map { ($0.free - Self.reserve(of: $0, for: processes), .node($0)) },
      ] as [(Double, MemoryExhausted)?]
    guard let (bytes, bound) = bounds.compactMap(\.self).min(by: { $0.0 < $1.0 }) else {
      return nil
    }
    self.bytes = max(0, bytes)
    self.bound = bound
  }

  /// What stays free of a node's memory.
  static func reserve(of node: AvailableMemory, for processes: Int) -> Double {
    min(freePerProcess * Double(max(1, processes)), mostFree, greatestShare * node.total)
  }
}
