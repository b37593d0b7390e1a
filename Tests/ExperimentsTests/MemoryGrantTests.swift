import MessagePassing
import Tensors
import Testing

@testable import Experiments

@Suite("Memory that a unit asks for")
struct MemoryGrantTests {
  private func granted(_ size: Double, of bytes: Double, workers: Int = 1) -> Int? {
    let node = AvailableMemory(total: 1e9, free: bytes + 64e6)
    return MemoryGrant.granted(
      size, of: MemoryRoom(limit: 0, own: 0, node: node, processes: 1), workers: workers)
  }

  @Test("What there is may be taken, and no more; some is kept for everything else")
  func rule() {
    #expect(granted(100e6, of: 100e6) == 100_000_000)
    #expect(granted(101e6, of: 100e6) == nil)
    #expect(granted(1, of: 0) == nil)
    // Beyond what is needed, a quarter of the room and no more than some 64 MB.
    #expect(granted(1e6, of: 100e6) == 25_000_000)
    #expect(granted(1e6, of: 900e6) == 64_000_000)
    // Where nothing is known of memory, all may be taken.
    #expect(MemoryGrant.granted(1e12, of: nil, workers: 4) == 1_000_000_000_000)
  }

  @Test("Of several workers that ask at the same moment, each is granted its share at most")
  func share() {
    #expect(granted(30e6, of: 100e6, workers: 3) == 30_000_000)
    #expect(granted(40e6, of: 100e6, workers: 3) == nil)
  }

  @Test("The room is what the tighter of both bounds leaves, and its sentence names that one")
  func room() throws {
    let node = AvailableMemory(total: 16e9, free: 8e9)
    let ofLimit = try #require(MemoryRoom(limit: 6e9, own: 5e9, node: node, processes: 4))
    #expect(ofLimit.bytes == 1e9 - 64e6)
    #expect(ofLimit.bound.description.contains("--memory-limit allows, 6 GB"))
    let ofNode = try #require(MemoryRoom(limit: 16e9, own: 5e9, node: node, processes: 4))
    #expect(ofNode.bytes == 8e9 - 4 * 64e6)
    #expect(ofNode.bound.description.contains("of the 16 GB of its node hardly any was left"))
    // More processes keep more, at most 2 GB, and in a small node at most a fifth of it.
    #expect(MemoryRoom(limit: 0, own: 0, node: node, processes: 16)?.bytes == 8e9 - 16 * 64e6)
    let large = AvailableMemory(total: 2e12, free: 5e9)
    #expect(MemoryRoom(limit: 0, own: 0, node: large, processes: 128)?.bytes == 3e9)
    let small = AvailableMemory(total: 1e9, free: 0.5e9)
    #expect(MemoryRoom(limit: 0, own: 0, node: small, processes: 16)?.bytes == 0.3e9)
    #expect(MemoryRoom(limit: 6e9, own: 7e9, node: nil, processes: 4)?.bytes == 0)
    #expect(MemoryRoom(limit: 0, own: 7e9, node: nil, processes: 4) == nil)
    let ofAddresses = MemoryRoom(limit: 0, own: 0, node: node, processes: 4, addresses: 3e9)
    #expect(ofAddresses?.bytes == 1.5e9)
    #expect(ofAddresses?.bound.description.contains("ulimit -v") == true)
  }

  @Test("A unit that was refused memory fails for that, whatever it returned or threw")
  func run() {
    struct Other: Error {}
    func unit(_ end: () throws -> Int) throws -> Int {
      let grant = MemoryGrant(limit: 1)
      return try grant.run {
        _ = Tensor<Float>(repeating: 0, shape: [1 << 24])
        #expect(throws: MemoryExhausted.self) { try grant.check() }
        return try end()
      }
    }
    #expect(throws: MemoryExhausted.self) { try unit { 1 } }
    #expect(throws: MemoryExhausted.self) { try unit { throw Other() } }
  }

  @Test("A state is not saved, and a result not made, where there is no memory for its copies")
  func claims() throws {
    let none = MemoryGrant(limit: 1)
    #expect(none.affords(state: 1) == false)
    let enough = MemoryGrant(limit: 0)
    #expect(enough.affords(state: 1000))
    try enough.claim(1000)
    #expect(throws: MemoryExhausted.self) { try MemoryGrant(limit: 1, patience: 0.1).claim(1) }
  }

  @Test("A unit with memory enough returns what it returns, and throws what it throws")
  func enough() throws {
    struct Other: Error {}
    let grant = MemoryGrant(limit: 0)
    let sum = try grant.run {
      let tensor = Tensor<Float>(repeating: 2, shape: [1 << 20])
      try grant.check()
      return tensor.scalars.reduce(0, +)
    }
    #expect(sum == Float(2 << 20))
    #expect(throws: Other.self) { try grant.run { throw Other() } }
  }
}
