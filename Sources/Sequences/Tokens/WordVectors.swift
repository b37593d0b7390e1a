/// The vectors of some words.
struct WordVectors {
  /// The length of a vector.
  let dimension: Int
  /// Row-major `[row, dimension]`.
  private(set) var values: [Float] = []
  /// The row of each word.
  private(set) var rows: [String: Int] = [:]

  /// No vectors, of a given length.
  ///
  /// - Precondition: `dimension > 0`.
  init(dimension: Int) {
    self.dimension = dimension
  }

  /// The number of vectors.
  var count: Int { rows.count }

  /// Adds a word, unless it is known.
  ///
  /// - Precondition: as many numbers as `dimension`.
  mutating func append(_ word: String, _ vector: some Collection<Float>) {
    guard rows[word] == nil else { return }
    rows[word] = rows.count
    values.append(contentsOf: vector)
  }

  /// The mean square of all numbers: how widely they are spread around 0.
  var meanSquare: Double {
    guard !values.isEmpty else { return 0 }
    return values.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(values.count)
  }
}
