import Oversampling
import Tensors

/// How far the neighbours that a map shows are neighbours among the samples, from 0 to 1.
///
/// Venna and Kaski, "Neighborhood preservation in nonlinear projection methods" (2001):
///
///     1 - 2 / (N k (2N - 3k - 1)) x sum over i and its k neighbours j in the map of max(0, r(i, j) - k)
///
/// where j is the r-th nearest of i among the samples. 1: every neighbour in the map is one of the k
/// nearest; a random map has about 0.5. The same as `sklearn.manifold.trustworthiness`.
///
/// Distances are Euclidean; equal ones rank by lower index.
public struct Trustworthiness: Sendable, Equatable {
  /// The trustworthiness.
  public let value: Double
  /// The number of neighbours that were looked at, k.
  public let neighbours: Int

  /// Judges a map by the samples that it shows.
  ///
  /// Cost: N² D multiply-adds; memory: 8 N² bytes.
  ///
  /// - Parameters:
  ///   - map: the places, `[N, dimensions]`: those of a `TSNEMap`, or projections on components.
  ///   - rows: the samples, `[N, D]`, in the scale in which they are compared.
  ///   - neighbours: k, from 1 to less than N / 2.
  /// - Throws: `ProjectionError` if there are too few samples for k, others than in the map, no
  ///   features or a coordinate that is not finite.
  public init(
    of map: Tensor<Double>, rows: Tensor<Float>, neighbours: Int = 5
  ) throws(ProjectionError) {
    precondition(map.shape.rank == 2, "A map is [samples, dimensions], not \(map.shape).")
    let centred = try CentredRows(rows, purpose: "Trustworthiness", needed: 3)
    let samples = centred.samples
    guard map.shape[0] == samples else {
      throw .otherSamples(rows: samples, map: map.shape[0])
    }
    guard neighbours >= 1, 2 * neighbours < samples else {
      throw .tooManyNeighbours(asked: neighbours, samples: samples)
    }
    let search: NearestNeighbours
    do throws(OversamplingError) {
      search = try NearestNeighbours(points: map, count: neighbours)
    } catch {
      guard case .notFinite(let sample, let coordinate) = error else {
        throw .tooFewSamples(purpose: "Trustworthiness", count: samples, needed: 3)
      }
      throw .notFinite(sample: sample, coordinate: coordinate)
    }
    let excess = centred.squaredDistances().withElements { distances in
      var excess = 0
      for sample in 0..<samples {
        let row = UnsafeBufferPointer(
          rebasing: distances[sample * samples..<(sample + 1) * samples])
        for neighbour in search.neighbours(of: sample) {
          excess += max(0, Self.rank(of: neighbour, from: sample, row) - neighbours)
        }
      }
      return excess
    }
    let (n, k) = (Double(samples), Double(neighbours))
    value = 1 - 2 / (n * k * (2 * n - 3 * k - 1)) * Double(excess)
    self.neighbours = neighbours
  }

  /// The how manieth nearest a sample is, from 1, by the distances of all.
  private static func rank(
    of neighbour: Int, from sample: Int, _ distances: UnsafeBufferPointer<Double>
  ) -> Int {
    let distance = distances[neighbour]
    var nearer = 0
    for other in distances.indices where other != sample {
      if distances[other] < distance || (distances[other] == distance && other < neighbour) {
        nearer += 1
      }
    }
    return nearer + 1
  }
}
