/// How often one class was predicted rightly and wrongly, the class against all others.
///
/// Sums of counts are again counts: `micro` scores pool classes with `+`.
public struct ClassCounts: Sendable, Hashable {
  /// Samples of the class that were predicted as the class.
  public var truePositives: Int
  /// Samples of other classes that were predicted as the class.
  public var falsePositives: Int
  /// Samples of the class that were predicted as anything else, UNKNOWN included.
  public var falseNegatives: Int
  /// All other samples.
  public var trueNegatives: Int

  /// Counts as given.
  public init(
    truePositives: Int, falsePositives: Int, falseNegatives: Int, trueNegatives: Int
  ) {
    self.truePositives = truePositives
    self.falsePositives = falsePositives
    self.falseNegatives = falseNegatives
    self.trueNegatives = trueNegatives
  }

  /// The share of predictions of the class that are right: TP / (TP + FP).
  ///
  /// 0 when the class was never predicted (spec/00 section 6.5; scikit-learn's
  /// `zero_division=0`). `isPrecisionUndefined` tells this from a true 0.
  public var precision: Double {
    ratio(Double(truePositives), Double(truePositives) + Double(falsePositives))
  }

  /// The share of the class's samples that were found: TP / (TP + FN).
  ///
  /// 0 when the class has no sample. `isRecallUndefined` tells this from a true 0.
  public var recall: Double {
    ratio(Double(truePositives), Double(truePositives) + Double(falseNegatives))
  }

  /// The harmonic mean of precision and recall: 2 TP / (2 TP + FP + FN).
  ///
  /// 0 when the class has neither a sample nor a prediction.
  public var f1: Double {
    let found = 2 * Double(truePositives)
    return ratio(found, found + Double(falsePositives) + Double(falseNegatives))
  }

  /// Matthews' correlation of the class against all others, in [-1, 1].
  ///
  /// (TP TN - FP FN) / sqrt((TP + FP)(TP + FN)(TN + FP)(TN + FN)), and 0 when the denominator is 0
  /// (Matthews 1975; spec/00 section 6.5).
  public var matthewsCorrelation: Double {
    let (tp, fp) = (Double(truePositives), Double(falsePositives))
    let (fn, tn) = (Double(falseNegatives), Double(trueNegatives))
    // Square roots one by one: the product of four counts of 10^5 has no exact square root left.
    let denominator =
      ((tp + fp) * (tp + fn)).squareRoot() * ((tn + fp) * (tn + fn)).squareRoot()
    return ratio(tp * tn - fp * fn, denominator)
  }

  /// The share of other samples that were left alone: TN / (TN + FP); 0 without other samples.
  public var specificity: Double {
    ratio(Double(trueNegatives), Double(trueNegatives) + Double(falsePositives))
  }

  /// The geometric mean of recall and specificity (Kubat and Matwin 1997).
  public var gMean: Double { (recall * specificity).squareRoot() }

  /// The mean of recall and specificity; Youden's J is twice that less 1.
  public var balancedAccuracy: Double { (recall + specificity) / 2 }

  /// Whether the class was never predicted, so that its precision of 0 is a convention.
  public var isPrecisionUndefined: Bool { truePositives + falsePositives == 0 }

  /// Whether the class has no sample, so that its recall of 0 is a convention.
  public var isRecallUndefined: Bool { truePositives + falseNegatives == 0 }

  /// The counts of two classes pooled.
  public static func + (left: ClassCounts, right: ClassCounts) -> ClassCounts {
    ClassCounts(
      truePositives: left.truePositives + right.truePositives,
      falsePositives: left.falsePositives + right.falsePositives,
      falseNegatives: left.falseNegatives + right.falseNegatives,
      trueNegatives: left.trueNegatives + right.trueNegatives)
  }
}

/// `numerator / denominator`, or 0 where the denominator is 0.
func ratio(_ numerator: Double, _ denominator: Double) -> Double {
  denominator == 0 ? 0 : numerator / denominator
}
