/// The rules `threshold`, `quantile` and `significant-change`: the class says on which side of a
/// threshold a number lies (spec/01 section 17).
struct ThresholdLabels {
  /// The threshold.
  let threshold: Float
  /// Whether smaller numbers are of the second class.
  let isBelow: Bool

  /// The names of the two classes.
  static func classNames(of configuration: LabelConfiguration) -> [String] {
    if configuration.rule == .significantChange { return ["steady", "significant"] }
    let side = configuration.side.rawValue
    return ["not \(side)", side]
  }

  /// The threshold of a configuration if it does not depend on the data.
  init?(fixedIn configuration: LabelConfiguration) {
    switch configuration.rule {
    case .threshold:
      threshold = Float(configuration.threshold)
      isBelow = configuration.side == .below
    case .significantChange where configuration.threshold > 0:
      threshold = Float(configuration.threshold)
      isBelow = false
    default:
      return nil
    }
  }

  /// The threshold that gives a share of the training numbers the second class.
  init(_ configuration: LabelConfiguration, fittedTo training: [Float]) {
    isBelow = configuration.rule == .quantile && configuration.side == .below
    let numbers = isBelow ? training.map { -$0 } : training
    let found = Self.threshold(of: numbers, share: configuration.share)
    threshold = isBelow ? -found : found
  }

  /// The threshold that at most a share of some numbers exceeds, and as many as possible.
  ///
  /// If `share * numbers.count` of them, rounded down, are to exceed it, it is the next smaller
  /// one. Equal numbers are all above or all not, so the share can come out smaller.
  ///
  /// - Precondition: there is a number.
  static func threshold(of numbers: [Float], share: Double) -> Float {
    let descending = numbers.sorted(by: >)
    return descending[min(descending.count - 1, Int(share * Double(descending.count)))]
  }

  /// The classes of some numbers.
  func labels(of numbers: [Float]) -> [Int] {
    numbers.map { (isBelow ? $0 < threshold : $0 > threshold) ? 1 : 0 }
  }

  /// Turns the numbers of three tables into labels, with a threshold of the first one's numbers.
  ///
  /// - Parameters:
  ///   - tables: training first; those whose labels are known stay as they are.
  ///   - configuration: the rule.
  /// - Returns: a sentence about the threshold; nil if labels are known.
  /// - Throws: if no training label is of the second class.
  static func decide(
    _ tables: inout [SampleTable], configuration: LabelConfiguration
  ) throws(DataError) -> String? {
    let training = tables[0].measures
    guard configuration.isMeasured, !training.isEmpty else { return nil }
    let rule =
      ThresholdLabels(fixedIn: configuration)
      ?? ThresholdLabels(configuration, fittedTo: training)
    let second = rule.labels(of: training).count { $0 == 1 }
    let what = rule.description(of: configuration)
    guard second > 0 else {
      throw DataError(
        .configuration(
          sentence: "no \(what) in training; set another data.label.threshold or a larger "
            + "data.label.share."), at: DataPlace(split: "training"))
    }
    for index in tables.indices { try tables[index].decideLabels(by: rule) }
    return "A \(what) is of the class '\(classNames(of: configuration)[1])'; that is \(second) of "
      + "\(training.count) training labels."
  }

  private func description(of configuration: LabelConfiguration) -> String {
    let column = "'\(configuration.column)'"
    let side = isBelow ? "less" : "more"
    let measure = configuration.rule == .significantChange ? .absoluteChange : configuration.measure
    return switch measure {
    case .value: "value of \(column) \(isBelow ? "below" : "above") \(threshold)"
    case .change: "change of \(column) by \(side) than \(threshold)"
    case .absoluteChange: "change of \(column), up or down, by \(side) than \(threshold)"
    }
  }
}

extension SampleTable {
  /// Turns numbers into labels.
  mutating func decideLabels(by rule: ThresholdLabels) throws(DataError) {
    guard !measures.isEmpty else { return }
    dataset = try SequenceDataset(
      featureNames: dataset.featureNames, classNames: dataset.classNames,
      labelLength: dataset.labelLength, values: dataset.values, starts: dataset.starts,
      lengths: dataset.lengths, labels: rule.labels(of: measures))
    measures = []
  }
}
