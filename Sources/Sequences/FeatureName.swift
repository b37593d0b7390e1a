/// What the names of features say about how features belong together.
///
/// Names and not a table beside them, so that whoever has the features has this, too: after
/// sending, storing and choosing among them.
public enum FeatureName {
  /// The name of the feature that is 1 where another one was measured and 0 where it was not.
  public static func indicator(of feature: String) -> String { "\(feature).present" }

  /// The name of the feature that is 1 where a categorical column has a text.
  public static func oneHot(_ column: String, text: String) -> String { "\(column)=\(text)" }

  /// What stands before the first `=`, the column of a one-hot feature; a name without one as it is.
  static func column(of feature: String) -> String { feature.before("=") }
}

extension SequenceDataset {
  /// For each feature the one that says where it was measured; nil if there is none.
  ///
  /// The features of a categorical column share one. Where the indicator is 0, the value was filled
  /// in, and a loss should not ask for it.
  public var indicatorOfFeature: [Int?] {
    let positions = Dictionary(
      featureNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return featureNames.map { name in
      let column = name.before("=")
      return positions[FeatureName.indicator(of: name)]
        ?? (column == name ? nil : positions[FeatureName.indicator(of: column)])
    }
  }

  /// For each feature whether it says where another one was measured.
  ///
  /// Such a feature is 0 or 1 and stays so: it is not scaled, and synthetic samples have it rounded.
  public var isIndicator: [Bool] {
    var result = [Bool](repeating: false, count: featureCount)
    for indicator in indicatorOfFeature.compactMap(\.self) { result[indicator] = true }
    return result
  }

  /// The columns of the data with their features, those of one column of texts together.
  func featuresByColumn() -> [(name: String, features: Range<Int>)] {
    var columns: [(name: String, features: Range<Int>)] = []
    for (feature, name) in featureNames.enumerated() {
      let column = FeatureName.column(of: name)
      if column != name, let last = columns.last, last.name == column,
        last.name != featureNames[last.features.lowerBound]
      {
        columns[columns.count - 1].features = last.features.lowerBound..<feature + 1
      } else {
        columns.append((column, feature..<feature + 1))
      }
    }
    return columns
  }
}
