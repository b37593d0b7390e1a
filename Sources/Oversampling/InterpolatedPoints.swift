import RandomStreams
import Tensors

/// New points between given ones, and where they came from.
///
/// Point s is x = a + u (b - a) with a the point `bases[s]`, b the point `partners[s]` and u the
/// number `gaps[s]` from [0, 1). A label follows the nearer end: the base's if u <= 0.5, else the
/// partner's (spec/01 8.2, step 3).
public struct InterpolatedPoints: Sendable {
  /// The new points, `[count, dimensions]`.
  public let points: Tensor<Float>
  /// For each new point, the index of the point that it starts from.
  public let bases: [Int]
  /// For each new point, the index of the neighbour that it lies towards.
  public let partners: [Int]
  /// For each new point, its place on the way, 0 at the base.
  public let gaps: [Float]
  /// What should be told about making them.
  public let notes: [InterpolationNote]

  /// How many new points there are.
  public var count: Int { bases.count }

  /// Draws the gaps and interpolates.
  ///
  /// - Precondition: `bases` and `partners` are indices of `points`, equally many.
  init(
    between points: Tensor<Float>, bases: [Int], partners: [Int], gaps stream: RandomStream,
    notes: [InterpolationNote]
  ) {
    precondition(bases.count == partners.count)
    var stream = stream
    let gaps = [Float](unsafeUninitializedCapacity: bases.count) { buffer, count in
      count = bases.count
      Float.fillUniform(UnsafeMutableBufferPointer(rebasing: buffer[..<count]), stream: &stream)
    }
    self.points = Self.interpolated(points, bases: bases, partners: partners, gaps: gaps)
    self.bases = bases
    self.partners = partners
    self.gaps = gaps
    self.notes = notes
  }

  private static func interpolated(
    _ points: Tensor<Float>, bases: [Int], partners: [Int], gaps: [Float]
  ) -> Tensor<Float> {
    let width = points.shape[1]
    return points.withPointer { points in
      Tensor(shape: [bases.count, width]) { y in
        Float.interpolateRows(
          of: points, width: width, bases: bases, partners: partners, gaps: gaps,
          count: bases.count, into: y)
      }
    }
  }
}

extension InterpolatedPoints {
  /// For each new point, the index of the end whose label it has: the base up to the middle, and
  /// the partner beyond (spec/01 8.2, step 3).
  ///
  /// Position by position this is the argmax of the interpolated one-hot labels; as both ends lie at
  /// corners, it is one end's label sequence as a whole, and never one that nobody has seen.
  public var nearerEnds: [Int] {
    bases.indices.map { gaps[$0] <= 0.5 ? bases[$0] : partners[$0] }
  }

  /// The same places on the ways between other vectors of the same samples, such as unscaled ones.
  ///
  /// - Parameter vectors: `[sample, width]`, as many samples as the points were made from.
  /// - Returns: `[count, width]`.
  public func interpolated(between vectors: Tensor<Float>) -> Tensor<Float> {
    Self.interpolated(vectors, bases: bases, partners: partners, gaps: gaps)
  }

  /// The numbers of events of sequences between sequences of these lengths: those of the ends,
  /// interpolated and rounded, halves up (spec/00 section 7, rule 5b).
  ///
  /// - Parameter lengths: of each sample that the points were made from, at least 1.
  /// - Returns: one length per new point, none below the shorter end's or above the longer one's.
  public func lengths(between lengths: [Int]) -> [Int] {
    bases.indices.map { point in
      let (base, partner) = (Double(lengths[bases[point]]), Double(lengths[partners[point]]))
      return max(1, Int((base + Double(gaps[point]) * (partner - base)).rounded()))
    }
  }
}

/// Something that a sampler did otherwise than asked, because the points left no choice.
public enum InterpolationNote: Hashable, Sendable, CustomStringConvertible {
  /// The class is smaller than the neighbours asked for, and the point itself.
  case neighboursReduced(NeighboursReduced)
  /// ADASYN found no majority sample near any minority sample, and did what SMOTE does.
  case noMajorityNeighbour

  /// The note as a sentence.
  public var description: String {
    switch self {
    case .neighboursReduced(let reduced): reduced.description
    case .noMajorityNeighbour:
      """
      No minority sample has a majority sample among its nearest neighbours, so there is no border \
      for ADASYN to prefer; the samples were made by SMOTE.
      """
    }
  }
}
