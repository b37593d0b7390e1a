/// The extents of a tensor, outermost dimension first, at most four of them.
///
/// Kept in line rather than in an array, so that making a tensor allocates only its elements.
public struct Shape: Sendable, Hashable, ExpressibleByArrayLiteral {
  private var extents: SIMD4<Int>

  /// The number of dimensions; 0 for a single number.
  public let rank: Int

  /// A shape of the given extents.
  ///
  /// - Precondition: at most four extents, none negative.
  public init(_ extents: [Int]) {
    precondition(extents.count <= 4, "A tensor has at most four dimensions, not \(extents.count).")
    precondition(extents.allSatisfy { $0 >= 0 }, "Negative extent in \(extents).")
    self.extents = SIMD4(repeating: 1)
    for (axis, extent) in extents.enumerated() {
      self.extents[axis] = extent
    }
    rank = extents.count
  }

  /// A shape written as a literal: `[batch, time, features]`.
  public init(arrayLiteral elements: Int...) {
    self.init(elements)
  }

  /// The extent along `axis`; negative axes count from the innermost, `-1`.
  public subscript(axis: Int) -> Int {
    let index = axis < 0 ? axis + rank : axis
    precondition(index >= 0 && index < rank, "Axis \(axis) of a tensor of rank \(rank).")
    return extents[index]
  }

  /// The number of elements: the product of the extents.
  public var count: Int { extents[0] * extents[1] * extents[2] * extents[3] }

  /// The same extents but for the last.
  public func replacingLast(by extent: Int) -> Shape {
    precondition(rank > 0, "A single number has no last axis.")
    var result = self
    result.extents[rank - 1] = extent
    return result
  }

  /// The extents as an array, for messages and files.
  public var dimensions: [Int] { (0..<rank).map { extents[$0] } }
}

extension Shape: CustomStringConvertible {
  /// The extents in brackets: `[256, 20, 6]`.
  public var description: String { "\(dimensions)" }
}
