/// The settings of SMOTE, on sequences or on codes.
public struct SMOTEConfiguration: Codable, Equatable, Sendable {
  /// How many samples are added to each member.
  ///
  /// With a number for each minority sample, every sample is a base that often; with `balance`,
  /// bases are drawn.
  public var count: OversamplingCount = .perSource(3)
  /// From how many nearest minority samples the partner is drawn, k.
  public var neighbours = 5

  /// The defaults: three per minority sample, five neighbours.
  public init() {}

  /// What is wrong with the settings, one sentence each; empty if nothing.
  public func problems() -> [String] {
    count.problems() + Self.neighbourProblems(neighbours)
  }

  /// What is wrong with a number of neighbours.
  package static func neighbourProblems(_ neighbours: Int) -> [String] {
    // Each sample keeps a list of so many; far more than that are not near.
    guard !(1...1_000_000).contains(neighbours) else { return [] }
    return ["neighbours is \(neighbours); give from 1 to 1000000."]
  }

  /// The sampler of points with these settings.
  package var sampler: SMOTE {
    switch count {
    case .perSource: SMOTE(neighbours: neighbours, bases: .cycled)
    case .balance: SMOTE(neighbours: neighbours, bases: .drawn)
    }
  }

  /// A sentence if a minority of this size has fewer neighbours than asked for.
  package func neighbourWarning(method: String, minority count: Int) -> String? {
    guard count > 1, count <= neighbours else { return nil }
    return """
      \(method) asks for \(neighbours) nearest neighbours, and each of the \(count) minority samples \
      has only \(count - 1).
      """
  }
}
