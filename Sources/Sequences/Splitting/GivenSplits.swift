/// The split rule `given`: a column names the split of each sample.
struct GivenSplits {
  private let configuration: SplitConfiguration

  init(_ configuration: SplitConfiguration) {
    self.configuration = configuration
  }

  /// The samples of training, validation and test, in increasing order.
  ///
  /// - Parameters:
  ///   - table: samples whose splits are named.
  ///   - file: its path, for errors.
  /// - Returns: three lists; disjoint, and together all samples.
  /// - Throws: `unknownSplit` for a text that names none.
  func split(_ table: SampleTable, file: String) throws(DataError) -> [[Int]] {
    let names = [
      configuration.trainingNames, configuration.validationNames, configuration.testNames,
    ]
    var parts: [[Int]] = [[], [], []]
    for (sample, text) in table.splits.enumerated() {
      guard let part = names.firstIndex(where: { $0.contains(text) }) else {
        throw DataError(
          .unknownSplit(text: text, names: names.flatMap(\.self)),
          at: DataPlace(file: file, column: configuration.column, sample: sample))
      }
      parts[part].append(sample)
    }
    return parts
  }
}
