extension DataSummary {
  /// Warnings like those of a colleague who knows imbalanced data (spec/01 section 17, spec/06
  /// E2-E16).
  static func advice(
    splits: [Split], features: [FeatureStatistics], vocabulary: LabelVocabulary
  ) -> [String] {
    var warnings: [String] = []
    let constant = features.filter(\.isConstant).map { "'\($0.name)'" }
    if !constant.isEmpty {
      warnings.append(
        "Constant in training, so without information: \(constant.joined(separator: ", ")).")
    }
    let extreme = features.filter { feature in
      let reach = max(
        abs(Double(feature.maximum) - feature.mean), abs(Double(feature.minimum) - feature.mean))
      return feature.standardDeviation > 0 && reach > 50 * feature.standardDeviation
    }
    if !extreme.isEmpty {
      warnings.append(
        "Some values lie more than 50 standard deviations from the mean; is that a code for a "
          + "missing value? \(extreme.map { "'\($0.name)'" }.joined(separator: ", ")).")
    }
    if vocabulary.minorityCount == 1 {
      warnings.append("There is one minority training sample: only copying it is possible.")
    } else if vocabulary.minorityCount < 1000 {
      warnings.append(
        "There are \(vocabulary.minorityCount) minority training samples; generative oversamplers "
          + "were published with at least 1000.")
    }
    if vocabulary.imbalanceRatio < 10 {
      warnings.append(
        "The imbalance is mild (\(rounded(vocabulary.imbalanceRatio)) to 1); oversampling seldom "
          + "helps below 20 to 1.")
    }
    for split in splits {
      if split.duplicates * 100 > split.sampleCount {
        warnings.append(
          "\(split.duplicates) of \(split.sampleCount) \(split.name) samples repeat another one.")
      }
      if split.duplicatesAcross > 0 {
        warnings.append(
          "\(split.duplicatesAcross) \(split.name) samples also occur in an earlier split, so "
            + "scores may be too good; remove duplicates before splitting.")
      }
      let minority = split.sampleCount - split.labelCounts[LabelVocabulary.majority]
      if split.name != "training", minority > 0, minority < 20 {
        warnings.append(
          "The \(split.name) split has only \(minority) minority samples; its F1 is rough.")
      }
    }
    return warnings
  }

  /// A number with one decimal.
  static func rounded(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }
}
