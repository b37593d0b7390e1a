import Foundation

@testable import Reports

/// Made-up findings about synthetic samples, with all that a record can hold.
enum SampleQuality {
  /// A number from 0 to 1 that looks random and is the same every time.
  private static func noise(_ index: Int) -> Double {
    let value = sin(Double(index) * 12.9898 + 4.1) * 43758.5453
    return value - value.rounded(.down)
  }

  /// `count` points in three clumps; collapsed ones lie in one.
  private static func cloud(_ count: Int, from first: Int, isCollapsed: Bool) -> [[Double]] {
    (0..<count).map { index in
      let clump = isCollapsed ? 0 : Double(index % 3)
      let width = isCollapsed ? 0.3 : 4.0
      let (a, b) = (noise(first + 2 * index), noise(first + 2 * index + 1))
      let radius = width * (-2 * log(max(a, 1e-6))).squareRoot()
      return [
        12 * cos(clump * 2.1) + radius * cos(6.28318 * b),
        12 * sin(clump * 2.1) + radius * sin(6.28318 * b),
      ].map { ($0 * 1000).rounded() / 1000 }
    }
  }

  private static func sequence(_ length: Int, shift: Double) -> [[Double]] {
    (0..<length).map { time in
      let angle = Double(time) / 3 + shift
      return [
        12 + 5 * sin(angle) + noise(time), 1, cos(angle / 2) * 0.02, time > length / 2 ? 1 : 0,
        900 + 40 * noise(time + Int(shift * 100)),
      ]
    }
  }

  static let featureNames = ["wind <speed>", "constant", "shear", "storm", "pressure"]

  /// A record of a method and a seed.
  static func record(
    _ method: String, _ seed: UInt64, _ decision: SyntheticQualityRecord.Gate.Decision = .passed,
    points: Int = 60, length: Int = 24
  ) -> SyntheticQualityRecord {
    let isCollapsed = decision != .passed
    let start = Int(seed) * 10_000
    let maps = [("PCA", nil), ("t-SNE", 1), ("t-SNE", 2), ("t-SNE", 3)].map {
      SyntheticQualityRecord.Map(
        kind: $0.0, seed: $0.1, real: cloud(points, from: start, isCollapsed: false),
        synthetic: cloud(points, from: start + 5000, isCollapsed: isCollapsed))
    }
    return SyntheticQualityRecord(
      method: method, seed: seed, realCount: 140, syntheticCount: 12_345,
      gate: .init(
        decision,
        reasons: isCollapsed ? ["The samples lie 0.02 times as far apart as real ones, < 0.1."] : []
      ),
      measures: [
        .init(
          "coverage", synthetic: isCollapsed ? 0.04 : 0.81 + Double(seed) / 100, reference: 0.9),
        .init("distance_ratio", synthetic: isCollapsed ? 0.02 : 0.97, reference: 1.02),
        .init("source_spread", synthetic: isCollapsed ? 0 : 0.31),
        .init("nearest_real_ratio", synthetic: 0.9, reference: 1),
        .init("closer_than_real", synthetic: 0, reference: 0),
        .init("discriminator_accuracy", synthetic: 0.61, reference: 0.5),
        .init("not_known_here", synthetic: nil, reference: nil),
      ],
      features: featureNames.map { name in
        .init(
          name: name,
          real: .init(
            minimum: -1, maximum: 17.93, mean: 12.41, standardDeviation: 3.6,
            autocorrelation: 0.91),
          synthetic: .init(
            minimum: -2e-7, maximum: 21_345_678, mean: 11.9, standardDeviation: 3.1,
            autocorrelation: nil))
      },
      histograms: [
        .init(
          name: "length", edges: [10, 15, 20, 25, 30], real: [0.1, 0.4, 0.4, 0.1],
          synthetic: [0.12, 0.38, 0.4, 0.1])
      ],
      maps: maps,
      examples: (0..<4).map { index in
        .init(
          real: sequence(length + index, shift: Double(index)),
          synthetic: sequence(length + index, shift: Double(index) + 0.4))
      })
  }
}
