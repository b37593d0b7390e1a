extension DataSummary {
  /// Warnings like those of a colleague who knows imbalanced data (spec/01 section 17, spec/06
  /// E2-E16).
  static func advice(_ summary: DataSummary, vocabulary: LabelVocabulary) -> [String] {
    summary.featureAdvice() + summary.missingAdvice() + balanceAdvice(vocabulary)
      + summary.lengthAdvice() + summary.splitAdvice()
  }

  private func featureAdvice() -> [String] {
    var warnings: [String] = []
    let names = Set(features.map(\.name))
    let constant = features.filter(\.isConstant).map(\.name)
    let known = constant.filter { names.contains(FeatureName.indicator(of: $0)) }
    let useless = constant.filter { !known.contains($0) }
    if !useless.isEmpty {
      warnings.append(
        "Constant in training, so without information: \(Self.list(useless)); list them under "
          + "data.columns.exclude.")
    }
    if !known.isEmpty {
      warnings.append(
        "Constant in training wherever it was measured, so only NAME.present tells something: "
          + "\(Self.list(known)).")
    }
    let extreme = measured.filter { index in
      let feature = features[index]
      let reach = max(
        abs(Double(feature.maximum) - feature.mean), abs(Double(feature.minimum) - feature.mean))
      return feature.standardDeviation > 0 && reach > 50 * feature.standardDeviation
    }
    if !extreme.isEmpty {
      warnings.append(
        "Some values lie more than 50 standard deviations from the mean; is that a code for a "
          + "missing value? \(Self.list(extreme.map { features[$0].name })).")
    }
    for split in splits.dropFirst() {
      let shifted = measured.filter { isShifted($0, in: split) }
      guard !shifted.isEmpty else { continue }
      warnings.append(
        "Values are on another scale in \(split.name) than in training; do the splits come from one "
          + "source, in one unit? \(Self.list(shifted.map { features[$0].name })).")
    }
    return warnings
  }

  /// The features that hold measured numbers: neither indicators nor one-hot.
  var measured: [Int] {
    let columns = Set(features.map { $0.name.before("=") })
    let end = FeatureName.indicator(of: "")
    return features.indices.filter { index in
      let name = features[index].name
      let isIndicator = name.hasSuffix(end) && columns.contains(String(name.dropLast(end.count)))
      return !isIndicator && !name.contains("=")
    }
  }

  /// Whether the values of a feature are wildly different in another split.
  func isShifted(_ index: Int, in split: Split) -> Bool {
    let (here, there) = (features[index], split.features[index])
    if here.isConstant { return !there.isConstant || there.mean != here.mean }
    return abs(there.mean - here.mean) > 2 * here.standardDeviation
      || there.standardDeviation > 4 * here.standardDeviation
  }

  private func missingAdvice() -> [String] {
    var warnings: [String] = []
    let scarce = missing.filter { $0.samples[0] > 0.5 }.map(\.feature)
    if !scarce.isEmpty {
      warnings.append(
        "Never measured in more than half of the training samples: \(Self.list(scarce)).")
    }
    for (index, split) in splits.enumerated().dropFirst() {
      let other = missing.filter { abs($0.events[index] - $0.events[0]) > 0.2 }.map(\.feature)
      guard !other.isEmpty else { continue }
      warnings.append(
        "Much more or less is missing in \(split.name) than in training: \(Self.list(other)).")
    }
    return warnings
  }

  private static func balanceAdvice(_ vocabulary: LabelVocabulary) -> [String] {
    var warnings: [String] = []
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
    return warnings
  }

  private func lengthAdvice() -> [String] {
    let (less, more) = (min(majorityLength, minorityLength), max(majorityLength, minorityLength))
    guard less > 0, Double(more) > 1.5 * Double(less) else { return [] }
    return [
      "Length tells the classes apart: the median is \(minorityLength) events for minority samples "
        + "and \(majorityLength) for others; is that known when the model is used?"
    ]
  }

  private func splitAdvice() -> [String] {
    var warnings: [String] = []
    for split in splits {
      if split.duplicates * 100 > split.sampleCount {
        warnings.append(
          "\(split.duplicates) of \(split.sampleCount) \(split.name) samples repeat another one.")
      }
      if split.duplicatesAcross > 0 {
        warnings.append(
          "\(split.duplicatesAcross) \(split.name) samples also occur in an earlier split, so "
            + "scores may be too good; set data.duplicates to remove.")
      }
      if split.contradictions > 0 {
        warnings.append(
          "\(split.contradictions) \(split.name) samples equal another one and have another label; "
            + "no model can get all of them right.")
      }
      guard split.name != "training" else { continue }
      let minority = split.minorityCount
      if minority > 0, minority < 20 {
        warnings.append(
          "The \(split.name) split has only \(minority) minority samples; its F1 is rough.")
      }
      let shares = (training: splits[0].minorityShare, here: split.minorityShare)
      if minority >= 20,
        shares.here > 2 * shares.training || 2 * shares.here < shares.training
      {
        warnings.append(
          "The minority is \(Self.rounded(100 * shares.training)) % of training and "
            + "\(Self.rounded(100 * shares.here)) % of \(split.name); precision and F1 depend on "
            + "that share.")
      }
    }
    return warnings
  }

  /// A number with one decimal.
  static func rounded(_ value: Double) -> String {
    "\((value * 10).rounded() / 10)"
  }

  /// Some names, and how many more there are.
  private static func list(_ names: [String]) -> String {
    let shown = names.prefix(8).map { "'\($0)'" }.joined(separator: ", ")
    return names.count > 8 ? "\(shown) and \(names.count - 8) more" : shown
  }
}

extension DataSummary.Split {
  /// The number of samples whose label sequence is not the majority's.
  var minorityCount: Int { sampleCount - labelCounts[LabelVocabulary.majority] }
  /// Their share.
  var minorityShare: Double { Double(minorityCount) / Double(max(1, sampleCount)) }
}
