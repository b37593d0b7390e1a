import Oversampling

/// What units noted while they were computed, as sentences for the end of a run.
///
/// Units of one method often say the same, or the same with other numbers; that is one sentence.
struct RunNotes {
  /// What the records of all kinds of units may say.
  private struct Record: Decodable {
    var warnings: [String]?
    var redraws: RedrawCounts?
  }

  private struct Warning {
    let method: String
    let sentence: String
    var units = 1
    var areEqual = true
  }

  private var warnings: [Warning] = []
  private var places: [String: Int] = [:]
  private var redraws: [(method: String, counts: RedrawCounts, units: Int)] = []

  /// Adds what a unit's record says.
  ///
  /// - Parameters:
  ///   - record: the bytes of `record.json`.
  ///   - method: the unit's method.
  /// - Throws: a decoding error if it is no record.
  mutating func add(record: [UInt8], method: String) throws {
    let record = try JSONFile.decode(Record.self, from: record)
    for sentence in record.warnings ?? [] {
      let alike = method + ": " + sentence.replacing(/[0-9]+(\.[0-9]+)?/, with: "0")
      if let place = places[alike] {
        warnings[place].units += 1
        if warnings[place].sentence != sentence { warnings[place].areEqual = false }
      } else {
        places[alike] = warnings.count
        warnings.append(Warning(method: method, sentence: sentence))
      }
    }
    guard let counts = record.redraws, counts.rejected > 0 else { return }
    if let place = redraws.firstIndex(where: { $0.method == method }) {
      redraws[place].counts = redraws[place].counts + counts
      redraws[place].units += 1
    } else {
      redraws.append((method, counts, 1))
    }
  }

  /// The sentences, in the order in which units were added.
  var sentences: [String] {
    warnings.map { warning in
      let others = warning.units - 1
      let what = warning.areEqual ? "the same" : "the same with other numbers"
      let more =
        others == 0
        ? "" : " (\(others) more \(others == 1 ? "unit says" : "units say") \(what))"
      // Some sentences begin with the method's name themselves.
      let name = warning.sentence.hasPrefix(warning.method + " ") ? "" : "\(warning.method): "
      return "\(name)\(warning.sentence)\(more)"
    }
      + redraws.map { method, counts, units in
        let kept = counts.rejected - counts.redrawn - counts.fallenBack
        return "\(method): in \(units) \(units == 1 ? "member" : "members"), \(counts.rejected) "
          + "synthetic samples first came with the majority's labels; \(counts.redrawn) were drawn "
          + "again, \(counts.fallenBack) were given their sources' labels"
          + (kept > 0 ? ", \(kept) stayed." : ".")
      }
  }
}
