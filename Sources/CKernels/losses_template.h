#include <math.h>

#include "fastmath_template.h"
#include "lanes_template.h"

INLINE REAL NAME(largest_of)(ptrdiff_t n, const REAL *x) {
  REAL largest = x[0];
  for (ptrdiff_t j = 1; j < n; j++) largest = x[j] > largest ? x[j] : largest;
  return largest;
}

void NAME(softmax)(ptrdiff_t rows, ptrdiff_t width, const REAL *restrict x, REAL *restrict y) {
  if (width == 0) return;
  for (ptrdiff_t i = 0; i < rows; i++, x += width, y += width) {
    REAL largest = NAME(largest_of)(width, x);
    REAL total = 0;
    for (ptrdiff_t j = 0; j < width; j++) total += y[j] = NAME(fast_exp)(x[j] - largest);
    for (ptrdiff_t j = 0; j < width; j++) y[j] /= total;
  }
}

CLONES void NAME(softmax_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict y, const REAL *restrict dy,
  REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < rows; i++, y += width, dy += width, dx += width) {
    REAL mean = (REAL)NAME(lane_dot)(width, y, dy);
    for (ptrdiff_t j = 0; j < width; j++) dx[j] = y[j] * (dy[j] - mean);
  }
}

void NAME(log_softmax)(ptrdiff_t rows, ptrdiff_t width, const REAL *restrict x, REAL *restrict y) {
  if (width == 0) return;
  for (ptrdiff_t i = 0; i < rows; i++, x += width, y += width) {
    REAL largest = NAME(largest_of)(width, x);
    REAL total = 0;
    for (ptrdiff_t j = 0; j < width; j++) total += NAME(fast_exp)(x[j] - largest);
    REAL normaliser = (REAL)log(total);
    for (ptrdiff_t j = 0; j < width; j++) y[j] = (x[j] - largest) - normaliser;
  }
}

void NAME(log_softmax_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict y, const REAL *restrict dy,
  REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < rows; i++, y += width, dy += width, dx += width) {
    REAL total = 0;
    for (ptrdiff_t j = 0; j < width; j++) total += dy[j];
    for (ptrdiff_t j = 0; j < width; j++) dx[j] = dy[j] - NAME(fast_exp)(y[j]) * total;
  }
}

REAL NAME(cross_entropy)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict logits, const int32_t *restrict classes,
  const REAL *restrict weights, REAL *restrict log_probabilities) {
  NAME(log_softmax)(rows, width, logits, log_probabilities);
  double total = 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    total += (double)weights[i] * (double)log_probabilities[i * width + classes[i]];
  }
  return rows == 0 ? 0 : (REAL)(-total / (double)rows);
}

void NAME(cross_entropy_gradient)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict log_probabilities,
  const int32_t *restrict classes, const REAL *restrict weights, REAL upstream,
  REAL *restrict dlogits) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    REAL factor = upstream * weights[i] / (REAL)rows;
    for (ptrdiff_t j = 0; j < width; j++) {
      REAL probability = NAME(fast_exp)(log_probabilities[i * width + j]);
      dlogits[i * width + j] = factor * (probability - (j == classes[i] ? 1 : 0));
    }
  }
}

CLONES void NAME(squared_distances)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict target, REAL *restrict distances) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *first = x + b * time * width;
    const REAL *second = target + b * time * width;
    ptrdiff_t valid = lengths[b] * width;
    double lane[LANES] = {0};
    ptrdiff_t i = 0;
    for (; i + LANES <= valid; i += LANES) {
      for (int l = 0; l < LANES; l++) {
        double difference = (double)first[i + l] - (double)second[i + l];
        lane[l] += difference * difference;
      }
    }
    for (int l = 0; i < valid; i++, l++) {
      double difference = (double)first[i] - (double)second[i];
      lane[l] += difference * difference;
    }
    distances[b] = (REAL)cw_total_of_lanes(lane);
  }
}

CLONES void NAME(scaled_differences)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, const REAL *restrict target, const REAL *restrict scales,
  REAL *restrict dx) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    ptrdiff_t start = b * time * width;
    ptrdiff_t valid = lengths[b] * width;
    REAL scale = scales[b];
    for (ptrdiff_t i = 0; i < valid; i++) {
      dx[start + i] = scale * (x[start + i] - target[start + i]);
    }
    for (ptrdiff_t i = valid; i < time * width; i++) dx[start + i] = 0;
  }
}

REAL NAME(mean_root)(ptrdiff_t n, REAL *squared) {
  double total = 0;
  for (ptrdiff_t i = 0; i < n; i++) {
    squared[i] = (REAL)sqrt((double)squared[i] + 1e-12);
    total += (double)squared[i];
  }
  return n == 0 ? 0 : (REAL)(total / (double)n);
}

void NAME(reciprocal_scales)(
  ptrdiff_t n, REAL factor, const REAL *restrict distances, REAL *restrict scales) {
  for (ptrdiff_t i = 0; i < n; i++) scales[i] = factor / distances[i];
}
