#include "fastmath_template.h"
#include "lanes_template.h"

CLONES void NAME(additive_attention)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict keys, const REAL *restrict query,
  const REAL *restrict v, REAL *restrict scores, REAL *restrict weights, REAL *restrict context) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *q = query + b * width;
    for (ptrdiff_t t = 0; t < time; t++) {
      scores[b * time + t] = 0;
      if (t >= lengths[b]) continue;
      const REAL *key = keys + (b * time + t) * width;
      REAL lane[LANES] = {0};
      ptrdiff_t j = 0;
      for (; j + LANES <= width; j += LANES) {
        for (int l = 0; l < LANES; l++) lane[l] += v[j + l] * NAME(fast_tanh)(q[j + l] + key[j + l]);
      }
      for (int l = 0; l < width - j; l++) {
        lane[l] += v[j + l] * NAME(fast_tanh)(q[j + l] + key[j + l]);
      }
      for (int half = LANES / 2; half > 0; half /= 2) {
        for (int l = 0; l < half; l++) lane[l] += lane[l + half];
      }
      scores[b * time + t] = lane[0];
    }
  }
  NAME(softmax_pool)(batch, time, width, lengths, x, scores, 0, weights, context);
}

CLONES void NAME(additive_attention_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict keys, const REAL *restrict query,
  const REAL *restrict v, const REAL *restrict weights, const REAL *restrict context,
  const REAL *restrict dcontext, REAL *restrict row, REAL *restrict dx, REAL *restrict dkeys,
  REAL *restrict dquery, REAL *restrict dv) {
  for (ptrdiff_t j = 0; j < width; j++) dv[j] = 0;
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *q = query + b * width;
    const REAL *dpooled = dcontext + b * width;
    REAL *dq = dquery + b * width;
    for (ptrdiff_t j = 0; j < width; j++) dq[j] = 0;
    // A sample's part of dv first: sums of sums keep more digits than one over all events.
    for (ptrdiff_t j = 0; j < width; j++) row[j] = 0;
    double mean = NAME(lane_dot)(width, context + b * width, dpooled);
    for (ptrdiff_t t = 0; t < time; t++) {
      ptrdiff_t first = (b * time + t) * width;
      REAL *dkey = dkeys + first;
      if (t >= lengths[b]) {
        for (ptrdiff_t j = 0; j < width; j++) dkey[j] = 0;
        if (dx) {
          for (ptrdiff_t j = 0; j < width; j++) dx[first + j] = 0;
        }
        continue;
      }
      REAL weight = weights[b * time + t];
      // d context / d score_t = weight_t (x_t - context).
      REAL dscore = (REAL)(weight * (NAME(lane_dot)(width, x + first, dpooled) - mean));
      for (ptrdiff_t j = 0; j < width; j++) {
        REAL h = NAME(fast_tanh)(q[j] + keys[first + j]);
        REAL d = dscore * v[j] * (1 - h * h);
        row[j] += dscore * h;
        dkey[j] = d;
        dq[j] += d;
      }
      if (dx) {
        for (ptrdiff_t j = 0; j < width; j++) dx[first + j] = weight * dpooled[j];
      }
    }
    for (ptrdiff_t j = 0; j < width; j++) dv[j] += row[j];
  }
}
