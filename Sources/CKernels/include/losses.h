// Softmax over the last axis and losses. Gradient kernels scale their result by `upstream`, the
// gradient with respect to the loss.

/// y = softmax of each row of x
void NAME(softmax)(ptrdiff_t rows, ptrdiff_t width, const REAL *x, REAL *y);
/// dx = y (dy - sum(dy y)) for each row
void NAME(softmax_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *y, const REAL *dy, REAL *dx);
/// y = log softmax of each row of x
void NAME(log_softmax)(ptrdiff_t rows, ptrdiff_t width, const REAL *x, REAL *y);
/// dx = dy - exp(y) sum(dy) for each row
void NAME(log_softmax_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *y, const REAL *dy, REAL *dx);
/// -(1/rows) sum of weights[b] log softmax(logits[b])[classes[b]]; keeps the log probabilities.
REAL NAME(cross_entropy)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *logits, const int32_t *classes, const REAL *weights,
  REAL *log_probabilities);
/// dlogits[b] = upstream weights[b] / rows (probabilities[b] - one-hot of classes[b])
void NAME(cross_entropy_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *log_probabilities, const int32_t *classes,
  const REAL *weights, REAL upstream, REAL *dlogits);
/// Squared distance of x to target over the valid events of each sample, into distances [batch].
void NAME(squared_distances)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *target, REAL *distances);
/// dx [b, t, :] = scales[b] (x - target) on valid events, 0 on padding.
void NAME(scaled_differences)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *target, const REAL *scales, REAL *dx);
/// Distances from squared distances with 1e-12 under the root, in place; returns their mean.
REAL NAME(mean_root)(ptrdiff_t n, REAL *squared);
/// scales = factor / distances
void NAME(reciprocal_scales)(ptrdiff_t n, REAL factor, const REAL *distances, REAL *scales);
