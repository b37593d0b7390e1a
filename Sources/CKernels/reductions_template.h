#include "lanes_template.h"

CLONES REAL NAME(sum)(ptrdiff_t n, const REAL *x) {
  double lane[LANES] = {0};
  ptrdiff_t i = 0;
  for (; i + LANES <= n; i += LANES) {
    for (int l = 0; l < LANES; l++) lane[l] += (double)x[i + l];
  }
  for (int l = 0; i < n; i++, l++) lane[l] += (double)x[i];
  return (REAL)cw_total_of_lanes(lane);
}

CLONES REAL NAME(dot)(ptrdiff_t n, const REAL *x, const REAL *y) {
  return (REAL)NAME(lane_dot)(n, x, y);
}

CLONES void NAME(column_sums)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict x, REAL *restrict sums) {
  for (ptrdiff_t j = 0; j < width; j++) sums[j] = 0;
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *row = x + i * width;
    for (ptrdiff_t j = 0; j < width; j++) sums[j] += row[j];
  }
}

CLONES void NAME(sum_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *restrict x, REAL *restrict sums) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    REAL *sum = sums + b * width;
    for (ptrdiff_t j = 0; j < width; j++) sum[j] = 0;
    for (ptrdiff_t t = 0; t < time; t++) {
      const REAL *event = x + (b * time + t) * width;
      for (ptrdiff_t j = 0; j < width; j++) sum[j] += event[j];
    }
  }
}
