// t-distributed stochastic neighbour embedding in the plane: affinities, and the forces between the
// points of a map.
//
// In double precision alone: the distances within a map grow by six powers of ten while it forms,
// and the time is not in the width of numbers. A map of n points is [2, n]: all abscissae, then all
// ordinates; forces have the same form. With w = 1 / (1 + |y_i - y_j|^2), the gradient of the
// divergence is 4 (sum of p w (y_i - y_j) - sum of w^2 (y_i - y_j) / Z), Z the sum of w over all
// pairs i != j: attraction and repulsion below are the two sums.

#ifndef COUNTERWEIGHT_TSNE_H
#define COUNTERWEIGHT_TSNE_H

#include <stddef.h>
#include <stdint.h>

/// conditional [width] = exp(-beta d) of squared distances d [width], scaled to sum to 1, with the
/// beta that makes its entropy the logarithm of the perplexity; 1 <= perplexity < width.
///
/// Where more than `perplexity` distances are equal and the least, no beta will do; these then share
/// the whole. `scratch` is of the same length.
void cw_tsne_conditional(
  ptrdiff_t width, const double *squared_distances, double perplexity, double *scratch,
  double *conditional);

/// The attraction under dense affinities joint [n, n] with a diagonal of zeros, the repulsion, and Z.
double cw_tsne_exact_forces(
  ptrdiff_t n, const double *points, const double *joint, double *attraction, double *repulsion);
/// The attraction under sparse affinities in compressed rows: those of point i are
/// joint[starts[i]] ..< joint[starts[i + 1]], towards the points `columns`.
void cw_tsne_sparse_attraction(
  ptrdiff_t n, const double *points, const ptrdiff_t *starts, const int32_t *columns,
  const double *joint, double *attraction);

/// How many numbers the tree of n points needs.
ptrdiff_t cw_tsne_tree_numbers(ptrdiff_t n);
/// How many integers the tree of n points needs.
ptrdiff_t cw_tsne_tree_integers(ptrdiff_t n);
/// The repulsion and Z by the method of Barnes and Hut.
///
/// A cell of points counts as one at their mean, where it is narrower than `angle` times the
/// distance between that mean and the nearest of the 16 points that are computed together. With
/// angle 0 all pairs are computed. Both scratch arrays hold nothing between calls.
double cw_tsne_tree_repulsion(
  ptrdiff_t n, const double *points, double angle, double *numbers, int32_t *integers,
  double *repulsion);

/// The sum of p ln(p / q) over pairs with p > 0, with q = w / Z.
double cw_tsne_exact_divergence(
  ptrdiff_t n, const double *points, const double *joint, double normaliser);
/// The same over sparse affinities.
double cw_tsne_sparse_divergence(
  ptrdiff_t n, const double *points, const ptrdiff_t *starts, const int32_t *columns,
  const double *joint, double normaliser);

/// One step of descent with momentum and gains along attraction_scale attraction
/// - repulsion_scale repulsion, for `count` coordinates.
///
/// A gain grows by 0.2 where the last step still leads downhill and shrinks by a fifth where not.
void cw_tsne_descend(
  ptrdiff_t count, const double *attraction, const double *repulsion, double attraction_scale,
  double repulsion_scale, double learning_rate, double momentum, double *gains, double *steps,
  double *points);

#endif
