import RandomStreams
import Sequences

@testable import SyntheticQuality

/// Sequences of a wave, a noisy trend and a constant, and generators that do well or badly at them.
struct Waves {
  var lengths = 12...12
  var stream = RandomStream(seed: 16).substream("waves")

  /// A data set of events, `[sample][event][feature]`.
  static func dataset(_ samples: [[[Float]]]) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["wave", "trend", "constant"], classNames: ["common", "rare"],
      values: samples.flatMap { $0.flatMap(\.self) }, lengths: samples.map(\.count),
      labels: samples.map { _ in 1 })
  }

  /// Sequences of events.
  mutating func events(_ count: Int) -> [[[Float]]] {
    (0..<count).map { _ in
      let (phase, slope) = (6 * stream.uniform(), stream.normal())
      let length = lengths.lowerBound + stream.index(below: lengths.count)
      return (0..<length).map { time in
        let place = Double(time)
        let wave = 3 * sine(phase + 0.5 * place) + 0.1 * stream.normal()
        return [Float(wave), Float(100 + slope * place + 0.2 * stream.normal()), 7]
      }
    }
  }

  /// Each source's events, each number with noise of this size; the constant stays.
  mutating func noisy(_ sources: [[[Float]]], by size: Float, draws: Int = 1) -> [[[Float]]] {
    (0..<draws).flatMap { _ in
      sources.map { sample in
        sample.map { event in
          [
            event[0] + size * Float(stream.normal()), event[1] + size * Float(stream.normal()),
            event[2],
          ]
        }
      }
    }
  }

  /// Samples to be judged: the real ones, and as many synthetic ones per source as there are.
  func samples(_ real: [[[Float]]], _ synthetic: [[[Float]]], limit: Int = 200) throws
    -> QualitySamples
  {
    QualitySamples(
      real: try Self.dataset(real), synthetic: try Self.dataset(synthetic),
      sources: synthetic.indices.map { $0 % real.count }, limit: limit,
      stream: RandomStream(seed: 1))
  }

  private func sine(_ angle: Double) -> Double {
    // A parabola for each half of a wave: near enough, and without a library.
    let turn = (angle / (2 * .pi)) - (angle / (2 * .pi)).rounded(.down)
    let half = turn < 0.5 ? turn : turn - 0.5
    return (turn < 0.5 ? 1 : -1) * 16 * half * (0.5 - half)
  }
}

extension QualityConfiguration {
  /// Settings without what takes time.
  static var quick: QualityConfiguration {
    var configuration = QualityConfiguration()
    configuration.maps = 0
    configuration.discriminator.epochs = 0
    return configuration
  }
}
