import Files
import NoveltyDetection

/// Scores what the units of a method and seed stored.
struct UnitScorer {
  /// The run folder.
  let folder: String
  /// What probabilities and scores are compared with.
  let scores: StudyScores
  /// The number of members of an ensemble.
  let ensembleSize: Int

  /// The scores of one method and seed.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - seed: the seed.
  ///   - units: its units of predictions, in the graph's order; all are done.
  /// - Returns: scores and predictions.
  /// - Throws: what reading or decoding a file throws.
  func run(method: String, seed: UInt64, units: [UnitID]) throws -> StudyScores.Run {
    if let unit = units.first(where: { $0.kind == .scores }) {
      let record = try JSONFile.decode(DecisionRecord.self, from: read(UnitFile.record, of: unit))
      return scores.run(
        method: method, seed: seed,
        scores: try DetectorScores(decoding: read(UnitFile.scores, of: unit)),
        decision: NoveltyDecision(
          direction: record.direction, threshold: record.threshold,
          validationF1: record.validationF1))
    }
    return scores.run(
      method: method, seed: seed,
      probabilities: try units.flatMap { unit in
        try files(UnitFile.probabilities, of: unit).map {
          try MemberProbabilities(decoding: read($0, of: unit))
        }
      })
  }

  /// The names of a kind of file in a unit's folder: one for each member of a chain, else one.
  func files(_ name: String, of unit: UnitID) -> [String] {
    unit.kind == .memberChain
      ? (0..<ensembleSize).map { UnitFile.name(name, ofMember: $0) } : [name]
  }

  /// A stored file of a unit.
  func read(_ name: String, of unit: UnitID) throws -> [UInt8] {
    try FileContents.readRaw("\(folder)/units/\(unit)/\(name)")
  }

  /// The name of a method's run with a seed.
  static func runName(_ method: String, _ seed: UInt64) -> String { "\(method)/seed\(seed)" }
}
