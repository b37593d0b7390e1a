/// Fills missing values in, adds features that say where values were measured, and makes
/// categorical features one-hot: whatever of this needs numbers takes them from training alone.
///
///     let completion = try FeatureCompletion(configuration, fittedTo: training)
///     let dataset = try completion.apply(to: test)
struct FeatureCompletion {
  /// What becomes of one feature.
  struct Feature: Equatable {
    let name: String
    let rule: MissingValueConfiguration.Rule
    /// What stands for a value of which nothing is known.
    let constant: Float
    /// Whether a further feature says where the value was measured.
    let hasIndicator: Bool
    /// The texts that training shows, sorted, if the feature is categorical.
    let texts: [String]?
  }

  /// How much of one feature is missing.
  struct Missing: Equatable {
    /// The share of events that lack it.
    var events = 0.0
    /// The share of samples that never have it.
    var samples = 0.0
  }

  /// The features in their order.
  let features: [Feature]

  /// Looks at the rows of the training samples.
  ///
  /// - Parameters:
  ///   - configuration: the rules.
  ///   - training: the training samples.
  /// - Throws: if a feature has no value at all in training, or a name is taken.
  init(
    _ configuration: MissingValueConfiguration, fittedTo training: SampleTable
  ) throws(DataError) {
    let dataset = training.dataset
    let categories = training.categories
    let runs = dataset.rowRuns()
    features = try dataset.featureNames.enumerated().map { index, name throws(DataError) in
      let rule = configuration.rule(of: name)
      let texts = categories.isEmpty ? nil : categories[index]
      // Most data need nothing of this, and can be large.
      guard rule != .error || texts != nil else {
        return Feature(name: name, rule: rule, constant: 0, hasIndicator: false, texts: nil)
      }
      let values = dataset.values.withUnsafeBufferPointer { values in
        runs.flatMap { $0.rows.map { values[$0 * dataset.featureCount + index] } }
      }
      let measured = values.filter { $0 != MissingMark.value }
      guard !measured.isEmpty else {
        throw DataError(
          .configuration(
            sentence: "the feature has no value at all in training; list it under "
              + "data.columns.exclude."),
          at: DataPlace(split: "training", feature: name))
      }
      return Feature(
        name: name, rule: rule,
        constant: texts == nil ? configuration.fill.constant(of: measured) : 0,
        hasIndicator: rule.hasIndicator && measured.count < values.count,
        texts: texts.map { texts in ClassNaming.sorted(Set(measured).map { texts[Int($0)] }) })
    }
    if let repeated = names.firstRepeated {
      throw DataError(
        .configuration(
          sentence: "the data have a feature of this name, which is needed for what marks or "
            + "replaces another one; rename it."), at: DataPlace(feature: repeated))
    }
  }

  /// Whether nothing is missing in training, no feature is categorical, and nothing may be missing.
  var isTrivial: Bool { features.allSatisfy { $0.rule == .error && $0.texts == nil } }

  /// The names of the features that come out: those of the data, one-hot ones in the place of the
  /// categorical one, then the ones that say where values were measured.
  var names: [String] {
    features.flatMap { feature in
      feature.texts.map { texts in texts.map { FeatureName.oneHot(feature.name, text: $0) } }
        ?? [feature.name]
    } + features.filter(\.hasIndicator).map { FeatureName.indicator(of: $0.name) }
  }

