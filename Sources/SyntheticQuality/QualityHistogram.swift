/// The shares of real and of synthetic samples in equal bins.
public struct QualityHistogram: Equatable, Sendable {
  /// What is counted.
  public let name: String
  /// The edges of the bins, one more than there are bins.
  public let edges: [Double]
  /// The share of real samples in each bin.
  public let real: [Double]
  /// The share of synthetic samples in each bin.
  public let synthetic: [Double]

  /// The most bins.
  static let most = 20

  /// Lengths, in bins of so many events each.
  static func lengths(real: [Int], synthetic: [Int]) -> QualityHistogram? {
    guard let least = (real + synthetic).min(), let greatest = (real + synthetic).max(),
      !real.isEmpty, !synthetic.isEmpty
    else { return nil }
    let width = (greatest - least) / most + 1
    let bins = (greatest - least) / width + 1
    return QualityHistogram(
      name: "length", edges: (0...bins).map { Double(least + $0 * width) },
      real: real.map(Double.init), synthetic: synthetic.map(Double.init))
  }

  /// Numbers from 0 on; nil if one is not finite or all are 0.
  static func numbers(_ name: String, real: [Double], synthetic: [Double]) -> QualityHistogram? {
    guard let greatest = (real + synthetic).max(), greatest.isFinite, greatest > 0,
      !real.isEmpty, !synthetic.isEmpty
    else { return nil }
    return QualityHistogram(
      name: name, edges: (0...most).map { greatest * Double($0) / Double(most) }, real: real,
      synthetic: synthetic)
  }

  private init(name: String, edges: [Double], real: [Double], synthetic: [Double]) {
    self.name = name
    self.edges = edges
    self.real = Self.shares(of: real, edges)
    self.synthetic = Self.shares(of: synthetic, edges)
  }

  /// The last bin includes its upper edge.
  private static func shares(of numbers: [Double], _ edges: [Double]) -> [Double] {
    let bins = edges.count - 1
    let (least, width) = (edges[0], (edges[bins] - edges[0]) / Double(bins))
    var counts = [Int](repeating: 0, count: bins)
    for number in numbers {
      counts[max(0, min(bins - 1, Int((number - least) / width)))] += 1
    }
    return counts.map { Double($0) / Double(numbers.count) }
  }
}
