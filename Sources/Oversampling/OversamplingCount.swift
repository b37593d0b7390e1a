/// How many synthetic samples a member receives (spec/01 8.2, step 4).
///
/// Written in a configuration as `balance` or as a number: the samples per minority sample.
public enum OversamplingCount: Equatable, Sendable {
  /// So many for each minority sample of the member; 3 is what the GAN with autoencoder adds.
  case perSource(Int)
  /// As many as the member's minority lacks to equal its majority; none if it does already.
  case balance

  /// The number of samples to add to a member.
  public func samples(minority: Int, majority: Int) -> Int {
    switch self {
    case .perSource(let multiplicity): multiplicity * minority
    case .balance: max(0, majority - minority)
    }
  }

  /// The same for a member of several minority label sequences, as a range of one number.
  public func samples(minorities: [Int], majority: Int) -> ClosedRange<Int> {
    let count = samples(minority: minorities.reduce(0, +), majority: majority)
    return count...count
  }

  /// What is wrong with the setting, one sentence each; empty if nothing.
  public func problems() -> [String] {
    // A million of each would bury the real samples; larger numbers are slips of the hand.
    guard case .perSource(let multiplicity) = self, !(1...1_000_000).contains(multiplicity) else {
      return []
    }
    return [
      "count is \(multiplicity); give from 1 to 1000000 synthetic samples per minority sample, or "
        + "balance."
    ]
  }
}

extension OversamplingCount: Codable {
  /// Reads `balance` or a whole number.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let multiplicity = try? container.decode(Int.self) {
      self = .perSource(multiplicity)
    } else if try container.decode(String.self) == "balance" {
      self = .balance
    } else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "Write balance, or the number of synthetic samples per minority sample.")
    }
  }

  /// Writes `balance` or the number.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .perSource(let multiplicity): try container.encode(multiplicity)
    case .balance: try container.encode("balance")
    }
  }
}
