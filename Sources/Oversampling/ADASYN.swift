import RandomStreams
import Tensors

/// ADASYN on points: SMOTE that makes more where the majority is near (spec/01 8.5, steps 2-7).
///
/// He, Bai, Garcia and Li, "ADASYN: adaptive synthetic sampling approach for imbalanced learning"
/// (2008). Each minority sample is the base of a share of the new points in proportion to how many
/// of its nearest neighbours, among all samples, are of the majority. Partners are drawn from the
/// nearest neighbours within the minority.
///
///     let adasyn = ADASYN()
///     let synthesis = try adasyn.synthesise(
///       adasyn.count(minority: 663, majority: 3351), minority: codes, majority: others,
///       stream: stream)
///
/// Cost: the neighbour search, minority x (minority + majority) x dimensions; memory: the neighbours
/// and the result.
public struct ADASYN: Hashable, Sendable {
  /// How many nearest neighbours say how near the majority is, and how many partners are drawn from.
  public var neighbours: Int
  /// beta: the share of the gap between the classes that `count` fills, 0 to 1.
  public var balance = 1.0
  /// d_th: `count` is 0 from this ratio of minority to majority on.
  public var balancedFrom = 1.0
  /// How the shares of the bases become whole numbers.
  public var rounding = Apportionment.exactTotal

  /// A sampler with so many neighbours, at least 1, and the defaults otherwise.
  public init(neighbours: Int = 5) {
    precondition(neighbours > 0, "ADASYN with \(neighbours) neighbours.")
    self.neighbours = neighbours
  }

  /// How many new samples bring the classes to the wanted balance (spec/01 8.5, steps 2 and 3).
  public func count(minority: Int, majority: Int) -> Int {
    guard majority > 0, Double(minority) / Double(majority) < balancedFrom, minority < majority
    else { return 0 }
    return Int((Double(majority - minority) * balance).rounded(.toNearestOrEven))
  }

  /// Makes new points: exactly as many as asked for, unless `rounding` is `halfToEven`.
  ///
  /// The same arguments give the same bytes. Among equally near samples those of the minority count
  /// as the nearer ones. If no minority sample has a majority neighbour, the points are those of
  /// SMOTE, and a note says so; likewise if there are fewer neighbours than asked for.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - minority: the samples of the class, `[sample, dimensions]`.
  ///   - majority: all other samples, `[sample, dimensions]`.
  ///   - stream: the stream of this synthesis.
  /// - Returns: the points in the order of their bases.
  /// - Throws: `OversamplingError.tooFewMinority` below two minority samples, `.notFinite` if a
  ///   coordinate is NaN or infinite.
  public func synthesise(
    _ count: Int, minority: Tensor<Float>, majority: Tensor<Float>, stream: RandomStream
  ) throws(OversamplingError) -> InterpolatedPoints {
    precondition(minority.shape.rank == 2, "Points are [point, dimensions].")
    let samples = minority.shape[0]
    guard samples > 1 else { throw .tooFewMinority(method: "adasyn", count: samples, needed: 2) }
    try requireFinite(minority)
    try requireFinite(majority)

    // First the minority alone, whose neighbours are the partners; then the majority on top.
    let considered = min(neighbours, samples + majority.shape[0] - 1)
    var lists = NeighbourLists(of: minority, count: considered)
    lists.offer(minority, itself: Array(0..<samples))
    let partners = PartnerLists(
      indices: lists.indices, stride: considered, count: min(neighbours, samples - 1))
    lists.offer(majority)
    let majorityNeighbours = lists.countPerQuery { $0 >= samples }

    let smote = SMOTE(neighbours: neighbours)
    let notes = smote.notes(minority: samples)
    guard let shares = rounding.shares(of: count, weights: majorityNeighbours) else {
      return smote.synthesise(
        count, minority: minority, partners: partners, notes: notes + [.noMajorityNeighbour],
        stream: stream)
    }
    var draws = stream.substream("partners")
    var (bases, chosen): ([Int], [Int]) = ([], [])
    for (base, share) in shares.enumerated() {
      for _ in 0..<share {
        bases.append(base)
        chosen.append(partners[base, draws.index(below: partners.count)])
      }
    }
    return InterpolatedPoints(
      between: minority, bases: bases, partners: chosen, gaps: stream.substream("gaps"),
      notes: notes)
  }
}

extension NeighbourLists {
  /// For each query, how many of its neighbours have indices that satisfy a condition.
  fileprivate func countPerQuery(_ condition: (Int) -> Bool) -> [Int] {
    (0..<queries.shape[0]).map { query in
      indices[(query * count)..<((query + 1) * count)].reduce(0) { $0 + (condition($1) ? 1 : 0) }
    }
  }
}
