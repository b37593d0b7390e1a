import CKernels
import Tensors

/// The forces between the points of a map, and its divergence from the affinities of the samples.
///
/// With w_ij = 1 / (1 + |y_i - y_j|²), Z their sum over all pairs and q_ij = w_ij / Z, the map is to
/// minimise the Kullback-Leibler divergence, the sum of p_ij ln(p_ij / q_ij). Its gradient at y_i is
/// 4 (attraction_i - repulsion_i / Z), where attraction_i is the sum of p_ij w_ij (y_i - y_j) and
/// repulsion_i the sum of w_ij² (y_i - y_j).
///
/// Points are `[2, N]`: all abscissae, then all ordinates. One value serves all steps of a descent
/// and keeps its memory.
struct MapForces {
  /// What draws points together.
  let affinities: Affinities
  /// How narrow cells must be, as seen from a point; nil where all pairs are computed.
  let angle: Double?
  /// The sums described above, `[2, N]`, of the last points.
  private(set) var attraction: [Double]
  /// The sums described above, `[2, N]`, of the last points.
  private(set) var repulsion: [Double]
  /// Z of the last points.
  private(set) var normaliser = 0.0

  private var treeNumbers: [Double] = []
  private var treeIntegers: [Int32] = []

  /// Forces under affinities: of all pairs exactly, of some with cells of the given angle.
  init(_ affinities: Affinities, angle: Double) {
    self.affinities = affinities
    let samples = affinities.samples
    attraction = Array(repeating: 0, count: 2 * samples)
    repulsion = Array(repeating: 0, count: 2 * samples)
    switch affinities {
    case .dense:
      self.angle = nil
    case .sparse:
      self.angle = angle
      treeNumbers = Array(repeating: 0, count: cw_tsne_tree_numbers(samples))
      treeIntegers = Array(repeating: 0, count: cw_tsne_tree_integers(samples))
    }
  }

  /// Computes the forces between points.
  ///
  /// Cost: all pairs if exact, otherwise the affinities' entries and about N log N.
  mutating func update(for points: [Double]) {
    let samples = affinities.samples
    precondition(points.count == 2 * samples, "A map of \(points.count) numbers.")
    switch affinities {
    case .dense(let joint):
      normaliser = joint.withPointer {
        cw_tsne_exact_forces(samples, points, $0, &attraction, &repulsion)
      }
    case .sparse(let sparse):
      cw_tsne_sparse_attraction(
        samples, points, sparse.starts, sparse.columns, sparse.joint, &attraction)
      normaliser = cw_tsne_tree_repulsion(
        samples, points, angle ?? 0, &treeNumbers, &treeIntegers, &repulsion)
    }
  }

  /// The divergence of the map of the last update, whose points these are.
  func divergence(of points: [Double]) -> Double {
    switch affinities {
    case .dense(let joint):
      joint.withPointer {
        cw_tsne_exact_divergence(affinities.samples, points, $0, normaliser)
      }
    case .sparse(let sparse):
      cw_tsne_sparse_divergence(
        affinities.samples, points, sparse.starts, sparse.columns, sparse.joint, normaliser)
    }
  }

  /// The gradient of the divergence at the points of the last update, `[2, N]`.
  var gradient: [Double] { gradient(exaggeration: 1) }

  /// The length of the gradient, with affinities exaggerated so many times.
  func gradientSize(exaggeration: Double) -> Double {
    gradient(exaggeration: exaggeration).reduce(0) { $0 + $1 * $1 }.squareRoot()
  }

  private func gradient(exaggeration: Double) -> [Double] {
    zip(attraction, repulsion).map { 4 * (exaggeration * $0 - $1 / normaliser) }
  }
}
