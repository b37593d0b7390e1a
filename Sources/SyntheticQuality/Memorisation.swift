import Projections
import Sequences

/// How near synthetic samples lie to real ones, compared with how near real ones lie to each other.
///
/// A generator that has learned its samples by heart, or only moves them a little, makes samples
/// nearer to a real one than real samples are. What is done from a source on purpose, as by SMOTE or
/// by an autoencoder, is nearer as a rule; copies are for whoever must not give real samples away.
struct Memorisation: Equatable {
  /// From each synthetic sample to the nearest real one.
  let synthetic: [Double]
  /// From each real sample to the nearest other real one.
  let real: [Double]

  init(_ distances: SampleDistances, real: [Int], synthetic: [Int]) {
    self.synthetic = synthetic.map { distances.nearest(to: $0, among: real) }
    self.real = real.map { distances.nearest(to: $0, among: real) }
  }

  /// The median distance of synthetic samples to the nearest real one, over that of real samples to
  /// the nearest other one (the distance to the closest record); nil if that is 0.
  var ratio: Double? {
    guard let own = Self.median(synthetic), let reference = Self.median(real), reference > 0,
      reference.isFinite
    else { return nil }
    return own / reference
  }

  /// The share of synthetic samples that are nearer to a real one than any two real ones are.
  var closerShare: Double? {
    guard let least = real.min(), !synthetic.isEmpty, least.isFinite else { return nil }
    return Double(synthetic.count { $0 < least }) / Double(synthetic.count)
  }

  /// The share of samples that are a real one, to the last bit and event.
  ///
  /// - Parameters:
  ///   - samples: the samples.
  ///   - real: the real ones; nil: among the samples themselves, another one.
  /// - Returns: the share; nil without samples.
  static func copies(_ samples: SequenceDataset, of real: SequenceDataset? = nil) -> Double? {
    guard !samples.isEmpty else { return nil }
    let others = real ?? samples
    let counts = Dictionary(
      (0..<others.count).map { (Array(others.sequence(at: $0)), 1) }, uniquingKeysWith: +)
    let least = real == nil ? 2 : 1
    let copies = (0..<samples.count).count {
      counts[Array(samples.sequence(at: $0)), default: 0] >= least
    }
    return Double(copies) / Double(samples.count)
  }

  /// The middle number, of an even count the mean of the two in the middle; nil if there is none.
  static func median(_ numbers: [Double]) -> Double? {
    guard !numbers.isEmpty else { return nil }
    let sorted = numbers.sorted()
    let middle = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
  }
}
