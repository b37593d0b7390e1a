/// The cases of `Tests/Fixtures/metrics.py`: scikit-learn and imbalanced-learn.
struct MetricsFixture: Decodable {
  struct Case: Decodable, CustomStringConvertible {
    var classCount: Int
    var truth: [Int]
    var predicted: [Int]
    var probabilities: [Double]
    var minority: [Double]
    var confusion: [[Int]]
    var precision: [Double]
    var recall: [Double]
    var f1: [Double]
    var minorityF1: Double?
    var minorityPrecision: Double?
    var minorityRecall: Double?
    var macroF1: Double
    var microF1: Double
    var accuracy: Double
    var mcc: Double
    var balancedAccuracy: Double
    var gMean: Double
    var rocAUC: Double?
    var prAUC: Double?
    var logLoss: Double
    var binaryLogLoss: Double
    var brier: Double
    var calibrationError: Double

    var description: String {
      "\(classCount) classes, truth \(Set(truth).sorted()), predicted \(Set(predicted).sorted())"
    }
  }

  var cases: [Case]

  static func load() throws -> [Case] { try storedCases("metrics", as: Self.self).cases }
}
