import Foundation

/// What a test could say with the data that there are, whatever their values.
///
///     SignFlipTest.reach(pairCount: 5).statement
///     // "With 5 seeds the smallest p of this test is 0.0625, not below 0.05: it cannot say
///     //  anything at this level. 1 more seed would let it."
///
/// A p of 0.06 means little if the test could never have had less. Rank and permutation tests of
/// few pairs are such; t-tests are not, which they pay for with the assumption of normal values.
public struct TestReach: Sendable, Hashable {
  /// What a test counts, in words.
  public struct Unit: Sendable, Hashable {
    /// One of them.
    public let singular: String
    /// Several.
    public let plural: String

    /// A unit by its names.
    public init(singular: String, plural: String) {
      self.singular = singular
      self.plural = plural
    }

    /// Repetitions of an experiment.
    public static let seeds = Unit(singular: "seed", plural: "seeds")
    /// Test samples that one of two classifiers alone has right.
    public static let discordantSamples = Unit(
      singular: "sample that one arm alone has right",
      plural: "samples that one arm alone has right")
    /// Test samples of the rarer class.
    public static let smallerClassSamples = Unit(
      singular: "sample of the smaller class", plural: "samples of the smaller class")
    /// Draws of a bootstrap.
    public static let resamples = Unit(singular: "resample", plural: "resamples")
    /// Data sets or seeds of a Friedman test.
    public static let blocks = Unit(singular: "block", plural: "blocks")

    func counted(_ count: Int) -> String { "\(count) \(count == 1 ? singular : plural)" }
  }

  /// How many units the test had.
  public let size: Int
  /// What the units are.
  public let unit: Unit
  /// Below which p a test rejects.
  public let level: Double
  /// How many tests are corrected together; by Holm the smallest p is multiplied by it.
  public let familySize: Int
  /// The smallest p with this size, before correction; nil where there is no test.
  public let smallestPValue: Double?
  /// The smallest size at which the corrected p can fall below the level; nil if none can.
  public let sufficientSize: Int?

  /// The smallest p after correction, at most 1; nil where there is no test.
  public var smallestCorrectedPValue: Double? {
    smallestPValue.map { min(1, $0 * Double(familySize)) }
  }

  /// Whether any data of this size could make the test reject.
  public var canReachLevel: Bool { smallestCorrectedPValue.map { $0 < level } ?? false }

  /// How many more units the test needs before it can reject; nil if no number suffices.
  public var missingSize: Int? {
    canReachLevel ? 0 : sufficientSize.map { max(0, $0 - size) }
  }

  /// The reach of a test, from the smallest p it has with each size.
  ///
  /// - Parameters:
  ///   - size: How many units there are.
  ///   - unit: What they are.
  ///   - level: Below which p the test rejects.
  ///   - familySize: How many tests are corrected together.
  ///   - largestSize: Where the search for a sufficient size ends.
  ///   - smallestPValue: The smallest p with a given size; nil where there is no test.
  /// - Precondition: `level` lies in (0, 1), `familySize` is positive.
  init(
    size: Int, unit: Unit, level: Double, familySize: Int, largestSize: Int,
    smallestPValue: (Int) -> Double?
  ) {
    precondition(level > 0 && level < 1, "A level lies between 0 and 1.")
    precondition(familySize > 0, "A family has at least one test.")
    self.size = size
    self.unit = unit
    self.level = level
    self.familySize = familySize
    self.smallestPValue = smallestPValue(size)
    sufficientSize = (1...max(1, largestSize)).first {
      smallestPValue($0).map { $0 * Double(familySize) < level } ?? false
    }
  }

  /// The reach in one or two sentences.
  public var statement: String {
    let having = "With \(unit.counted(size))"
    let more =
      missingSize.map {
        $0 > 0 ? " \($0) more \($0 == 1 ? unit.singular : unit.plural) would let it." : ""
      } ?? " No number of \(unit.plural) would let it."
    guard let smallest = smallestCorrectedPValue else {
      return "\(having) this test says nothing.\(more)"
    }
    let family = familySize > 1 ? ", corrected over \(familySize) tests," : ""
    let value = smallest == 0 ? "has no lower bound" : "is \(Self.text(smallest))"
    let levelText = Self.text(level)
    return canReachLevel
      ? "\(having) the smallest p of this test\(family) \(value): \(levelText) is within reach."
      : "\(having) the smallest p of this test\(family) \(value), not below \(levelText): it cannot "
        + "say anything at this level.\(more)"
  }

  private static func text(_ value: Double) -> String { String(format: "%.3g", value) }
}
