/// The labels in a NumPy array: class numbers or one-hot rows.
struct LabelArray {
  /// Class indices, row-major `[sample, labelLength]`.
  let classes: [Int]
  /// The number of label positions, L.
  let labelLength: Int
  /// The names of the classes: their numbers, as text.
  let classNames: [String]
  /// Whether rows were one-hot, so that the array says how many classes there are.
  let isOneHot: Bool

  /// The labels in an array `[N]`, `[N, L]`, `[N, C]` one-hot or `[N, L, C]` one-hot.
  ///
  /// - Throws: `empty`, `shape`, `notOneHot` with the sample, or `elementType`.
  init(_ array: NumpyArray, encoding: LabelConfiguration.Encoding) throws(DataError) {
    let shape = array.shape
    let place = DataPlace(file: array.name)
    let numbers = try array.integers()
    // Without labels nothing bounds the other axes, which size the list of classes below.
    guard !numbers.isEmpty else { throw DataError(.empty, at: place) }
    let oneHot: Bool
    switch encoding {
    case .auto:
      oneHot =
        shape.count == 3
        || shape.count == 2 && shape[1] > 1 && Self.areOneHot(numbers, width: shape[1])
    case .classes: oneHot = false
    case .oneHot: oneHot = true
    }
    let allowed = oneHot ? 2...3 : 1...2
    guard allowed.contains(shape.count), shape.dropFirst().allSatisfy({ $0 > 0 }) else {
      let expected =
        oneHot
        ? "(samples, classes) or (samples, positions, classes)"
        : "(samples,) or (samples, positions)"
      throw DataError(.shape(found: shape, expected: expected), at: place)
    }
    isOneHot = oneHot
    if oneHot {
      let width = shape[shape.count - 1]
      labelLength = shape.count == 3 ? shape[1] : 1
      classNames = (0..<width).map(String.init)
      var classes: [Int] = []
      classes.reserveCapacity(numbers.count / width)
      for first in stride(from: 0, to: numbers.count, by: width) {
        let row = numbers[first..<first + width]
        guard let hot = Self.hotPosition(row) else {
          let sample = first / width / labelLength
          throw DataError(
            .notOneHot(sum: row.reduce(0) { $0 + Double($1) }),
            at: DataPlace(file: array.name, sample: sample))
        }
        classes.append(hot)
      }
      self.classes = classes
    } else {
      labelLength = shape.count == 2 ? shape[1] : 1
      let distinct = Set(numbers).sorted()
      let indices = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
      classNames = distinct.map(String.init)
      classes = numbers.map { indices[$0] ?? 0 }
    }
  }

  private static func areOneHot(_ numbers: [Int], width: Int) -> Bool {
    stride(from: 0, to: numbers.count, by: width).allSatisfy {
      hotPosition(numbers[$0..<$0 + width]) != nil
    }
  }

  /// The position of the only 1 among zeros.
  private static func hotPosition(_ row: ArraySlice<Int>) -> Int? {
    guard let hot = row.firstIndex(of: 1) else { return nil }
    let isValid = row.indices.allSatisfy { row[$0] == ($0 == hot ? 1 : 0) }
    return isValid ? hot - row.startIndex : nil
  }
}
