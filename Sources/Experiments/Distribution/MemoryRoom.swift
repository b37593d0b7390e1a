import MessagePassing

/// What a process may still take without its node running out of memory.
struct MemoryRoom {
  /// The share of a node's memory that stays free, or else so much for each process but no more than the
  /// greatest share: for all that nobody asks for.
  private static let freeShare = 0.02
  private static let freePerProcess = 64e6
  private static let greatestShare = 0.2

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
  init?(limit: Double, own: Double, node: AvailableMemory?, processes: Int) {
    let bounds = [
      limit > 0 ? (limit - own, MemoryExhausted.limit(limit)) : nil,
      node.map { ($0.free - Self.reserve(of: $0, for: processes), MemoryExhausted.node($0)) },
    ]
    guard let (bytes, bound) = bounds.compactMap(\.self).min(by: { $0.0 < $1.0 }) else {
      return nil
    }
    self.bytes = max(0, bytes)
    self.bound = bound
  }

  /// What stays free of a node's memory.
  static func reserve(of node: AvailableMemory, for processes: Int) -> Double {
    max(
      freeShare * node.total,
      min(freePerProcess * Double(max(1, processes)), greatestShare * node.total))
  }
}
