import RandomStreams
import Testing

@testable import Sequences

@Suite("Label vocabulary and majority partition")
struct LabelVocabularyTests {
  private func training(_ labels: [[Int]], classes: Int = 3) throws -> TrainingSplit {
    try TrainingSplit(
      SequenceDataset(
        featureNames: ["a"], classNames: (0..<classes).map(String.init),
        values: labels.indices.map(Float.init), lengths: labels.map { _ in 1 },
        labels: labels.flatMap(\.self), labelLengths: labels.map(\.count)))
  }

  @Test("A4: label sequences of different lengths are different, a beginning comes first")
  func raggedIds() throws {
    let labels = [[1], [1, 0], [0, 1], [1], [0], [0, 1, 1]]
    let vocabulary = try LabelVocabulary(training(labels))
    #expect(vocabulary.sequences == [[1], [0], [0, 1], [0, 1, 1], [1, 0]])
    for (id, sequence) in vocabulary.sequences.enumerated() {
      #expect(vocabulary.id(of: sequence) == id)
    }
    for sequence in [[0, 0], [0, 1, 0], [1, 0, 0], [1, 1], [2]] {
      #expect(vocabulary.id(of: sequence) == LabelVocabulary.unknown)
    }
    #expect(vocabulary.minorityIndices(in: try training(labels).dataset) == [1, 2, 4, 5])
  }

  @Test(
    "A4: the majority has id 0, the others follow in lexicographic order, sample order is nothing")
  func ids() throws {
    let labels = [[1, 1], [0, 2], [2, 0], [1, 1], [0, 1], [1, 1], [0, 2]]
    let vocabulary = try LabelVocabulary(training(labels))
    #expect(vocabulary.sequences == [[1, 1], [0, 1], [0, 2], [2, 0]])
    #expect(vocabulary.counts == [3, 1, 2, 1])
    #expect(vocabulary.majorityCount == 3)
    #expect(vocabulary.minorityCount == 4)
    #expect(vocabulary.imbalanceRatio == 0.75)
    #expect(vocabulary.tieWarning == nil)
    var stream = RandomStream(seed: 1)
    for _ in 0..<5 {
      #expect(try LabelVocabulary(training(labels.shuffled(using: &stream))) == vocabulary)
    }
    for (id, sequence) in vocabulary.sequences.enumerated() {
      #expect(vocabulary.id(of: sequence) == id)
    }
  }

  @Test("A4, E16: a sequence that training never shows is UNKNOWN and belongs to the minority")
  func unknown() throws {
    let vocabulary = try LabelVocabulary(training([[0, 0], [0, 0], [1, 1]]))
    for sequence in [[0, 1], [2, 2], [], [0], [0, 0, 0]] {
      #expect(vocabulary.id(of: sequence) == LabelVocabulary.unknown)
    }
    let other = try training([[2, 1], [0, 0], [1, 1]]).dataset
    #expect(vocabulary.ids(of: other) == [LabelVocabulary.unknown, 0, 1])
    #expect(vocabulary.majorityIndices(in: other) == [1])
    #expect(vocabulary.minorityIndices(in: other) == [0, 2])
  }

  @Test("E18: of equally frequent sequences the smallest is the majority, with a warning")
  func ties() throws {
    let vocabulary = try LabelVocabulary(training([[2], [1], [0], [2], [1]]))
    #expect(vocabulary.sequences == [[1], [0], [2]])
    #expect(try #require(vocabulary.tieWarning).contains("[1] and [2]"))
  }

  @Test(
    "A1: parts are disjoint, cover the majority, and differ by at most one sample",
    arguments: [
      (10, 3, [4, 3, 3]), (9, 3, [3, 3, 3]), (5, 5, [1, 1, 1, 1, 1]), (7, 1, [7]),
      (11, 4, [3, 3, 3, 2]),
    ])
  func disjointParts(majority: Int, members: Int, sizes: [Int]) throws {
    let training = try training([[Int]](repeating: [0], count: majority) + [[1], [2], [1]])
    let vocabulary = try LabelVocabulary(training)
    let partition = try MajorityPartition(
      of: training, vocabulary: vocabulary, members: members, stream: RandomStream(seed: 4))
    #expect(partition.parts.map(\.count) == sizes)
    #expect(partition.parts.flatMap(\.self).sorted() == Array(0..<majority))
    #expect(partition.minority == Array(majority..<majority + 3))
    for member in 0..<members {
      let dataset = partition.dataset(ofMember: member, in: training)
      #expect(dataset.count == sizes[member] + 3)
      #expect(vocabulary.minorityIndices(in: dataset).count == 3)
    }
  }

  @Test("partitions depend on the stream and on nothing else")
  func partitionStreams() throws {
    let training = try training([[Int]](repeating: [0], count: 50) + [[1], [1]])
    let vocabulary = try LabelVocabulary(training)
    func parts(_ seed: UInt64, _ members: Int, _ subset: MajorityPartition.Subset) throws -> [[Int]]
    {
      try MajorityPartition(
        of: training, vocabulary: vocabulary, members: members, subset: subset,
        stream: RandomStream(seed: seed)
      ).parts
    }
    #expect(try parts(1, 5, .disjoint) == parts(1, 5, .disjoint))
    #expect(try parts(1, 5, .disjoint) != parts(2, 5, .disjoint))
    let bootstrap = try parts(1, 3, .bootstrap(size: 20))
    #expect(bootstrap.allSatisfy { Set($0).count == 20 })
    #expect(bootstrap[0] != bootstrap[1])
    // M6: the number of members does not change a member's part.
    #expect(try Array(parts(1, 7, .bootstrap(size: 20)).prefix(3)) == bootstrap)
  }

  @Test("E9: fewer than one member, more members than majority samples, impossible bootstrap")
  func refusals() throws {
    let training = try training([[0], [0], [0], [1]])
    let vocabulary = try LabelVocabulary(training)
    for members in [-1, 0, 4] {
      #expect(throws: DataError(.memberCount(members: members, majority: 3))) {
        try MajorityPartition(
          of: training, vocabulary: vocabulary, members: members, stream: RandomStream(seed: 1))
      }
    }
    for size in [0, 4] {
      #expect(throws: DataError(.bootstrapSize(size: size, majority: 3))) {
        try MajorityPartition(
          of: training, vocabulary: vocabulary, members: 2, subset: .bootstrap(size: size),
          stream: RandomStream(seed: 1))
      }
    }
  }
}
