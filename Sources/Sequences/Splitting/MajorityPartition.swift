import RandomStreams

/// The majority of a training split shared out over the members of an ensemble.
///
/// Member `j` trains on part `j` of the majority and on the whole minority (spec/01 section 5).
/// All methods of one seed use the same partition, so that they differ in the oversampler alone:
/// name the stream by the seed and nothing else.
public struct MajorityPartition: Sendable, Equatable {
  /// How a member's part of the majority is chosen.
  public enum Subset: Sendable, Equatable {
    /// Every majority sample belongs to exactly one member; sizes differ by at most 1.
    case disjoint
    /// Each member draws this many different majority samples, independently of the others.
    case bootstrap(size: Int)
  }

  /// For each member the indices of its majority samples, in increasing order.
  public let parts: [[Int]]
  /// The indices of all minority samples, in increasing order.
  public let minority: [Int]

  /// Shares out the majority of `training`.
  ///
  /// - Parameters:
  ///   - training: the samples.
  ///   - vocabulary: its label sequences; id 0 is the majority.
  ///   - members: the number of members, K.
  ///   - subset: how a part is chosen.
  ///   - stream: the stream of the seed's partition. With `bootstrap`, part `j` is the same for
  ///     every number of members.
  /// - Throws: if K is less than 1 or more than the majority has samples (spec/06 E9), or a
  ///   bootstrap part has no sample or more than the majority.
  public init(
    of training: TrainingSplit, vocabulary: LabelVocabulary, members: Int,
    subset: Subset = .disjoint, stream: RandomStream
  ) throws(DataError) {
    let majority = vocabulary.majorityIndices(in: training.dataset)
    minority = vocabulary.minorityIndices(in: training.dataset)
    guard members >= 1, members <= majority.count else {
      throw DataError(.memberCount(members: members, majority: majority.count))
    }
    switch subset {
    case .disjoint:
      var stream = stream.substream("majority-partition")
      let order = stream.permutation(count: majority.count)
      parts = (0..<members).map { member in
        // Equal shares; the first `remainder` members take one more.
        let (share, remainder) = majority.count.quotientAndRemainder(dividingBy: members)
        let first = member * share + min(member, remainder)
        let size = share + (member < remainder ? 1 : 0)
        return order[first..<first + size].map { majority[$0] }.sorted()
      }
    case .bootstrap(let size):
      guard size >= 1, size <= majority.count else {
        throw DataError(.bootstrapSize(size: size, majority: majority.count))
      }
      parts = (0..<members).map { member in
        var stream = stream.substream("majority-bootstrap", member)
        return stream.permutation(count: majority.count).prefix(size).map { majority[$0] }.sorted()
      }
    }
  }

  /// The number of members, K.
  public var memberCount: Int { parts.count }

  /// The indices of a member's real training samples: its part of the majority, then the minority.
  public func indices(ofMember member: Int) -> [Int] {
    parts[member] + minority
  }

  /// A member's real training samples, a subset that shares the values of `training`.
  public func dataset(ofMember member: Int, in training: TrainingSplit) -> SequenceDataset {
    training.dataset.subset(indices(ofMember: member))
  }
}
