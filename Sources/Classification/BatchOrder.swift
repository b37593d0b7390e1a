import RandomStreams

/// How samples are cut into batches.
package enum BatchOrder {
  /// Every sample once, in random batches.
  ///
  /// The samples are shuffled, sorted by length within pools of some batches, cut, and the batches
  /// are shuffled. Where all lengths are equal, or pools hold one batch, this is a plain shuffle.
  ///
  /// - Parameters:
  ///   - lengths: the number of events of each sample.
  ///   - size: the samples of a batch; one batch may be smaller.
  ///   - batchesPerPool: how many batches' samples are sorted together.
  ///   - stream: the stream of this epoch.
  /// - Returns: the samples of each batch.
  package static func shuffled(
    lengths: [Int], size: Int, batchesPerPool: Int, stream: RandomStream
  ) -> [[Int]] {
    var samples = stream.substream("samples")
    let order = samples.permutation(count: lengths.count)
    var batches: [[Int]] = []
    for pool in chunks(order, size: size * batchesPerPool) {
      batches += chunks(byLength(pool, lengths), size: size)
    }
    var shuffle = stream.substream("batches")
    batches.shuffle(using: &shuffle)
    return batches
  }

  /// Every sample once, the short ones first, for passes in which order means nothing.
  static func sorted(lengths: [Int], size: Int) -> [[Int]] {
    chunks(byLength(Array(lengths.indices), lengths), size: size)
  }

  /// Ties keep their order, so that equal lengths leave a shuffle as it was.
  private static func byLength(_ samples: [Int], _ lengths: [Int]) -> [Int] {
    guard let first = samples.first, samples.contains(where: { lengths[$0] != lengths[first] })
    else { return samples }
    return samples.enumerated()
      .sorted { (lengths[$0.element], $0.offset) < (lengths[$1.element], $1.offset) }
      .map(\.element)
  }

  private static func chunks(_ samples: [Int], size: Int) -> [[Int]] {
    stride(from: 0, to: samples.count, by: size).map { first in
      Array(samples[first..<min(first + size, samples.count)])
    }
  }
}
