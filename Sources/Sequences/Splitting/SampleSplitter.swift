import RandomStreams

/// Divides samples into parts of given shares.
struct SampleSplitter {
  /// What decides where a sample goes.
  let rule: SplitConfiguration.Rule
  /// The stream of random rules.
  let stream: RandomStream

  /// The rule and seed of a configuration.
  ///
  /// - Precondition: the seed is not negative.
  init(_ configuration: SplitConfiguration) {
    rule = configuration.rule
    stream = RandomStream(seed: UInt64(configuration.seed)).substream("split")
  }

  /// The sample indices of each part, in increasing order.
  ///
  /// - Parameters:
  ///   - table: the samples.
  ///   - shares: a positive weight for each part; only their ratios count.
  /// - Returns: as many lists as shares; disjoint, and together all samples.
  func split(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    let parts =
      switch rule {
      case .time: splitByTime(table, shares: shares)
      case .stratified: splitByLabel(table, shares: shares)
      case .group: splitByGroup(table, shares: shares)
      }
    return parts.map { $0.sorted() }
  }

  private func splitByTime(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    var order = Array(0..<table.dataset.count)
    if !table.times.isEmpty {
      order.sort { (table.times[$0], $0) < (table.times[$1], $1) }
    }
    return Self.cut(order, shares: shares)
  }

  private func splitByLabel(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    var strata: [[Int]: [Int]] = [:]
    for sample in 0..<table.dataset.count {
      let names = table.dataset.labelSequence(at: sample)
      strata[Array(names), default: []].append(sample)
    }
    var parts = [[Int]](repeating: [], count: shares.count)
    let sorted = strata.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (index, stratum) in sorted.enumerated() {
      var stream = stream.substream("stratum", index)
      let cut = Self.cut(stratum.value.shuffled(using: &stream), shares: shares)
      for part in parts.indices { parts[part] += cut[part] }
    }
    return parts
  }

  /// Gives each group, in random order, to the part that lacks most samples.
  private func splitByGroup(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    var members = [[Int]](repeating: [], count: (table.groups.max() ?? -1) + 1)
    for (sample, group) in table.groups.enumerated() { members[group].append(sample) }
    var stream = stream.substream("groups")
    let total = shares.reduce(0, +)
    var lacking = shares.map { $0 / total * Double(table.dataset.count) }
    var parts = [[Int]](repeating: [], count: shares.count)
    for group in members.shuffled(using: &stream) {
      var neediest = 0
      for part in parts.indices where lacking[part] > lacking[neediest] { neediest = part }
      parts[neediest] += group
      lacking[neediest] -= Double(group.count)
    }
    return parts
  }

  /// Where the parts of `count` things in a row end, rounded to whole things.
  static func borders(of count: Int, shares: [Double]) -> [Int] {
    let total = shares.reduce(0, +)
    var sum = 0.0
    return shares.map { share in
      sum += share
      return min(count, Int((sum / total * Double(count)).rounded()))
    }
  }

  private static func cut(_ order: [Int], shares: [Double]) -> [[Int]] {
    var first = 0
    return borders(of: order.count, shares: shares).map { border in
      defer { first = border }
      return Array(order[first..<border])
    }
  }
}
