import Testing

@testable import RandomStreams

@Suite("Random streams")
struct RandomStreamTests {
  private func numbers(_ stream: RandomStream, count: Int = 8) -> [UInt64] {
    var stream = stream
    return (0..<count).map { _ in stream.next() }
  }

  @Test("The root stream of seed 0 starts with the known block of key 0, counter 0")
  func firstBlock() {
    #expect(
      numbers(RandomStream(seed: 0), count: 2) == [0xe169_c58d_6627_e8d5, 0x9b00_dbd8_bc57_ac4c])
  }

  @Test("M6: the same name gives the same numbers, another seed other ones")
  func sameName() {
    let stream = RandomStream(seed: 7).substream("member", 3).substream("epoch", 17, -2)
    let again = RandomStream(seed: 7).substream("member", 3).substream("epoch", 17, -2)
    #expect(numbers(stream) == numbers(again))
    #expect(stream == again)
    let other = RandomStream(seed: 8).substream("member", 3).substream("epoch", 17, -2)
    #expect(Set(numbers(stream)).isDisjoint(with: numbers(other)))
  }

  @Test("M6: ten thousand streams of different names share no number")
  func differentNames() {
    var seen: Set<UInt64> = []
    var drawn = 0
    func take(_ stream: RandomStream) {
      seen.formUnion(numbers(stream, count: 4))
      drawn += 4
    }
    for seed in 0..<5 as Range<UInt64> {
      let root = RandomStream(seed: seed)
      take(root)
      for purpose in ["", "a", "b", "ab", "ba", "epoch", "epochs", "noise", "Noise"] {
        take(root.substream(purpose))
        for index in -10..<100 {
          take(root.substream(purpose, index))
          take(root.substream(purpose, index, 1))
        }
      }
    }
    #expect(drawn > 39_000)
    #expect(seen.count == drawn)
  }

  @Test("Names do not run together: the parts of a path and their order count")
  func paths() {
    let root = RandomStream(seed: 1)
    let streams = [
      root.substream("a", 1, 2), root.substream("a", 2, 1), root.substream("a", 12),
      root.substream("a", 1), root.substream("a1", 2), root.substream("a").substream("b"),
      root.substream("ab"), root.substream("b").substream("a"), root.substream("a", 0),
      root.substream("a"), root.substream("a", 0, 0), root.substream("a", .min),
      root.substream("a", .max), root.substream("a", -1),
    ]
    #expect(Set(streams.map { numbers($0, count: 1)[0] }).count == streams.count)
    #expect(root.substream("a", 1, 2) != root.substream("a", 1).substream("a", 2))
  }

  @Test("M6: a substream does not depend on draws, nor on other substreams asked before")
  func orderOfAsking() {
    var drawn = RandomStream(seed: 3)
    let before = drawn.substream("noise", 1)
    for _ in 0..<11 { _ = drawn.next() }
    _ = drawn.substream("noise", 0)
    #expect(numbers(drawn.substream("noise", 1)) == numbers(before))

    let backward = (0..<20).reversed().map { numbers(RandomStream(seed: 3).substream("m", $0)) }
    let forward = (0..<20).map { numbers(RandomStream(seed: 3).substream("m", $0)) }
    #expect(Array(backward.reversed()) == forward)
  }

  @Test("M6: what member 3 draws is the same whether there are 4 members or 10")
  func memberCount() {
    func draws(members: Int) -> [[UInt64]] {
      (0..<members).map { numbers(RandomStream(seed: 5).substream("member", $0)) }
    }
    #expect(draws(members: 4)[3] == draws(members: 10)[3])
  }

  @Test("A copy replays the numbers of the original")
  func copies() {
    var stream = RandomStream(seed: 11).substream("copy")
    _ = stream.next()
    let copy = stream
    #expect(numbers(stream) == numbers(copy))
  }

  @Test("Names of the root's seed differ over all 64 bits")
  func seeds() {
    let firsts = (0..<64).map { numbers(RandomStream(seed: 1 << UInt64($0)), count: 1)[0] }
    #expect(Set(firsts).count == 64)
  }

  @Test("Bits are fair: each of the 64 is set in about half of the numbers")
  func fairBits() {
    var stream = RandomStream(seed: 20)
    var set = [Int](repeating: 0, count: 64)
    let draws = 40_000
    for _ in 0..<draws {
      let word = stream.next()
      for bit in 0..<64 { set[bit] += Int(word >> UInt64(bit) & 1) }
    }
    // Deviation 100; five of them either side.
    for bit in 0..<64 { #expect(abs(set[bit] - draws / 2) < 500, "bit \(bit)") }
  }

  @Test("Neighbouring streams are uncorrelated")
  func correlation() {
    let root = RandomStream(seed: 2)
    let count = 20_000
    var (left, right) = (root.substream("epoch", 0), root.substream("epoch", 1))
    var sum = 0.0
    for _ in 0..<count { sum += left.normal() * right.normal() }
    #expect(abs(sum / Double(count)) < 5 / Double(count).squareRoot())
  }
}
