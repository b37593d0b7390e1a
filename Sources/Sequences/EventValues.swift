import Files

/// The numbers of events, in an array of this process or in memory that processes share.
///
/// Whoever reads need not know which. Copies and slices share the numbers and keep them alive; like
/// those of an `ArraySlice`, the indices of a slice are those of the whole. Loops over many numbers
/// go through `withUnsafeBufferPointer`.
public struct EventValues: RandomAccessCollection, Sendable {
  /// The index of the first number.
  public let startIndex: Int
  /// The index behind the last number.
  public let endIndex: Int
  // One of the two holds the numbers.
  private let array: [Float]
  private let shared: SharedBytes?
  // The first of the shared numbers; valid because `shared` lives as long as this value.
  private nonisolated(unsafe) let start: UnsafePointer<Float>?

  /// The numbers of an array, without a copy.
  public init(_ array: [Float] = []) {
    self.init(array: array, shared: nil, start: nil, range: array.indices)
  }

  /// Numbers in shared memory.
  ///
  /// - Precondition: they lie inside, and `offset` is a multiple of 4.
  init(_ bytes: SharedBytes, at offset: Int, count: Int) {
    let width = MemoryLayout<Float>.size
    precondition(offset >= 0 && count >= 0 && offset.isMultiple(of: width))
    precondition(offset <= bytes.count && count <= (bytes.count - offset) / width)
    let start = bytes.baseAddress.map {
      $0.advanced(by: offset).bindMemory(to: Float.self, capacity: count)
    }
    self.init(array: [], shared: bytes, start: start, range: 0..<count)
  }

  private init(
    array: [Float], shared: SharedBytes?, start: UnsafePointer<Float>?, range: Range<Int>
  ) {
    self.array = array
    self.shared = shared
    self.start = start
    startIndex = range.lowerBound
    endIndex = range.upperBound
  }

  /// The number at an index.
  public subscript(position: Int) -> Float {
    precondition(position >= startIndex && position < endIndex, "There is no such value.")
    return start.map { $0[position] } ?? array[position]
  }

  /// Some of the numbers, without a copy; they keep their indices.
  public subscript(bounds: Range<Int>) -> EventValues {
    precondition(
      bounds.lowerBound >= startIndex && bounds.upperBound <= endIndex, "There are no such values.")
    return EventValues(array: array, shared: shared, start: start, range: bounds)
  }

  /// Whether the numbers lie in memory that processes share.
  public var isShared: Bool { shared != nil }

  /// Calls a function with the numbers, the first one at index 0.
  public func withUnsafeBufferPointer<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    if let start {
      return try withExtendedLifetime(shared) {
        try body(UnsafeBufferPointer(start: start + startIndex, count: count))
      }
    }
    return try array.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[startIndex..<endIndex]))
    }
  }

  /// What lets arrays take the numbers over in one copy.
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result? {
    try withUnsafeBufferPointer(body)
  }
}

extension EventValues: Equatable {
  /// Whether two have the same numbers, wherever these lie.
  ///
  /// Cost: a pass over both, unless they lie in the same place.
  public static func == (first: EventValues, second: EventValues) -> Bool {
    first.withUnsafeBufferPointer { first in
      second.withUnsafeBufferPointer { second in
        first.count == second.count
          && (first.baseAddress == second.baseAddress || first.elementsEqual(second))
      }
    }
  }

  /// Whether the numbers are those of an array.
  public static func == (values: EventValues, array: [Float]) -> Bool {
    values == EventValues(array)
  }
}

extension EventValues {
  /// The place, from 0, of the first NaN or infinite number.
  var firstNonFinite: Int? {
    withUnsafeBufferPointer { values in
      var index = 0
      while index < values.count {
        // Sums of blocks are NaN if a member is not finite (x - x is 0 or NaN), without a branch
        // per value.
        let end = Swift.min(index + 4096, values.count)
        var sum: Float = 0
        for position in index..<end { sum += values[position] - values[position] }
        if sum != 0 || sum.isNaN {
          return (index..<end).first { !values[$0].isFinite }
        }
        index = end
      }
      return nil
    }
  }
}
