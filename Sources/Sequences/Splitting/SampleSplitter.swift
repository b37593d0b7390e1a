import RandomStreams

/// Divides samples into parts of given shares.
///
/// Windows of one id stay together under every rule.
struct SampleSplitter {
  /// What decides where a sample goes.
  let rule: SplitConfiguration.Rule
  /// The stream of random rules.
  let stream: RandomStream

  /// A rule, and the seed of a configuration.
  ///
  /// - Precondition: the seed is not negative, the rule not `given`.
  init(_ rule: SplitConfiguration.Rule, configuration: SplitConfiguration) {
    self.rule = rule
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
      case .time, .given: splitByTime(table, shares: shares)
      case .stratified: splitByLabel(table, shares: shares)
      case .group: splitByGroup(table, shares: shares)
      }
    return parts.map { $0.sorted() }
  }

  /// The samples that belong together, in the order of the first of each.
  private func units(of table: SampleTable) -> [[Int]] {
    guard !table.units.isEmpty else { return (0..<table.dataset.count).map { [$0] } }
    var numbers: [Int: Int] = [:]
    var units: [[Int]] = []
    for (sample, unit) in table.units.enumerated() {
      if let number = numbers[unit] {
        units[number].append(sample)
      } else {
        numbers[unit] = units.count
        units.append([sample])
      }
    }
    return units
  }

  private func splitByTime(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    var units = units(of: table)
    if !table.times.isEmpty {
      units.sort { (table.times[$0[0]], $0[0]) < (table.times[$1[0]], $1[0]) }
    }
    // A unit belongs to the part into which its first sample falls.
    let borders = Self.borders(of: table.dataset.count, shares: shares)
    var parts = [[Int]](repeating: [], count: shares.count)
    var position = 0
    for unit in units {
      parts[borders.firstIndex { position < $0 } ?? shares.count - 1] += unit
      position += unit.count
    }
    return parts
  }

  /// Divides the units of each label sequence: that of their last sample.
  private func splitByLabel(_ table: SampleTable, shares: [Double]) -> [[Int]] {
    var strata: [[Int]: [[Int]]] = [:]
    for unit in units(of: table) {
      let names = table.dataset.labelSequence(at: unit[unit.count - 1])
      strata[Array(names), default: []].append(unit)
    }
    var parts = [[Int]](repeating: [], count: shares.count)
    let sorted = strata.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    for (index, stratum) in sorted.enumerated() {
      var stream = stream.substream("stratum", index)
      let cut = Self.cut(stratum.value.shuffled(using: &stream), shares: shares)
      for part in parts.indices { parts[part] += cut[part].flatMap(\.self) }
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

  private static func cut<Element>(_ order: [Element], shares: [Double]) -> [[Element]] {
    var first = 0
    return borders(of: order.count, shares: shares).map { border in
      defer { first = border }
      return Array(order[first..<border])
    }
  }
}
