/// What a colleague would say about the times of the samples in three splits.
enum TimeWarnings {
  /// Sentences about training samples that know the future of others.
  ///
  /// - Parameters:
  ///   - tables: training, validation, test.
  ///   - rule: how they were split.
  /// - Returns: none if nothing is doubtful, or times are not known.
  static func about(_ tables: [SampleTable], rule: SplitConfiguration.Rule) -> [String] {
    guard tables.allSatisfy({ !$0.times.isEmpty && $0.endTimes.count == $0.times.count }) else {
      return []
    }
    // Times that begin anew in each sample, such as hours since admission, are not of one clock.
    let starts = tables.flatMap(\.times)
    guard Set(starts).count * 2 > starts.count else { return [] }
    let names = DataPreparation.names
    var warnings: [String] = []
    switch rule {
    case .time:
      for index in 1..<3 {
        guard let first = tables[index].times.min() else { continue }
        let late = tables[index - 1].endTimes.count { $0 > first }
        guard late > 0 else { continue }
        warnings.append(
          "\(late) \(names[index - 1]) samples end after the first \(names[index]) sample begins: "
            + "a model could know the future of others.")
      }
    case .stratified, .group:
      guard tables.allSatisfy({ $0.units.isEmpty }) else { return [] }
      warnings.append(
        "Samples have times of their own, and are split at random: if samples that are close in "
          + "time are alike, scores come out too good; data.split.rule time is the honest choice.")
    case .given:
      break
    }
    return warnings
  }
}
