/// Gathers cases whose values come feature by feature, as in the files of the time series archives.
struct CaseBuilder {
  private let file: String
  private let names: [String]
  private let missing: MissingTokens
  private let rules: MissingValueConfiguration
  private var values: [Float] = []
  private var lengths: [Int] = []
  private var labels: [Int] = []
  private var featureCount: Int?
  // The case at hand: its values feature by feature, and where each feature begins.
  private var current: [Float] = []
  private var featureStarts: [Int] = []
  private var line = 0

  /// A builder for the cases of a file; the features have the configured names, or are `feature0`
  /// and so on.
  init(file: String, configuration: DataConfiguration) {
    self.file = file
    names = configuration.columns.features
    missing = MissingTokens(configuration.missing.tokens)
    rules = configuration.missing
  }

  /// Begins the case in a line.
  mutating func begin(line: Int) {
    self.line = line
    current.removeAll(keepingCapacity: true)
    featureStarts.removeAll(keepingCapacity: true)
  }

  /// Begins the next feature of the case.
  mutating func beginFeature() {
    featureStarts.append(current.count)
  }

  /// Adds the next value of the feature: a finite number, or what stands for a missing one.
  ///
  /// - Throws: `notANumber` or `notFinite` with the line.
  mutating func append(_ field: UnsafeBufferPointer<UInt8>) throws(DataError) {
    guard !missing.contains(field) else {
      current.append(MissingMark.value)
      return
    }
    guard let value = DecimalNumber.parse(field) else {
      throw DataError(
        field.isEmpty ? .missingValue : .notANumber(text: field.text),
        at: DataPlace(file: file, line: line))
    }
    // NaN is how these archives, too, write a missing value.
    guard Float(value).isFinite || value.isNaN else {
      throw DataError(.notFinite, at: DataPlace(file: file, line: line))
    }
    current.append(value.isNaN ? MissingMark.value : Float(value))
  }

  /// Takes missing values from the end of the only feature, where they fill up shorter cases.
  mutating func dropPadding() {
    while current.last == MissingMark.value { current.removeLast() }
  }

  /// Ends the case.
  ///
  /// - Throws: `wrongFormat`, `zeroLength` or `missingValue` with the line.
  mutating func end(label: Int) throws(DataError) {
    let features = featureCount ?? featureStarts.count
    guard featureStarts.count == features else {
      throw failure("the case has \(featureStarts.count) dimensions, but the first has \(features)")
    }
    featureCount = features
    let borders = featureStarts + [current.count]
    let length = borders[1]
    for feature in 0..<features where borders[feature + 1] - borders[feature] != length {
      throw failure(
        "dimension \(feature + 1) has \(borders[feature + 1] - borders[feature]) values, but "
          + "dimension 1 has \(length)")
    }
    guard length > 0 else {
      throw DataError(.zeroLength, at: DataPlace(file: file, line: line))
    }
    for feature in 0..<features where rules.rule(of: name(of: feature)) == .error {
      guard !current[borders[feature]..<borders[feature + 1]].contains(MissingMark.value) else {
        throw DataError(
          .missingValue, at: DataPlace(file: file, line: line, feature: name(of: feature)))
      }
    }
    for time in 0..<length {
      for feature in 0..<features { values.append(current[feature * length + time]) }
    }
    lengths.append(length)
    labels.append(label)
  }

  private func name(of feature: Int) -> String {
    names.indices.contains(feature) ? names[feature] : "feature\(feature)"
  }

  /// The cases as samples.
  ///
  /// - Parameters:
  ///   - classNames: the classes that labels are indices of.
  ///   - declaresClasses: whether the file says which classes there are.
  /// - Returns: the samples, in the order of the file.
  /// - Throws: `empty`, or `wrongCount` or `missingColumn` if the configured names do not fit.
  func table(
    classNames: [String], declaresClasses: Bool
  ) throws(DataError) -> SampleTable {
    guard let featureCount else { throw DataError(.empty, at: DataPlace(file: file)) }
    guard names.isEmpty || names.count == featureCount else {
      throw DataError(
        .wrongCount(
          of: "names in data.columns.features", found: names.count, expected: featureCount),
        at: DataPlace(file: file))
    }
    let featureNames = (0..<featureCount).map { name(of: $0) }
    for name in rules.features.keys.sorted() where !featureNames.contains(name) {
      throw DataError(
        .missingColumn(available: featureNames), at: DataPlace(file: file, column: name))
    }
    let dataset: SequenceDataset
    do throws(DataError) {
      dataset = try SequenceDataset(
        featureNames: featureNames, classNames: classNames, values: values, lengths: lengths,
        labels: labels)
    } catch {
      throw error.located(in: file)
    }
    // A value stands for later ones of its own case only.
    return SampleTable(
      dataset: dataset, stretches: dataset.starts, declaresClasses: declaresClasses)
  }

  private func failure(_ detail: String) -> DataError {
    DataError(
      .wrongFormat(expected: "a file of time series that can be read", detail: detail),
      at: DataPlace(file: file, line: line))
  }
}
