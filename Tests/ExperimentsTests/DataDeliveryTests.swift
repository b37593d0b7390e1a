import Files
import MessagePassing
import Testing

@testable import Experiments

@Suite("One copy of the data for each node")
struct DataDeliveryTests {
  /// More than two pieces.
  private static let content = (0..<(2 * DataDelivery.pieceSize + 5)).map { UInt8($0 % 251) }

  private static func shared() throws -> SharedBytes {
    try SharedBytes.make(count: content.count) { try $0.append(content) }
  }

  @Test("Workers beside the coordinator open its memory; elsewhere the first one fetches")
  func sources() throws {
    let bytes = try Self.shared()
    var delivery = DataDelivery(bytes, on: "a")
    #expect(delivery.joined(1, node: "a")?.path == bytes.path)
    let fetched = delivery.joined(2, node: "b")
    let first = try #require(fetched)
    #expect(first.path == nil && first.count == bytes.count)
    #expect(delivery.joined(3, node: "b") == nil)
    #expect(delivery.joined(4, node: "b") == nil)
    #expect(delivery.joined(5, node: "c")?.path == .some(nil))
    let (waiting, source) = delivery.holds(2, path: "/proc/7/fd/8")
    #expect(waiting == [3, 4])
    #expect(source.path == "/proc/7/fd/8")
    // From now on nobody waits there.
    #expect(delivery.joined(6, node: "b")?.path == "/proc/7/fd/8")
    #expect(delivery.holds(1, path: "p").ranks.isEmpty)
  }

  @Test("If the one that fetches is lost, the next one of its node fetches")
  func lost() throws {
    var delivery = DataDelivery(try Self.shared(), on: "a")
    _ = delivery.joined(1, node: "b")
    #expect(delivery.joined(2, node: "b") == nil)
    #expect(delivery.joined(3, node: "b") == nil)
    let lost = delivery.lost(1)
    let next = try #require(lost)
    #expect(next.rank == 2 && next.source.path == nil)
    #expect(delivery.lost(3) == nil)
    #expect(delivery.lost(2) == nil)
    #expect(delivery.joined(4, node: "b")?.path == .some(nil))
    #expect(delivery.lost(9) == nil)
  }

  @Test("A worker that is lost while it waits, and comes back, is told where the data are")
  func rejoined() throws {
    var delivery = DataDelivery(try Self.shared(), on: "a")
    _ = delivery.joined(1, node: "b")
    #expect(delivery.joined(2, node: "b") == nil)
    #expect(delivery.lost(2) == nil)
    #expect(delivery.lost(1) == nil)
    // Rank 1 comes back with its data; rank 2 does without having been told anything.
    #expect(delivery.holds(1, path: "/proc/7/fd/8").ranks.isEmpty)
    #expect(delivery.rejoined(2)?.path == "/proc/7/fd/8")
  }

  @Test("Fetched piece by piece, the data are those that were sent")
  func fetched() throws {
    let delivery = DataDelivery(try Self.shared(), on: "a")
    var receipt = DataReceipt(
      .init(count: Self.content.count, digest: SHA256.hexDigest(of: Self.content)))
    var step = try receipt.begin()
    var pieces = 0
    while case .ask(let offset) = step {
      pieces += 1
      step = try receipt.take(delivery.piece(from: offset), from: offset)
    }
    guard case .done(let bytes) = step else { return }
    #expect(pieces == 3)
    #expect(bytes.withUnsafeBytes(Array.init) == Self.content)
    #expect(delivery.piece(from: Self.content.count).isEmpty)
    #expect(delivery.piece(from: -1).count == DataDelivery.pieceSize)
  }

  @Test("A worker that cannot open the memory of another one fetches a copy of its own")
  func cannotOpen() throws {
    var receipt = DataReceipt(
      .init(count: 3, digest: SHA256.hexDigest(of: [1, 2, 3]), path: "/proc/1/fd/nothing"))
    guard case .ask(0) = try receipt.begin() else {
      Issue.record("It did not ask.")
      return
    }
    guard case .done = try receipt.take([1, 2, 3], from: 0) else {
      Issue.record("It was not done.")
      return
    }
  }

  @Test("Pieces that were not asked for, and data that were damaged on the way, are refused")
  func damaged() throws {
    var receipt = DataReceipt(.init(count: 3, digest: SHA256.hexDigest(of: [1, 2, 3])))
    _ = try receipt.begin()
    #expect(throws: CommunicationError.self) { try receipt.take([1], from: 1) }
    #expect(throws: CommunicationError.self) { try receipt.take([], from: 0) }
    let error = #expect(throws: CommunicationError.self) { try receipt.take([1, 2, 4], from: 0) }
    #expect(error?.description == "The data were damaged on their way from the coordinator.")
    #expect(throws: FileError.self) {
      var other = DataReceipt(.init(count: 1, digest: ""))
      _ = try other.begin()
      _ = try other.take([1, 2], from: 0)
    }
  }
}
