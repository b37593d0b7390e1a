import Foundation

extension ConfusionMatrix {
  /// The classes other than 0 that have at least one sample, ascending.
  ///
  /// The label set of the minority scores (spec/01 section 16.1).
  public var presentMinorityClasses: [Int] {
    (1..<max(1, classCount)).filter { trueCount(of: $0) > 0 }
  }

  /// The classes that have at least one sample, ascending.
  public var presentClasses: [Int] {
    (0..<classCount).filter { trueCount(of: $0) > 0 }
  }

  /// The mean F1 of the minority classes that have samples; nil if none has.
  public var minorityF1: Double? { mean(presentMinorityClasses) { counts(of: $0).f1 } }

  /// The mean precision of the minority classes that have samples; nil if none has.
  ///
  /// A minority class that was never predicted contributes 0.
  public var minorityPrecision: Double? {
    mean(presentMinorityClasses) { counts(of: $0).precision }
  }

  /// The mean recall of the minority classes that have samples; nil if none has.
  public var minorityRecall: Double? { mean(presentMinorityClasses) { counts(of: $0).recall } }

  /// The mean F1 of all classes; one without sample and prediction contributes 0.
  public var macroF1: Double {
    (0..<classCount).reduce(0) { $0 + counts(of: $1).f1 } / Double(classCount)
  }

  /// The mean precision of all classes; one that was never predicted contributes 0.
  public var macroPrecision: Double {
    (0..<classCount).reduce(0) { $0 + counts(of: $1).precision } / Double(classCount)
  }

  /// The mean recall of all classes; one without samples contributes 0.
  ///
  /// `balancedAccuracy` leaves those out.
  public var macroRecall: Double {
    (0..<classCount).reduce(0) { $0 + counts(of: $1).recall } / Double(classCount)
  }

  /// The precision of the pooled counts of all classes.
  public var microPrecision: Double { pooledCounts.precision }

  /// The recall of the pooled counts of all classes.
  public var microRecall: Double { pooledCounts.recall }

  /// The F1 of the pooled counts of all classes.
  ///
  /// Equal to `accuracy` when no prediction and no truth is unknown.
  public var microF1: Double { pooledCounts.f1 }

  /// The share of samples predicted rightly; 0 without samples.
  public var accuracy: Double {
    let right = (0..<classCount).reduce(0) { $0 + self[truth: $1, predicted: $1] }
    return ratio(Double(right), Double(total))
  }

  /// The mean recall of the classes that have samples; nil if none has.
  ///
  /// scikit-learn's `balanced_accuracy_score` (Brodersen et al. 2010).
  public var balancedAccuracy: Double? { mean(presentClasses) { counts(of: $0).recall } }

  /// The geometric mean of the recalls of the classes that have samples; nil if none has.
  ///
  /// 0 as soon as one class is never found (Kubat and Matwin 1997).
  public var gMean: Double? {
    let recalls = presentClasses.map { counts(of: $0).recall }
    guard !recalls.isEmpty else { return nil }
    guard !recalls.contains(0) else { return 0 }
    return exp(recalls.reduce(0) { $0 + log($1) } / Double(recalls.count))
  }

  /// Matthews' correlation for any number of classes, in [-1, 1] (Gorodkin's R_K, 2004).
  ///
  /// (c s - sum t_k p_k) / sqrt((s² - sum p_k²)(s² - sum t_k²)) with s samples, c of them right,
  /// t_k samples of class k and p_k predictions of it; for two classes the binary coefficient.
  /// Unknown truths and unknown predictions are two further classes that never agree.
  /// 0 when the denominator is 0: all samples of one class, or all predictions.
  public var matthewsCorrelation: Double {
    let samples = Double(total)
    var right = 0.0
    var (products, squaredPredictions, squaredTruths) = (0.0, 0.0, 0.0)
    for id in Self.unknown..<classCount {
      let (truths, predictions) = (Double(trueCount(of: id)), Double(predictedCount(of: id)))
      squaredTruths += truths * truths
      squaredPredictions += predictions * predictions
      guard id != Self.unknown else { continue }
      products += truths * predictions
      right += Double(self[truth: id, predicted: id])
    }
    let spread =
      (samples * samples - squaredPredictions).squareRoot()
      * (samples * samples - squaredTruths).squareRoot()
    return ratio(right * samples - products, spread)
  }

  private var pooledCounts: ClassCounts {
    let none = ClassCounts(
      truePositives: 0, falsePositives: 0, falseNegatives: 0, trueNegatives: 0)
    return (0..<classCount).reduce(none) { $0 + counts(of: $1) }
  }

  private func mean(_ classes: [Int], of score: (Int) -> Double) -> Double? {
    guard !classes.isEmpty else { return nil }
    return classes.reduce(0) { $0 + score($1) } / Double(classes.count)
  }
}
