// The affinities of t-SNE, its forces over all pairs or given ones, its divergence and its descent.
// The forces by the method of Barnes and Hut are in tsne_tree.c.

#include "CKernels.h"
#include "clones.h"
#include "logarithm.h"
#include "tsne_lanes.h"

#include "precision_double.h"
#include "fastmath_template.h"

// MARK: Affinities

/// What a trial of beta tells about one row.
typedef struct {
  double total;     // the sum of the weights
  double entropy;   // of the scaled weights, in nats
  double variance;  // of the excesses under the scaled weights
} row_moments;

/// weights = exp(-beta excess)
CLONES static row_moments weigh(
  ptrdiff_t width, const double *restrict excess, double beta, double *restrict weights) {
  for (ptrdiff_t i = 0; i < width; i++) weights[i] = cw_fast_exp_f64(-beta * excess[i]);
  lanes sum = 0, first = 0, second = 0;
  for (ptrdiff_t i = 0; i < width; i += LANE_COUNT) {
    const int filled = filled_lanes(width - i);
    lanes d, w;
    load_lanes(excess + i, filled, &d);
    load_lanes(weights + i, filled, &w);
    sum += w;
    first += w * d;
    second += w * d * d;
  }
  const double total = total_of_lanes(&sum), mean = total_of_lanes(&first) / total;
  const double variance = total_of_lanes(&second) / total - mean * mean;
  return (row_moments){
    .total = total,
    .entropy = cw_logarithm(total) + beta * mean,
    .variance = variance > 0 ? variance : 0};
}

/// excess = distances above the least, in units of their mean, so that the search for beta starts
/// near its end whatever the unit; zeros if all distances are equal.
static void find_excess(ptrdiff_t width, const double *distances, double *excess) {
  double least = distances[0], mean = 0;
  for (ptrdiff_t i = 1; i < width; i++) least = distances[i] < least ? distances[i] : least;
  for (ptrdiff_t i = 0; i < width; i++) mean += (distances[i] - least) / (double)width;
  for (ptrdiff_t i = 0; i < width; i++) excess[i] = mean > 0 ? (distances[i] - least) / mean : 0;
}

void cw_tsne_conditional(
  ptrdiff_t width, const double *squared_distances, double perplexity, double *scratch,
  double *conditional) {
  find_excess(width, squared_distances, scratch);
  const double wanted = cw_logarithm(perplexity);
  double beta = 1, low = 0, high = __builtin_inf();
  row_moments row;
  // The entropy falls with beta. Newton's steps, at most 30 of them, within an interval that is
  // doubled or halved where they leave it.
  for (int trial = 0;; trial++) {
    row = weigh(width, scratch, beta, conditional);
    const double surplus = row.entropy - wanted;
    if (__builtin_fabs(surplus) <= 1e-10 || trial == 200) break;
    if (surplus > 0) {
      low = beta;
    } else {
      high = beta;
    }
    double next = beta + surplus / (beta * row.variance);
    if (!(trial < 30 && next > low && next < high)) {
      next = high == __builtin_inf() ? 2 * beta : (low + high) / 2;
    }
    if (next == beta) break;
    beta = next;
  }
  for (ptrdiff_t i = 0; i < width; i++) conditional[i] /= row.total;
}

// MARK: Forces

/// The ways from some points to (x, y), and 1 plus their squared lengths.
INLINE void measure(
  double x, double y, const lanes *xs, const lanes *ys, lanes *dx, lanes *dy, lanes *size) {
  *dx = x - *xs;
  *dy = y - *ys;
  *size = 1 + *dx * *dx + *dy * *dy;
}

CLONES double cw_tsne_exact_forces(
  ptrdiff_t n, const double *points, const double *joint, double *restrict attraction,
  double *restrict repulsion) {
  const double *xs = points, *ys = points + n;
  double normaliser = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    lanes weight = 0, pull_x = 0, pull_y = 0, push_x = 0, push_y = 0;
    for (ptrdiff_t j = 0; j < n; j += LANE_COUNT) {
      const int filled = filled_lanes(n - j);
      lanes x, y, p, dx, dy, size;
      load_lanes(xs + j, filled, &x);
      load_lanes(ys + j, filled, &y);
      load_lanes(joint + i * n + j, filled, &p);
      measure(xs[i], ys[i], &x, &y, &dx, &dy, &size);
      lanes w = 1 / size;
      for (int l = filled; l < LANE_COUNT; l++) w[l] = 0;
      const lanes pull = p * w, push = w * w;
      weight += w;
      pull_x += pull * dx;
      pull_y += pull * dy;
      push_x += push * dx;
      push_y += push * dy;
    }
    // The point itself was one of them, at weight 1 and without a force.
    normaliser += total_of_lanes(&weight) - 1;
    attraction[i] = total_of_lanes(&pull_x);
    attraction[n + i] = total_of_lanes(&pull_y);
    repulsion[i] = total_of_lanes(&push_x);
    repulsion[n + i] = total_of_lanes(&push_y);
  }
  return normaliser;
}

