import Files

/// How workers come by the data: one copy for each node.
///
/// The first worker of a node fetches the data piece by piece, asking for the next piece when it has
/// one, so that no more than a piece is on its way to a node. The others of its node wait for it and
/// open its memory. On the coordinator's node that memory is the coordinator's.
struct DataDelivery {
  /// Where the data of a worker are.
  struct Source: Equatable, Sendable {
    /// How many bytes they are.
    var count: Int
    /// Their SHA-256.
    var digest: String
    /// Where another process of the node has them; nil: they are to be fetched.
    var path: String?
  }

  private struct Node {
    /// Where a process of the node has the data; nil: none has yet.
    var path: String?
    var fetching: Int?
    var waiting: [Int] = []
  }

  private let bytes: SharedBytes
  private let digest: String
  private var nodes: [String: Node] = [:]
  private var nodeOfRank: [Int: String] = [:]

  /// The bytes of a piece: with what is around it, one part of a message.
  static let pieceSize = (4 << 20) - 4096

  /// Nobody has the data but the process that coordinates.
  init(_ bytes: SharedBytes, on node: String) {
    self.bytes = bytes
    digest = SHA256.hexDigest(of: bytes)
    nodes[node] = Node(path: bytes.path)
  }

  /// Notes that a worker is there.
  ///
  /// - Returns: where its data are; nil: it has to wait for another worker of its node.
  mutating func joined(_ rank: Int, node name: String) -> Source? {
    nodeOfRank[rank] = name
    var node = nodes[name] ?? Node()
    defer { nodes[name] = node }
    if node.path == nil, node.fetching != nil {
      if !node.waiting.contains(rank) { node.waiting.append(rank) }
      return nil
    }
    if node.path == nil { node.fetching = rank }
    return source(node.path)
  }

  /// Notes that a worker is there again that was lost before it heard where the data are.
  ///
  /// - Returns: as for `joined`.
  mutating func rejoined(_ rank: Int) -> Source? {
    nodeOfRank[rank].flatMap { joined(rank, node: $0) }
  }

  /// Notes that a worker has the data.
  ///
  /// - Returns: those that have waited for it, and where their data are.
  mutating func holds(_ rank: Int, path: String) -> (ranks: [Int], source: Source) {
    guard let name = nodeOfRank[rank], var node = nodes[name], node.path == nil else {
      return ([], source(path))
    }
    defer { nodes[name] = node }
    let waiting = node.waiting
    node = Node(path: path)
    return (waiting, source(path))
  }

  /// Notes that a worker is lost.
  ///
  /// - Returns: who fetches the data in its stead, if it was about to, and where from.
  mutating func lost(_ rank: Int) -> (rank: Int, source: Source)? {
    guard let name = nodeOfRank[rank], var node = nodes[name] else { return nil }
    defer { nodes[name] = node }
    node.waiting.removeAll { $0 == rank }
    guard node.fetching == rank else { return nil }
    node.fetching = node.waiting.isEmpty ? nil : node.waiting.removeFirst()
    return node.fetching.map { ($0, source(nil)) }
  }

  /// The piece of the data that begins at an offset; empty behind the end.
  func piece(from offset: Int) -> [UInt8] {
    bytes.withUnsafeBytes { all in
      let start = max(0, min(offset, all.count))
      return Array(all[start..<min(all.count, start + Self.pieceSize)])
    }
  }

  private func source(_ path: String?) -> Source {
    Source(count: bytes.count, digest: digest, path: path)
  }
}
