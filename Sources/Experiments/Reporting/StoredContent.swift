import Classification
import Files
import Reports

/// Whether what a unit stored can be reported.
///
/// A file may have the ledger's checksum and still hold what no run writes: one that was made by hand,
/// or moved here together with its line. Costs one more reading of the files that reports are made of.
struct StoredContent {
  let scorer: UnitScorer

  /// Looks at a unit's files.
  ///
  /// - Parameters:
  ///   - unit: a unit that the ledger calls done.
  ///   - files: the names of its files, by the ledger.
  /// - Returns: what is wrong with the first that is not as it should be, a sentence without its full
  ///   stop that names the file; nil if nothing is.
  func problem(of unit: UnitID, files: some Sequence<String>) -> String? {
    for name in Set(files).union(needed(by: unit)).sorted() {
      let path = "units/\(unit)/\(name)"
      guard let bytes = try? scorer.read(name, of: unit) else {
        return "\(path) is not there or cannot be read"
      }
      if let problem = problem(of: bytes, name, unit) {
        return "\(path) does not hold what it should: \(problem)"
      }
    }
    return nil
  }

  /// The files without which a unit cannot be scored.
  private func needed(by unit: UnitID) -> [String] {
    switch unit.kind {
    case .member, .memberChain:
      scorer.files(UnitFile.probabilities, of: unit) + scorer.files(UnitFile.record, of: unit)
    case .scores: [UnitFile.scores, UnitFile.record]
    case .oversampler, .detector: [UnitFile.record]
    }
  }

  private func problem(of bytes: [UInt8], _ name: String, _ unit: UnitID) -> String? {
    if name.hasSuffix(UnitFile.probabilities) {
      guard let found = try? MemberProbabilities(decoding: bytes) else {
        return "the probabilities cannot be read"
      }
      return problem(of: found.validation, .validation) ?? problem(of: found.test, .test)
    }
    if name == UnitFile.scores {
      guard let found = try? DetectorScores(decoding: bytes) else {
        return "the scores cannot be read"
      }
      return problem(ofScores: found.validation, .validation)
        ?? problem(ofScores: found.test, .test)
    }
    if name == UnitFile.quality {
      guard let found = try? JSONFile.decode(SyntheticQualityRecord.self, from: bytes) else {
        return "it is not what is found about synthetic samples"
      }
      return found.method == unit.method && found.seed == unit.seed
        ? nil : "it is of \(UnitScorer.runName(found.method, found.seed))"
    }
    if name.hasSuffix(UnitFile.curves) {
      // A method without curves has an empty table.
      let isEmpty = bytes.allSatisfy { $0 == UInt8(ascii: "\n") }
      return isEmpty || NumberTable(csv: bytes) != nil ? nil : "it is no table of numbers"
    }
    if name.hasSuffix(UnitFile.record) {
      return problem(ofRecord: bytes, of: owner(of: name, unit))
    }
    return nil
  }

  /// The part of a unit's record that says whose it is.
  private struct Named: Decodable {
    var unit: String?
  }

  /// Whose record a file is: a chain's folder has one for each of its members.
  private func owner(of name: String, _ unit: UnitID) -> UnitID {
    let member = scorer.files(UnitFile.record, of: unit).firstIndex(of: name)
    guard unit.kind == .memberChain, let member else { return unit }
    return UnitID(method: unit.method, seed: unit.seed, kind: .member(member))
  }

  private func problem(ofRecord bytes: [UInt8], of unit: UnitID) -> String? {
    var notes = RunNotes()
    guard (try? notes.add(record: bytes, method: "")) != nil,
      let holder = try? JSONFile.decode(TrainingFit.Holder.self, from: bytes),
      let named = try? JSONFile.decode(Named.self, from: bytes)
    else { return "it is no record" }
    if let name = named.unit, name != "\(unit)" { return "it is the record of \(name)" }
    return holder.trainingFit?.outOfRange.map { "it has the training fit \($0)" }
  }

  private func problem(of probabilities: [Float], _ split: ScoredSplit) -> String? {
    let target = scorer.scores.target(of: split)
    let row = target.positions * target.classes
    guard probabilities.count == target.count * row else {
      return "\(probabilities.count) probabilities of the \(split.rawValue) split instead of "
        + "\(target.count * row)"
    }
    // Rows behind a sample's last label mean nothing.
    for sample in 0..<target.count {
      let first = sample * row
      let valid = probabilities[first..<first + target.labelCount(of: sample) * target.classes]
      guard let wrong = valid.first(where: { !(-0.001...1.001).contains($0) }) else { continue }
      return "sample \(sample) of the \(split.rawValue) split has the probability \(wrong)"
    }
    return nil
  }

  private func problem(ofScores scores: [Float], _ split: ScoredSplit) -> String? {
    let count = scorer.scores.target(of: split).count
    guard scores.count == count else {
      return "\(scores.count) scores of the \(split.rawValue) split instead of \(count)"
    }
    return scores.firstIndex { !$0.isFinite }
      .map { "sample \($0) of the \(split.rawValue) split has the score \(scores[$0])" }
  }
}
