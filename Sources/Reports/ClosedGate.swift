import Statistics

/// A method and seed whose synthetic samples the quality gate kept out.
///
/// Members of such a run were trained on real samples alone, so its scores say nothing about the
/// method.
public struct ClosedGate: Sendable, Hashable {
  /// The method.
  public var method: String
  /// The seed.
  public var seed: UInt64

  /// A closed gate as given.
  public init(method: String, seed: UInt64) {
    self.method = method
    self.seed = seed
  }
}

/// On how many of the seeds that are looked at a method's synthetic samples were not used.
public struct UnusedSamples: Sendable, Hashable {
  /// The method.
  public let method: String
  /// The seeds on which they were not used, in the order of the study.
  public let seeds: [UInt64]
  /// How many seeds were looked at.
  public let seedCount: Int

  /// Whether they were used on none, so that no score is one of the method.
  public var isEverySeed: Bool { seeds.count == seedCount }

  /// Such as: On 2 of 5 seeds the synthetic samples of ae-smote were not used (quality gate).
  var sentence: String {
    isEverySeed
      ? "The synthetic samples of \(method) were not used (quality gate), so its scores are those of "
        + "training without them."
      : "On \(seeds.count) of \(NumberText.counted(seedCount, "seed")) the synthetic samples of "
        + "\(method) were not used (quality gate)."
  }
}

extension StudyRecord {
  /// On which of some seeds a method's synthetic samples were not used; nil if on none.
  func unusedSamples(of method: String, among seeds: [UInt64]) -> UnusedSamples? {
    let closed = Set(closedGates.filter { $0.method == method }.map(\.seed))
    let unused = seeds.filter(closed.contains)
    guard !unused.isEmpty else { return nil }
    return UnusedSamples(method: method, seeds: unused, seedCount: seeds.count)
  }
}

extension StudySummary {
  /// What stands behind a method whose samples were used on no seed; one dagger means "worse".
  static let unusedMark = "‡"

  /// The methods whose synthetic samples were used on none of their seeds.
  var methodsWithoutSamples: [String] { methods.filter(\.isWithoutSamples).map(\.method) }

  /// The name of a method in tables, with a mark if its samples were used on no seed.
  func marked(_ method: String) -> String {
    methodsWithoutSamples.contains(method) ? "\(method) \(Self.unusedMark)" : method
  }

  /// What the mark means, for below a table or figures that name some methods; nil if none of them has
  /// it.
  func unusedMarkNote(_ named: [String]) -> String? {
    guard named.contains(where: methodsWithoutSamples.contains) else { return nil }
    return
      "\(Self.unusedMark) The synthetic samples were not used (quality gate): the members were "
      + "trained on real samples alone."
  }

  /// Which synthetic samples were not used, a sentence per method on some of whose seeds they were and
  /// one, that begins with the mark, for all the others.
  func unusedSampleNotes(mark: String = unusedMark) -> [String] {
    let names = methodsWithoutSamples
    let all =
      names.isEmpty
      ? []
      : [
        "\(mark) The synthetic samples of \(names.joined(separator: ", ")) were not used (quality "
          + "gate): these are scores of training without them, so they are not compared, ranked or "
          + "counted in corrections."
      ]
    let some = methods.filter { !$0.isWithoutSamples }.compactMap { $0.unusedSamples?.sentence }
    return all + some
  }
}
