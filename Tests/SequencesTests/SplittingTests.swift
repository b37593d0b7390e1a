import Testing

@testable import Sequences

@Suite("Splitting and naming of classes")
struct SplittingTests {
  private func table(labels: [Int], times: [Double] = [], groups: [Int] = []) throws -> SampleTable
  {
    SampleTable(
      dataset: try SequenceDataset(
        featureNames: ["x"], classNames: ["0", "1", "2"], values: labels.indices.map(Float.init),
        lengths: labels.map { _ in 1 }, labels: labels),
      groups: groups, times: times)
  }

  private func split(
    _ table: SampleTable, _ rule: SplitConfiguration.Rule, seed: Int = 0,
    shares: [Double] = [0.7, 0.1, 0.2]
  ) -> [[Int]] {
    var configuration = SplitConfiguration()
    configuration.seed = seed
    return SampleSplitter(rule, configuration: configuration).split(table, shares: shares)
  }

  @Test("by time: the earliest for training, the latest for test, file order among equals")
  func byTime() throws {
    let labels = [Int](repeating: 0, count: 10)
    #expect(
      try split(table(labels: labels), .time) == [[0, 1, 2, 3, 4, 5, 6], [7], [8, 9]])
    let times = (0..<10).map { Double(-$0) }
    #expect(
      try split(table(labels: labels, times: times), .time)
        == [[3, 4, 5, 6, 7, 8, 9], [2], [0, 1]])
    #expect(
      try split(table(labels: labels, times: [Double](repeating: 5, count: 10)), .time)
        == [[0, 1, 2, 3, 4, 5, 6], [7], [8, 9]])
  }

  @Test("stratified: every label has its shares in each split, all samples are there once")
  func stratified() throws {
    let labels = (0..<300).map { $0 % 30 == 0 ? 2 : $0 % 10 == 1 ? 1 : 0 }
    let parts = try split(table(labels: labels), .stratified)
    #expect(parts.flatMap(\.self).sorted() == Array(0..<300))
    for (label, counts) in [(0, [182, 26, 52]), (1, [21, 3, 6]), (2, [7, 1, 2])] {
      #expect(parts.map { part in part.count { labels[$0] == label } } == counts)
    }
    #expect(try split(table(labels: labels), .stratified) == parts)
    #expect(try split(table(labels: labels), .stratified, seed: 1) != parts)
  }

  @Test("by group: no group is in two splits, and sizes come close to the shares")
  func byGroup() throws {
    let groups = (0..<400).map { $0 * $0 % 37 }
    let parts = try split(table(labels: groups.map { $0 % 2 }, groups: groups), .group)
    #expect(parts.flatMap(\.self).sorted() == Array(0..<400))
    for first in 0..<3 {
      for second in 0..<first {
        #expect(
          Set(parts[first].map { groups[$0] }).isDisjoint(with: parts[second].map { groups[$0] }))
      }
    }
    for (part, share) in zip(parts, [280, 40, 80]) { #expect(abs(part.count - share) < 30) }
  }

  @Test("windows of one id stay together under every rule", arguments: [0, 1, 2])
  func units(index: Int) throws {
    let rules: [SplitConfiguration.Rule] = [.time, .stratified, .group]
    let units = (0..<200).map { $0 / 7 }
    var table = try table(labels: units.map { $0 % 2 }, groups: units)
    table.units = units
    let parts = split(table, rules[index])
    #expect(parts.flatMap(\.self).sorted() == Array(0..<200))
    for first in 0..<3 {
      #expect(!parts[first].isEmpty)
      for second in 0..<first {
        #expect(
          Set(parts[first].map { units[$0] }).isDisjoint(with: parts[second].map { units[$0] }))
      }
    }
  }

  @Test("two shares make two parts in their ratio")
  func twoParts() throws {
    let parts = try split(
      table(labels: [Int](repeating: 0, count: 16)), .time, shares: [0.7, 0.1])
    #expect(parts.map(\.count) == [14, 2])
  }

  private func data(_ names: [String], _ labels: [Int]) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["x"], classNames: names, values: labels.map { _ in 0 },
      lengths: labels.map { _ in 1 }, labels: labels)
  }

  @Test("classes are sorted, as numbers if all are")
  func order() throws {
    #expect(ClassNaming.sorted(["10", "9", "-1"]) == ["-1", "9", "10"])
    #expect(ClassNaming.sorted(["10", "9", "b"]) == ["10", "9", "b"])
    let naming = try ClassNaming(
      training: data(["b", "c", "a"], [0, 2, 0]), others: [], configured: [], isDeclared: false)
    #expect(naming.names == ["a", "b"])
    #expect(try naming.renumbered(data(["b", "c", "a"], [0, 2, 0])).labels == [1, 0, 1])
  }

  @Test("E16: a class outside training comes last, with a warning")
  func outsideTraining() throws {
    let naming = try ClassNaming(
      training: data(["5", "7"], [0, 1]), others: [data(["7", "1"], [0, 1])], configured: [],
      isDeclared: false)
    #expect(naming.names == ["5", "7", "1"])
    #expect(naming.warnings.count == 1)
    #expect(naming.warnings[0].contains("'1' occurs only outside the training split"))
  }

  @Test("a configured class must occur in training, and every label must be configured")
  func configured() throws {
    let training = try data(["a", "b"], [0, 1])
    #expect(throws: DataError(.classAbsent(name: "c"), at: DataPlace(split: "training"))) {
      try ClassNaming(
        training: training, others: [], configured: ["a", "b", "c"], isDeclared: false)
    }
    #expect(throws: DataError(.unknownClass(name: "z", classes: ["b", "a"]))) {
      try ClassNaming(
        training: training, others: [data(["z"], [0])], configured: ["b", "a"], isDeclared: false)
    }
    let naming = try ClassNaming(
      training: training, others: [], configured: ["b", "a"], isDeclared: false)
    #expect(naming.names == ["b", "a"])
    #expect(naming.renumbered(training).labels == [1, 0])
  }

  @Test("declared classes keep their order, and unused ones are told")
  func declared() throws {
    let naming = try ClassNaming(
      training: data(["0", "1", "2"], [2, 0]), others: [], configured: [], isDeclared: true)
    #expect(naming.names == ["0", "1", "2"])
    #expect(naming.warnings == ["No sample has the label '1'."])
  }
}
