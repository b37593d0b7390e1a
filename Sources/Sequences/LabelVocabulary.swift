/// The distinct label sequences of the training data, each with an id; id 0 is the majority.
///
/// Ids (spec/01 section 2): 0 is the most frequent label sequence, among equals the
/// lexicographically smallest; the others follow from 1 in lexicographic order. A label sequence
/// that training never showed has the id `unknown`. Label sequences may differ in length; one that
/// another begins with comes before it.
public struct LabelVocabulary: Sendable, Equatable {
  /// The id of every label sequence that is not in the vocabulary.
  public static let unknown = -1
  /// The id of the majority.
  public static let majority = 0
  /// The label sequences; the index is the id.
  public let sequences: [[Int]]
  /// How often each occurs in training.
  public let counts: [Int]

  /// The vocabulary of a training split.
  ///
  /// - Throws: if all training samples have the same label sequence (spec/06 E2).
  public init(_ training: TrainingSplit) throws(DataError) {
    let dataset = training.dataset
    var occurrences: [ArraySlice<Int>: Int] = [:]
    for sample in 0..<dataset.count {
      occurrences[dataset.labelSequence(at: sample), default: 0] += 1
    }
    try self.init(occurrences: occurrences, classNames: dataset.classNames)
  }

  private init(occurrences: [ArraySlice<Int>: Int], classNames: [String]) throws(DataError) {
    var sorted = occurrences.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    guard sorted.count > 1 else {
      let only = sorted.first.map { label in label.key.map { classNames[$0] } } ?? []
      throw DataError(
        .singleClass(label: "'\(only.joined(separator: " "))'"), at: DataPlace(split: "training"))
    }
    // The first of the largest, because `sorted` is lexicographic and `>` is strict.
    var majority = 0
    for index in sorted.indices where sorted[index].value > sorted[majority].value {
      majority = index
    }
    sorted.insert(sorted.remove(at: majority), at: 0)
    sequences = sorted.map { Array($0.key) }
    counts = sorted.map(\.value)
  }

  /// The number of label sequences, at least 2.
  public var count: Int { sequences.count }
  /// The number of majority samples in training.
  public var majorityCount: Int { counts[Self.majority] }
  /// The number of minority samples in training, over all minority label sequences.
  public var minorityCount: Int { counts.dropFirst().reduce(0, +) }
  /// Majority samples per minority sample in training.
  public var imbalanceRatio: Double { Double(majorityCount) / Double(minorityCount) }

  /// A sentence if another label sequence is as frequent as the majority (spec/06 E18).
  public var tieWarning: String? {
    guard let other = counts.dropFirst().firstIndex(of: majorityCount) else { return nil }
    return """
      The label sequences \(sequences[0]) and \(sequences[other]) are equally frequent in training \
      (\(majorityCount) samples); the lexicographically smallest is taken as the majority.
      """
  }
}

extension LabelVocabulary {
  /// The id of a label sequence, or `unknown`.
  ///
  /// Cost: a binary search.
  public func id(of labelSequence: some Collection<Int>) -> Int {
    if labelSequence.elementsEqual(sequences[Self.majority]) { return Self.majority }
    var low = 1
    var high = sequences.count
    while low < high {
      let middle = (low + high) / 2
      if sequences[middle].lexicographicallyPrecedes(labelSequence) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    let found = low < sequences.count && labelSequence.elementsEqual(sequences[low])
    return found ? low : Self.unknown
  }

  /// The id of every sample of a data set.
  public func ids(of dataset: SequenceDataset) -> [Int] {
    (0..<dataset.count).map { id(of: dataset.labelSequence(at: $0)) }
  }

  /// The samples of a data set whose label sequence is the majority's.
  public func majorityIndices(in dataset: SequenceDataset) -> [Int] {
    let majority = sequences[Self.majority]
    return (0..<dataset.count).filter { dataset.labelSequence(at: $0).elementsEqual(majority) }
  }

  /// The samples of a data set whose label sequence is another than the majority's, known or not
  /// (spec/01 section 2).
  public func minorityIndices(in dataset: SequenceDataset) -> [Int] {
    let majority = sequences[Self.majority]
    return (0..<dataset.count).filter { !dataset.labelSequence(at: $0).elementsEqual(majority) }
  }
}
