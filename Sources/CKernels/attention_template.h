#include "fastmath_template.h"
#include "lanes_template.h"

CLONES void NAME(softmax_pool)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict scores, REAL epsilon, REAL *restrict weights,
  REAL *restrict context) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *score = scores + b * time;
    REAL *weight = weights + b * time;
    REAL *pooled = context + b * width;
    ptrdiff_t length = lengths[b];
    for (ptrdiff_t j = 0; j < width; j++) pooled[j] = 0;
    for (ptrdiff_t t = length; t < time; t++) weight[t] = 0;
    if (length == 0) continue;

    REAL largest = score[0];
    for (ptrdiff_t t = 1; t < length; t++) largest = score[t] > largest ? score[t] : largest;
    REAL total = 0;
    for (ptrdiff_t t = 0; t < length; t++) weight[t] = NAME(fast_exp)(score[t] - largest);
    for (ptrdiff_t t = 0; t < length; t++) total += weight[t];
    if (epsilon != 0) total += epsilon * NAME(fast_exp)(-largest);
    for (ptrdiff_t t = 0; t < length; t++) {
      weight[t] /= total;
      const REAL *event = x + (b * time + t) * width;
      for (ptrdiff_t j = 0; j < width; j++) pooled[j] += weight[t] * event[j];
    }
  }
}

CLONES void NAME(softmax_pool_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict weights, const REAL *restrict context,
  const REAL *restrict dcontext, REAL *restrict dx, REAL *restrict dscores) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *weight = weights + b * time;
    const REAL *dpooled = dcontext + b * width;
    ptrdiff_t length = lengths[b];
    if (dx) {
      for (ptrdiff_t t = 0; t < time; t++) {
        REAL *devent = dx + (b * time + t) * width;
        // Not weight times gradient on padding: the gradient may be infinite.
        for (ptrdiff_t j = 0; j < width; j++) devent[j] = t < length ? weight[t] * dpooled[j] : 0;
      }
    }
    if (dscores) {
      // d context / d score_t = weight_t (x_t - context), with epsilon or without.
      double mean = NAME(lane_dot)(width, context + b * width, dpooled);
      for (ptrdiff_t t = 0; t < time; t++) {
        dscores[b * time + t] = 0;
        if (t >= length) continue;
        double along = NAME(lane_dot)(width, x + (b * time + t) * width, dpooled);
        dscores[b * time + t] = (REAL)(weight[t] * (along - mean));
      }
    }
  }
}
