import CKernels

/// The nearest neighbours of points among points (spec/00 6.6).
public protocol NeighbourKernels {
  /// How many numbers of scratch `offerNeighbours` needs.
  static func neighbourScratch(dimensions: Int) -> Int

  /// Takes references into the lists of the nearest neighbours of queries.
  ///
  /// The result equals that of comparing all pairs by the differences of their coordinates in double
  /// precision, on every processor; equal distances rank by lower index.
  ///
  /// References and queries are finite coordinates [referenceCount, dimensions] and [queryCount,
  /// dimensions]. References get the indices `first`, `first` + 1, ..., greater than all offered
  /// before. `itself` has per query its index among the references, which is not its own neighbour,
  /// or -1. The lists, indices and squared distances [queryCount, count], are nearest first; the
  /// index -1 is a free place.
  static func offerNeighbours(
    _ references: UnsafePointer<Self>, referenceCount: Int, first: Int,
    to queries: UnsafePointer<Self>, queryCount: Int, itself: UnsafePointer<Int>?, dimensions: Int,
    count: Int, indices: UnsafeMutablePointer<Int>, squaredDistances: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Self>)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: NeighbourKernels {
  public static func neighbourScratch(dimensions: Int) -> Int {
    cw_neighbour_scratch_f32(dimensions)
  }

  public static func offerNeighbours(
    _ references: UnsafePointer<Float>, referenceCount: Int, first: Int,
    to queries: UnsafePointer<Float>, queryCount: Int, itself: UnsafePointer<Int>?, dimensions: Int,
    count: Int, indices: UnsafeMutablePointer<Int>, squaredDistances: UnsafeMutablePointer<Double>,
    scratch: UnsafeMutablePointer<Float>
  ) {
    cw_offer_neighbours_f32(
      queryCount, queries, itself, referenceCount, references, first, dimensions, count, indices,
      squaredDistances, scratch)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: NeighbourKernels {
  public static func neighbourScratch(dimensions: Int) -> Int {
    cw_neighbour_scratch_f64(dimensions)
  }

  public static func offerNeighbours(
    _ references: UnsafePointer<Double>, referenceCount: Int, first: Int,
    to queries: UnsafePointer<Double>, queryCount: Int, itself: UnsafePointer<Int>?,
    dimensions: Int, count: Int, indices: UnsafeMutablePointer<Int>,
    squaredDistances: UnsafeMutablePointer<Double>, scratch: UnsafeMutablePointer<Double>
  ) {
    cw_offer_neighbours_f64(
      queryCount, queries, itself, referenceCount, references, first, dimensions, count, indices,
      squaredDistances, scratch)
  }
}
