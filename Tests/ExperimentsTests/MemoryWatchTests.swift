import MessagePassing
import Testing

@testable import Experiments

@Suite("Units that take too much memory")
struct MemoryWatchTests {
  private func reason(
    _ limit: Double, own: Double, _ node: AvailableMemory?, workers: Int = 2
  ) -> String? {
    MemoryWatch.reason(limit: limit, own: own, node: node, workers: workers)?.description
  }

  @Test("A limit of the user's holds, whatever the node has")
  func limit() throws {
    let node = AvailableMemory(total: 16e9, free: 8e9)
    #expect(reason(2e9, own: 1.9e9, node) == nil)
    let sentence = try #require(reason(2e9, own: 2.1e9, nil))
    #expect(sentence.contains("than --memory-limit allows, 2 GB"), "\(sentence)")
  }

  @Test(
    "Where hardly any memory is left, a process that has much of it is the cause, others are not")
  func node() throws {
    let node = AvailableMemory(total: 16e9, free: 50e6)
    let sentence = try #require(reason(0, own: 9e9, node))
    #expect(sentence.contains("of the 16 GB of its node hardly any was left"), "\(sentence)")
    #expect(reason(0, own: 1e9, node) == nil)
    #expect(reason(0, own: 1e9, node, workers: 16) != nil)
    #expect(reason(0, own: 9e9, AvailableMemory(total: 16e9, free: 0.2e9)) == nil)
    #expect(reason(0, own: 9e9, nil) == nil)
    // A small container.
    #expect(reason(0, own: 0.5e9, AvailableMemory(total: 1e9, free: 50e6)) != nil)
  }

  @Test("This process has memory of its own, less than its node has")
  func here() throws {
    let node = try #require(AvailableMemory.here)
    #expect(AvailableMemory.ownUse > 1e6)
    #expect(AvailableMemory.ownUse < node.total && node.free <= node.total)
  }
}
