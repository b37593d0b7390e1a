import RandomStreams
import Testing

@testable import Classification

@Suite("Batch order")
struct BatchOrderTests {
  private let stream = RandomStream(seed: 6).substream("order")

  @Test("Every sample comes once, and only the last cut of a pool is short", arguments: [1, 7, 90])
  func everySampleOnce(size: Int) {
    let lengths = (0..<500).map { 1 + ($0 * 37) % 23 }
    for batches in [
      BatchOrder.shuffled(lengths: lengths, size: size, batchesPerPool: 16, stream: stream),
      BatchOrder.sorted(lengths: lengths, size: size),
    ] {
      #expect(batches.flatMap { $0 }.sorted() == Array(0..<500))
      #expect(batches.allSatisfy { (1...size).contains($0.count) })
      #expect(batches.filter { $0.count < size }.count <= 1)
    }
  }

  @Test("Batches hold samples of similar length")
  func similarLengths() {
    let lengths = (0..<3200).map { 1 + ($0 * 37) % 100 }
    let batches = BatchOrder.shuffled(
      lengths: lengths, size: 20, batchesPerPool: 16, stream: stream)
    let padded = batches.reduce(0) { sum, batch in
      sum + batch.count * (batch.map { lengths[$0] }.max() ?? 0)
    }
    // Unsorted batches of 20 would be padded to about twice the events.
    #expect(Double(padded) < 1.15 * Double(lengths.reduce(0, +)))
  }

  @Test("Another epoch is another order, the same epoch the same")
  func streams() {
    let lengths = Array(repeating: 4, count: 100)
    let first = BatchOrder.shuffled(lengths: lengths, size: 10, batchesPerPool: 16, stream: stream)
    #expect(
      first == BatchOrder.shuffled(lengths: lengths, size: 10, batchesPerPool: 16, stream: stream))
    let other = stream.substream("epoch", 2)
    #expect(
      first != BatchOrder.shuffled(lengths: lengths, size: 10, batchesPerPool: 16, stream: other))
  }

  @Test("Equal lengths are plainly shuffled: neighbours do not stay together")
  func plainShuffle() {
    let batches = BatchOrder.shuffled(
      lengths: Array(repeating: 4, count: 4000), size: 40, batchesPerPool: 16, stream: stream)
    // The mean index of a random batch of 40 of 4000 is 2000, with a deviation of 182.
    for batch in batches {
      #expect(abs(Double(batch.reduce(0, +)) / 40 - 2000) < 1000)
    }
  }

  @Test("Pools of one batch leave the company of samples to chance; larger ones sort it by length")
  func pools() {
    let lengths = (0..<640).map { $0 % 64 }
    func meanSpread(batchesPerPool: Int) -> Double {
      let batches = BatchOrder.shuffled(
        lengths: lengths, size: 20, batchesPerPool: batchesPerPool, stream: stream)
      let spreads = batches.map { batch in
        let own = batch.map { lengths[$0] }
        return (own.max() ?? 0) - (own.min() ?? 0)
      }
      return Double(spreads.reduce(0, +)) / Double(batches.count)
    }
    #expect(meanSpread(batchesPerPool: 1) > 50)
    #expect(meanSpread(batchesPerPool: 16) < 10)
  }
}