  /// The samples with complete features; only rows in use are kept.
  ///
  /// - Parameter table: samples of any split.
  /// - Returns: the samples, what was missing by feature of the data, and sentences about categories
  ///   that training does not show.
  /// - Throws: if a value is missing that may not be.
  func apply(
    to table: SampleTable
  ) throws(DataError) -> (dataset: SequenceDataset, missing: [Missing], warnings: [String]) {
    let dataset = table.dataset
    guard !isTrivial else {
      return (dataset.compacted(), [Missing](repeating: Missing(), count: features.count), [])
    }
    let coverage = dataset.rowCoverage()
    let count = max(1, coverage.count { $0 > 0 })
    var columns: [[Float]] = []
    var indicators: [[Float]] = []
    var missing: [Missing] = []
    var warnings: [String] = []
    for (index, feature) in features.enumerated() {
      let column = dataset.values.withUnsafeBufferPointer { values in
        (0..<dataset.rowCount).map { values[$0 * features.count + index] }
      }
      let isMeasured = column.map { $0 != MissingMark.value }
      let absent = column.indices.count { coverage[$0] > 0 && !isMeasured[$0] }
      missing.append(
        Missing(
          events: Double(absent) / Double(count),
          samples: Self.shareOfSamples(dataset, without: isMeasured)))
      if feature.rule == .error, absent > 0 {
        throw DataError(.missingValue, at: DataPlace(feature: feature.name))
      }
      let filled =
        feature.rule.fillsForward ? Self.filledForward(column, stretches: table.stretches) : column
      if let texts = feature.texts {
        let found = table.categories[index] ?? []
        let (oneHot, unknown) = Self.oneHot(filled, found: found, texts: texts)
        columns += oneHot
        let strange = Set(column.indices.filter { coverage[$0] > 0 }.compactMap { unknown[$0] })
        if !strange.isEmpty {
          warnings.append(
            "'\(feature.name)' has texts that training does not show ("
              + ClassNaming.sorted(strange).prefix(5).map { "'\($0)'" }.joined(separator: ", ")
              + (strange.count > 5 ? ", …" : "") + "); they are 0 in all its features.")
        }
      } else {
        columns.append(filled.map { $0 == MissingMark.value ? feature.constant : $0 })
      }
      if feature.hasIndicator { indicators.append(isMeasured.map { $0 ? 1 : 0 }) }
    }
    columns += indicators
    var values = [Float](repeating: 0, count: dataset.rowCount * columns.count)
    for (index, column) in columns.enumerated() {
      for row in column.indices { values[row * columns.count + index] = column[row] }
    }
    let complete = dataset.replacingFeatures(names, values: values)
    return (complete.compacted(), missing, warnings)
  }

  /// The share of samples in whose rows nothing is measured.
  private static func shareOfSamples(
    _ dataset: SequenceDataset, without isMeasured: [Bool]
  ) -> Double {
    var measuredBefore = [0]
    for isMeasured in isMeasured {
      measuredBefore.append(measuredBefore[measuredBefore.count - 1] + (isMeasured ? 1 : 0))
    }
    let without = (0..<dataset.count).count { sample in
      let end = dataset.starts[sample] + dataset.lengths[sample]
      return measuredBefore[end] == measuredBefore[dataset.starts[sample]]
    }
    return Double(without) / Double(max(1, dataset.count))
  }

  /// The values with the last measured one in the place of missing ones behind it.
  static func filledForward(_ column: [Float], stretches: [Int]) -> [Float] {
    var filled = column
    var next = 0
    for row in filled.indices {
      let isFirst = next < stretches.count && stretches[next] == row
      if isFirst { next += 1 }
      if filled[row] == MissingMark.value, row > 0, !isFirst { filled[row] = filled[row - 1] }
    }
    return filled
  }

  /// A column of 0 and 1 for each text, and the text of each row that has another one.
  private static func oneHot(
    _ column: [Float], found: [String], texts: [String]
  ) -> (columns: [[Float]], unknown: [Int: String]) {
    let positions = found.map { texts.firstIndex(of: $0) }
    var columns = [[Float]](
      repeating: [Float](repeating: 0, count: column.count), count: texts.count)
    var unknown: [Int: String] = [:]
    for (row, value) in column.enumerated() where value != MissingMark.value {
      if let position = positions[Int(value)] {
        columns[position][row] = 1
      } else {
        unknown[row] = found[Int(value)]
      }
    }
    return (columns, unknown)
  }
}
