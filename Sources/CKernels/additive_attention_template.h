#include "fastmath_template.h"
#include "lanes_template.h"

// Widths are cut into 16, 8 and the rest: blocks of a set size become whole vectors.

/// lane[l] += v[l] tanh(query[l] + key[l]).
INLINE void NAME(score_block)(
  int n, const REAL *restrict query, const REAL *restrict key, const REAL *restrict v,
  REAL *restrict lane) {
  for (int l = 0; l < n; l++) lane[l] += v[l] * NAME(fast_tanh)(query[l] + key[l]);
}

/// x . y in double precision and eight lanes: few enough for events of few numbers.
INLINE double NAME(event_dot)(ptrdiff_t width, const REAL *restrict x, const REAL *restrict y) {
  double lane[8] = {0};
  ptrdiff_t j = 0;
  for (; j + 8 <= width; j += 8) {
    for (int l = 0; l < 8; l++) lane[l] += (double)x[j + l] * (double)y[j + l];
  }
  for (int l = 0; l < width - j; l++) lane[l] += (double)x[j + l] * (double)y[j + l];
  for (int half = 4; half > 0; half /= 2) {
    for (int l = 0; l < half; l++) lane[l] += lane[l + half];
  }
  return lane[0];
}

/// What an event's score passes back: dkey, and its part of dquery and dv.
INLINE void NAME(score_gradient_block)(
  int n, REAL dscore, const REAL *restrict query, const REAL *restrict key,
  const REAL *restrict v, REAL *restrict dkey, REAL *restrict dquery, REAL *restrict dv) {
  for (int l = 0; l < n; l++) {
    REAL h = NAME(fast_tanh)(query[l] + key[l]);
    REAL d = dscore * v[l] * (1 - h * h);
    dv[l] += dscore * h;
    dkey[l] = d;
    dquery[l] += d;
  }
}

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
      for (; j + LANES <= width; j += LANES) NAME(score_block)(LANES, q + j, key + j, v + j, lane);
      if (j + LANES / 2 <= width) {
        NAME(score_block)(LANES / 2, q + j, key + j, v + j, lane);
        j += LANES / 2;
      }
      NAME(score_block)((int)(width - j), q + j, key + j, v + j, lane);
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
    double mean = NAME(event_dot)(width, context + b * width, dpooled);
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
      REAL dscore = (REAL)(weight * (NAME(event_dot)(width, x + first, dpooled) - mean));
      const REAL *key = keys + first;
      ptrdiff_t j = 0;
      for (; j + LANES <= width; j += LANES) {
        NAME(score_gradient_block)(LANES, dscore, q + j, key + j, v + j, dkey + j, dq + j, row + j);
      }
      if (j + LANES / 2 <= width) {
        NAME(score_gradient_block)(
          LANES / 2, dscore, q + j, key + j, v + j, dkey + j, dq + j, row + j);
        j += LANES / 2;
      }
      NAME(score_gradient_block)(
        (int)(width - j), dscore, q + j, key + j, v + j, dkey + j, dq + j, row + j);
      if (dx) {
        for (ptrdiff_t j = 0; j < width; j++) dx[first + j] = weight * dpooled[j];
      }
    }
    for (ptrdiff_t j = 0; j < width; j++) dv[j] += row[j];
  }
}
