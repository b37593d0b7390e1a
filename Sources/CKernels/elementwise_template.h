#include <math.h>
#include <string.h>

CLONES void NAME(fill)(ptrdiff_t n, REAL value, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = value;
}

CLONES void NAME(add)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] += x[i];
}

CLONES void NAME(subtract)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] -= x[i];
}

CLONES void NAME(multiply)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] *= x[i];
}

CLONES void NAME(add_scaled)(ptrdiff_t n, REAL scale, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] += scale * x[i];
}

CLONES void NAME(sum_of)(
  ptrdiff_t n, const REAL *restrict x, const REAL *restrict y, REAL *restrict z) {
  for (ptrdiff_t i = 0; i < n; i++) z[i] = x[i] + y[i];
}

CLONES void NAME(difference_of)(
  ptrdiff_t n, const REAL *restrict x, const REAL *restrict y, REAL *restrict z) {
  for (ptrdiff_t i = 0; i < n; i++) z[i] = x[i] - y[i];
}

CLONES void NAME(product_of)(
  ptrdiff_t n, const REAL *restrict x, const REAL *restrict y, REAL *restrict z) {
  for (ptrdiff_t i = 0; i < n; i++) z[i] = x[i] * y[i];
}

CLONES void NAME(scale)(ptrdiff_t n, REAL scale, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] *= scale;
}

CLONES void NAME(add_constant)(ptrdiff_t n, REAL addend, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] += addend;
}

CLONES void NAME(from_single)(ptrdiff_t n, const float *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = (REAL)x[i];
}

CLONES void NAME(from_double)(ptrdiff_t n, const double *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = (REAL)x[i];
}

CLONES int NAME(contains_non_finite)(ptrdiff_t n, const REAL *x) {
  // x - x is 0 for a finite x and NaN otherwise. No early exit: almost always all are finite.
  int found = 0;
  for (ptrdiff_t i = 0; i < n; i++) found |= (x[i] - x[i]) != 0;
  return found;
}

CLONES int NAME(all_equal)(ptrdiff_t n, const REAL *x, const REAL *y) {
  int differ = 0;
  for (ptrdiff_t i = 0; i < n; i++) differ |= x[i] != y[i];
  return !differ;
}

void NAME(transpose)(
  ptrdiff_t rows, ptrdiff_t columns, const REAL *restrict x, REAL *restrict y) {
  // In tiles, so that both sides stay in the cache.
  const ptrdiff_t tile = 16;
  for (ptrdiff_t i0 = 0; i0 < rows; i0 += tile) {
    ptrdiff_t i1 = i0 + tile < rows ? i0 + tile : rows;
    for (ptrdiff_t j0 = 0; j0 < columns; j0 += tile) {
      ptrdiff_t j1 = j0 + tile < columns ? j0 + tile : columns;
      for (ptrdiff_t i = i0; i < i1; i++) {
        for (ptrdiff_t j = j0; j < j1; j++) y[j * rows + i] = x[i * columns + j];
      }
    }
  }
}

void NAME(copy_rows)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *restrict x, ptrdiff_t x_stride, REAL *restrict y,
  ptrdiff_t y_stride) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    memcpy(y + i * y_stride, x + i * x_stride, (size_t)width * sizeof *x);
  }
}
