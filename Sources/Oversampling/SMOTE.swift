import RandomStreams
import Tensors

/// SMOTE on points: new samples between a minority sample and one of its nearest (spec/01 8.2).
///
/// Chawla, Bowyer, Hall and Kegelmeyer, "SMOTE: synthetic minority over-sampling technique" (2002).
/// The points are flattened sequences or codes of an autoencoder, in whatever scale the distances
/// shall have. A sampler, not an `Oversampler`: it knows no sequences, and makes none.
///
///     let synthesis = try SMOTE(neighbours: 5).synthesise(2688, minority: codes, stream: stream)
///
/// Cost: the neighbour search, minority² x dimensions; memory: the neighbours and the result.
public struct SMOTE: Hashable, Sendable {
  /// Which samples the new ones start from.
  public enum Bases: Hashable, Sendable {
    /// Drawn uniformly with replacement, together with the partner.
    case drawn
    /// One after the other and round again, so that each serves equally often, give or take one.
    case cycled
  }

  /// How many nearest minority samples the partner is drawn from; 5 in the paper.
  public let neighbours: Int
  /// Which samples the new ones start from.
  public let bases: Bases

  /// A sampler that draws partners from so many neighbours, at least 1.
  public init(neighbours: Int = 5, bases: Bases = .drawn) {
    precondition(neighbours > 0, "SMOTE with \(neighbours) neighbours.")
    self.neighbours = neighbours
    self.bases = bases
  }

  /// Makes new points, exactly as many as asked for.
  ///
  /// The same arguments give the same bytes. Where the class has fewer than `neighbours` + 1
  /// samples, all others are neighbours, and a note says so. Equal samples give copies.
  ///
  /// - Parameters:
  ///   - count: how many.
  ///   - minority: the samples of the class, `[sample, dimensions]`.
  ///   - stream: the stream of this synthesis.
  /// - Returns: the points, with their bases, partners and gaps.
  /// - Throws: `OversamplingError.tooFewMinority` below two samples, `.notFinite` if a coordinate is
  ///   NaN or infinite.
  public func synthesise(
    _ count: Int, minority: Tensor<Float>, stream: RandomStream
  ) throws(OversamplingError) -> InterpolatedPoints {
    precondition(minority.shape.rank == 2, "Points are [point, dimensions].")
    let samples = minority.shape[0]
    guard samples > 1 else { throw .tooFewMinority(method: "smote", count: samples, needed: 2) }
    let search = try NearestNeighbours(points: minority, count: neighbours)
    return synthesise(
      count, minority: minority,
      partners: PartnerLists(indices: search.indices, stride: search.count, count: search.count),
      notes: notes(minority: samples), stream: stream)
  }

  /// The same with neighbours that are known already.
  func synthesise(
    _ count: Int, minority: Tensor<Float>, partners lists: PartnerLists, notes: [InterpolationNote],
    stream: RandomStream
  ) -> InterpolatedPoints {
    precondition(count >= 0, "\(count) samples were asked for.")
    let samples = minority.shape[0]
    var draws = stream.substream("partners")
    var (chosen, partners): ([Int], [Int]) = ([], [])
    chosen.reserveCapacity(count)
    partners.reserveCapacity(count)
    for sample in 0..<count {
      // Drawn: of all pairs of a base and a place in its list, each is equally likely.
      let pair =
        switch bases {
        case .drawn: draws.index(below: samples * lists.count)
        case .cycled: sample % samples * lists.count + draws.index(below: lists.count)
        }
      chosen.append(pair / lists.count)
      partners.append(lists[pair / lists.count, pair % lists.count])
    }
    return InterpolatedPoints(
      between: minority, bases: chosen, partners: partners, gaps: stream.substream("gaps"),
      notes: notes)
  }

  /// A note if a class of so many samples has too few for `neighbours`.
  func notes(minority samples: Int) -> [InterpolationNote] {
    guard samples - 1 < neighbours else { return [] }
    return [.neighboursReduced(NeighboursReduced(asked: neighbours, used: samples - 1))]
  }
}

/// For each minority sample the minority samples that a new point may lie towards.
struct PartnerLists {
  /// Row-major `[sample, stride]`; the first `count` of each row are the partners.
  let indices: [Int]
  let stride: Int
  let count: Int

  subscript(sample: Int, place: Int) -> Int { indices[sample * stride + place] }
}
