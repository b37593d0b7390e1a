import Testing

/// Compares a function with a group of stored numbers, case by case.
///
/// Values agree to 1e-10 of the expected one or of `floor`, whichever is larger, so that the default
/// allows 1e-12 near 0; nil stands for what is undefined. Every column must be defined in a thousand
/// cases.
///
/// - Parameters:
///   - fixture: The file of `Tests/Fixtures`, without its ending.
///   - group: The group in it.
///   - width: How many numbers a case has.
///   - floor: By column, below what size errors are absolute; the expected row is given.
///   - sourceLocation: Where it is asked.
///   - found: The numbers of a case.
/// - Throws: what `found` throws, or an error where the fixture lacks the group.
func compare(
  _ fixture: String, _ group: String, width: Int,
  floor: ([Double?], Int) -> Double = { _, _ in 0.01 },
  sourceLocation: SourceLocation = #_sourceLocation, _ found: (Int) throws -> [Double?]
) throws {
  let rows = try ReferenceValues(fixture).rows(group, width: width)
  var defined = Array(repeating: 0, count: width)
  for (index, expected) in rows.enumerated() {
    let values = try found(index)
    try #require(values.count == width, sourceLocation: sourceLocation)
    for column in 0..<width {
      guard let wanted = expected[column] else { continue }
      defined[column] += 1
      let allowed = 1e-10 * max(abs(wanted), floor(expected, column))
      let isClose = values[column].map { $0 == wanted || abs($0 - wanted) <= allowed } ?? false
      #expect(
        isClose,
        "\(group), case \(index), number \(column): \(String(describing: values[column])), not \(wanted)",
        sourceLocation: sourceLocation)
    }
  }
  #expect(defined.allSatisfy { $0 >= 1000 }, "\(defined)", sourceLocation: sourceLocation)
}

/// The sum of values in which each place counts differently, so that many are compared at once.
func weighed(_ values: some Sequence<Double>) -> Double {
  values.enumerated().reduce(0) { $0 + Double($1.offset + 1) * $1.element }
}
