/// Takes events that an interpolation or a network made back to events that the data could have.
///
///     let projection = EventProjection(configuration.missing, fittedTo: training)
///     let valid = projection.applied(to: synthetic)
///
/// Features that say where others were measured become 0 or 1, whichever is nearer. The features of a
/// categorical column or of a token become the nearest row that training shows: one of them 1, or
/// all 0 where training has such rows. A value that was, by its indicator, not measured becomes what
/// `FeatureCompletion` would have filled in: the constant of its feature or, with
/// `forward-fill-and-mask`, the last value in the same sample that was measured. All other values
/// stay as they are, and samples of the data that hold nothing filled in stay whole.
///
/// Names say which features belong together (`FeatureName`), and training says whether they do what
/// their names promise: what is not 0 or 1 there is a number like others.
public struct EventProjection: Sendable, Equatable {
  /// One feature of numbers, or the features of one column of texts.
  private struct Column: Sendable, Equatable {
    let features: Range<Int>
    /// Which rows the features of a column of texts can have; nil for a number.
    let oneHot: OneHotRows?
    /// What says where the column was measured, and what stands where it was not.
    let filling: Filling?
  }

  private struct Filling: Sendable, Equatable {
    let indicator: Int
    /// Whether the last measured value stands for those behind it.
    let isForward: Bool
    /// The value where nothing is known; 0 in all features of a column of texts.
    let constant: Float
  }

  private let featureNames: [String]
  private let columns: [Column]
  private let indicators: [Int]

  /// What is valid by the training samples and by the rules that completed them.
  ///
  /// Cost: a pass over the training values for each column of texts or with an indicator, and a sort
  /// for each median.
  public init(_ missing: MissingValueConfiguration, fittedTo training: TrainingSplit) {
    let dataset = training.dataset
    // Every stored row, as for completion: a limit on lengths only hides some.
    func values(of feature: Int, where indicator: Int? = nil) -> [Float] {
      dataset.values.withUnsafeBufferPointer { values in
        stride(from: 0, to: values.count, by: dataset.featureCount)
          .filter { row in indicator.map { values[row + $0] != 0 } ?? true }
          .map { values[$0 + feature] }
      }
    }
    let indicatorOfFeature = dataset.indicatorOfFeature
    let isIndicator = dataset.isIndicator
    featureNames = dataset.featureNames
    indicators = isIndicator.indices.filter { isIndicator[$0] }
      .filter { indicator in values(of: indicator).allSatisfy { $0 == 0 || $0 == 1 } }
    let valid = Set(indicators)
    func column(of features: Range<Int>, named name: String, _ oneHot: OneHotRows?) -> Column? {
      let indicator = indicatorOfFeature[features.lowerBound].flatMap {
        valid.contains($0) ? $0 : nil
      }
      let rule = missing.rule(of: name)
      // Who brings indicators along has filled in by a rule of their own.
      let filling = indicator.flatMap { indicator -> Filling? in
        guard rule.hasIndicator else { return nil }
        return Filling(
          indicator: indicator, isForward: rule.fillsForward,
          constant: oneHot != nil
            ? 0 : missing.fill.constant(of: values(of: features.lowerBound, where: indicator)))
      }
      guard oneHot != nil || filling != nil else { return nil }
      return Column(features: features, oneHot: oneHot, filling: filling)
    }
    columns = dataset.featuresByColumn().flatMap { name, features -> [Column] in
      if name != dataset.featureNames[features.lowerBound],
        let rows = dataset.oneHotRows(features, where: indicatorOfFeature[features.lowerBound])
      {
        return [column(of: features, named: name, rows)].compactMap(\.self)
      }
      return features.compactMap {
        column(of: $0..<$0 + 1, named: dataset.featureNames[$0], nil)
      }
    }
  }

  /// Whether all events are valid: nothing is one-hot or marked as missing.
  public var isTrivial: Bool { columns.isEmpty && indicators.isEmpty }

  /// The samples with valid events; labels and lengths stay.
  ///
  /// Cost: a copy, and a pass over the features in question.
  ///
  /// - Parameter dataset: in the units of the data.
  /// - Returns: samples that share no rows.
  /// - Precondition: the features of the training samples.
  public func applied(to dataset: SequenceDataset) -> SequenceDataset {
    precondition(dataset.featureNames == featureNames, "A projection of other features.")
    guard !isTrivial else { return dataset }
    // Samples that share rows may differ behind the first event: each gets its own.
    var values: [Float] = []
    values.reserveCapacity(dataset.lengths.reduce(0, +) * featureNames.count)
    var starts: [Int] = []
    for sample in 0..<dataset.count {
      starts.append(values.count / featureNames.count)
      values += dataset.sequence(at: sample)
    }
    values.withUnsafeMutableBufferPointer { values in
      for (start, length) in zip(starts, dataset.lengths) {
        for event in start..<start + length {
          project(values, row: event * featureNames.count, isFirst: event == start)
        }
      }
    }
    return dataset.replacingEvents(
      values: EventValues(values), starts: starts, lengths: dataset.lengths)
  }

  /// Projects the event that begins at an offset, of which the one before is projected.
  private func project(_ values: UnsafeMutableBufferPointer<Float>, row: Int, isFirst: Bool) {
    for indicator in indicators {
      values[row + indicator] = values[row + indicator] < 0.5 ? 0 : 1
    }
    for column in columns {
      if let filling = column.filling, values[row + filling.indicator] == 0 {
        for feature in column.features {
          // The event before holds the last measured value or what stands for it.
          values[row + feature] =
            filling.isForward && !isFirst
            ? values[row + feature - featureNames.count] : filling.constant
        }
      } else if let oneHot = column.oneHot {
        Self.projectOneHot(values, column.features, row: row, oneHot)
      }
    }
  }

  private static func projectOneHot(
    _ values: UnsafeMutableBufferPointer<Float>, _ features: Range<Int>, row: Int,
    _ rows: OneHotRows
  ) {
    var greatest = features.lowerBound
    for feature in features where values[row + feature] > values[row + greatest] {
      greatest = feature
    }
    // The row of zeros is nearer than that of the greatest value if that is below a half.
    let isNone = rows == .oneOrNone && values[row + greatest] < 0.5
    for feature in features { values[row + feature] = feature == greatest && !isNone ? 1 : 0 }
  }
}

/// The rows of a column of texts: one of its features is 1 and the others are 0.
private enum OneHotRows {
  /// Always one.
  case one
  /// In some rows none: those of texts that nobody knows.
  case oneOrNone
}

extension SequenceDataset {
  /// Which rows some features have, if all are of one-hot features; nil if one is not.
  ///
  /// - Parameters:
  ///   - features: those that may belong to one column of texts.
  ///   - indicator: leaves rows out where this feature is 0.
  /// - Returns: nil if some row is something else.
  fileprivate func oneHotRows(_ features: Range<Int>, where indicator: Int?) -> OneHotRows? {
    values.withUnsafeBufferPointer { values -> OneHotRows? in
      var rows = OneHotRows.one
      for row in stride(from: 0, to: values.count, by: featureCount) {
        if let indicator, values[row + indicator] == 0 { continue }
        var ones = 0
        for feature in features {
          switch values[row + feature] {
          case 0: break
          case 1: ones += 1
          default: return nil
          }
        }
        guard ones <= 1 else { return nil }
        if ones == 0 { rows = .oneOrNone }
      }
      return rows
    }
  }
}
