// Attention pooling: a softmax over the valid events of each sample and the weighted sum of them.

/// weights [b, t] = exp(scores[b, t]) / (sum over valid s of exp(scores[b, s]) + epsilon), 0 on
/// padding; context [b, :] = sum over valid t of weights[b, t] x[b, t, :].
///
/// The largest score is subtracted first, and epsilon is scaled with it. A sample of length 0 gets
/// zeros.
void NAME(softmax_pool)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *scores, REAL epsilon, REAL *weights, REAL *context);
/// From dcontext [batch, width]: dx [batch, time, width] and dscores [batch, time], 0 on padding.
/// Either result may be null and is then not computed.
void NAME(softmax_pool_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *weights, const REAL *context, const REAL *dcontext, REAL *dx, REAL *dscores);
