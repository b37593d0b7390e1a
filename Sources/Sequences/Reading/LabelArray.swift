/// The labels in a NumPy array: class numbers or one-hot rows.
struct LabelArray {
  /// Class indices, those of one sample behind those of another.
  let classes: [Int]
  /// The number of label positions in the array, L.
  let labelLength: Int
  /// The number of label positions of each sample; nil if all have L.
  let labelLengths: [Int]?
  /// The names of the classes: their numbers, as text.
  let classNames: [String]
  /// Whether rows were one-hot, so that the array says how many classes there are.
  let isOneHot: Bool

  /// The labels in an array `[N]`, `[N, L]`, `[N, C]` one-hot or `[N, L, C]` one-hot.
  ///
  /// `lengths`, if given, says how many positions of each sample to read.
  ///
  /// - Throws: `empty`, `shape`, `notOneHot` with the sample, `elementType`, or `noLabel` and
  ///   `wrongCount` with a sample whose number of labels is not from 1 to L.
  init(
    _ array: NumpyArray, encoding: LabelConfiguration.Encoding, lengths: NumpyArray? = nil
  ) throws(DataError) {
    let shape = array.shape
    let place = DataPlace(file: array.name)
    let numbers = try array.integers()
    // Without labels nothing bounds the other axes, which size the list of classes below.
    guard !numbers.isEmpty else { throw DataError(.empty, at: place) }
    let oneHot: Bool
    switch encoding {
    case .auto:
      // Lengths of labels tell that the second of two axes is that of positions.
      oneHot =
        shape.count == 3
        || lengths == nil && shape.count == 2 && shape[1] > 1
          && Self.areOneHot(numbers, width: shape[1])
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
    let positions = shape.count == (oneHot ? 3 : 2) ? shape[1] : 1
    labelLength = positions
    var given: [Int]?
    if let lengths {
      given = try Self.labelLengths(lengths, samples: shape[0], positions: positions)
    }
    labelLengths = given
    func isRead(_ label: Int) -> Bool {
      given.map { label % positions < $0[label / positions] } ?? true
    }
    if oneHot {
      let width = shape[shape.count - 1]
      classNames = (0..<width).map(String.init)
      var classes: [Int] = []
      classes.reserveCapacity(numbers.count / width)
      for first in stride(from: 0, to: numbers.count, by: width) where isRead(first / width) {
        let row = numbers[first..<first + width]
        guard let hot = Self.hotPosition(row) else {
          let sample = first / width / positions
          throw DataError(
            .notOneHot(sum: row.reduce(0) { $0 + Double($1) }),
            at: DataPlace(file: array.name, sample: sample))
        }
        classes.append(hot)
      }
      self.classes = classes
    } else {
      let read = numbers.indices.filter { isRead($0) }.map { numbers[$0] }
      let distinct = Set(read).sorted()
      let indices = Dictionary(uniqueKeysWithValues: zip(distinct, distinct.indices))
      classNames = distinct.map(String.init)
      classes = read.map { indices[$0] ?? 0 }
    }
  }

  /// The numbers of labels of the samples.
  private static func labelLengths(
    _ array: NumpyArray, samples: Int, positions: Int
  ) throws(DataError) -> [Int] {
    let lengths = try array.integers()
    guard array.shape == [samples] else {
      throw DataError(
        .shape(found: array.shape, expected: "(\(samples),), one number of labels per sample,"),
        at: DataPlace(file: array.name))
    }
    for (sample, length) in lengths.enumerated() where !(1...positions).contains(length) {
      let place = DataPlace(file: array.name, sample: sample)
      throw length < 1
        ? DataError(.noLabel, at: place)
        : DataError(.wrongCount(of: "labels", found: positions, expected: length), at: place)
    }
    return lengths
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