CLONES void cw_tsne_sparse_attraction(
  ptrdiff_t n, const double *points, const ptrdiff_t *starts, const int32_t *columns,
  const double *joint, double *restrict attraction) {
  const double *xs = points, *ys = points + n;
  for (ptrdiff_t i = 0; i < n; i++) {
    lanes pull_x = 0, pull_y = 0;
    for (ptrdiff_t k = starts[i]; k < starts[i + 1]; k += LANE_COUNT) {
      const int filled = filled_lanes(starts[i + 1] - k);
      lanes x, y, p, dx, dy, size;
      gather_lanes(xs, columns + k, filled, &x);
      gather_lanes(ys, columns + k, filled, &y);
      load_lanes(joint + k, filled, &p);
      measure(xs[i], ys[i], &x, &y, &dx, &dy, &size);
      const lanes pull = p / size;
      pull_x += pull * dx;
      pull_y += pull * dy;
    }
    attraction[i] = total_of_lanes(&pull_x);
    attraction[n + i] = total_of_lanes(&pull_y);
  }
}

// MARK: Divergence

/// p ln(p / q) = p ln(p Z (1 + |y_i - y_j|^2)). Where p is 0 the logarithm is some finite number,
/// which the product removes.
INLINE void add_divergence(const lanes *p, const lanes *size, double normaliser, lanes *sum) {
  lanes logarithms = *p * normaliser * *size;
  take_logarithms(&logarithms);
  *sum += *p * logarithms;
}

CLONES double cw_tsne_exact_divergence(
  ptrdiff_t n, const double *points, const double *joint, double normaliser) {
  const double *xs = points, *ys = points + n;
  double divergence = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    lanes sum = 0;
    for (ptrdiff_t j = 0; j < n; j += LANE_COUNT) {
      const int filled = filled_lanes(n - j);
      lanes x, y, p, dx, dy, size;
      load_lanes(xs + j, filled, &x);
      load_lanes(ys + j, filled, &y);
      load_lanes(joint + i * n + j, filled, &p);
      measure(xs[i], ys[i], &x, &y, &dx, &dy, &size);
      add_divergence(&p, &size, normaliser, &sum);
    }
    divergence += total_of_lanes(&sum);
  }
  return divergence;
}

CLONES double cw_tsne_sparse_divergence(
  ptrdiff_t n, const double *points, const ptrdiff_t *starts, const int32_t *columns,
  const double *joint, double normaliser) {
  const double *xs = points, *ys = points + n;
  double divergence = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    lanes sum = 0;
    for (ptrdiff_t k = starts[i]; k < starts[i + 1]; k += LANE_COUNT) {
      const int filled = filled_lanes(starts[i + 1] - k);
      lanes x, y, p, dx, dy, size;
      gather_lanes(xs, columns + k, filled, &x);
      gather_lanes(ys, columns + k, filled, &y);
      load_lanes(joint + k, filled, &p);
      measure(xs[i], ys[i], &x, &y, &dx, &dy, &size);
      add_divergence(&p, &size, normaliser, &sum);
    }
    divergence += total_of_lanes(&sum);
  }
  return divergence;
}

// MARK: Descent

CLONES void cw_tsne_descend(
  ptrdiff_t count, const double *restrict attraction, const double *restrict repulsion,
  double attraction_scale, double repulsion_scale, double learning_rate, double momentum,
  double *restrict gains, double *restrict steps, double *restrict points) {
  const double least_gain = 0.01;
  for (ptrdiff_t i = 0; i < count; i++) {
    const double gradient = attraction_scale * attraction[i] - repulsion_scale * repulsion[i];
    const double gain = steps[i] * gradient < 0 ? gains[i] + 0.2 : gains[i] * 0.8;
    gains[i] = gain < least_gain ? least_gain : gain;
    steps[i] = momentum * steps[i] - learning_rate * gains[i] * gradient;
    points[i] += steps[i];
  }
}
