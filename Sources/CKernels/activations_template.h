#include <math.h>

#include "fastmath_template.h"

CLONES void NAME(tanh)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = NAME(fast_tanh)(x[i]);
}

CLONES void NAME(tanh_gradient)(
  ptrdiff_t n, const REAL *restrict y, const REAL *restrict dy, REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < n; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
}

CLONES void NAME(logistic)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = NAME(fast_logistic)(x[i]);
}

CLONES void NAME(logistic_gradient)(
  ptrdiff_t n, const REAL *restrict y, const REAL *restrict dy, REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < n; i++) dx[i] = dy[i] * (y[i] * (1 - y[i]));
}

CLONES void NAME(hard_logistic)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    REAL line = (REAL)0.2 * x[i] + (REAL)0.5;
    line = line < 0 ? 0 : line;
    y[i] = line > 1 ? 1 : line;
  }
}

CLONES void NAME(hard_logistic_gradient)(
  ptrdiff_t n, const REAL *restrict y, const REAL *restrict dy, REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < n; i++) {
    dx[i] = y[i] <= 0 || y[i] >= 1 ? 0 : (REAL)0.2 * dy[i];
  }
}

CLONES void NAME(leaky_relu)(ptrdiff_t n, REAL slope, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
}

CLONES void NAME(leaky_relu_gradient)(
  ptrdiff_t n, REAL slope, const REAL *restrict x, const REAL *restrict dy, REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < n; i++) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
}

void NAME(softplus)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  // log(1 + exp(x)) = max(x, 0) + log(1 + exp(-|x|)): nothing overflows, no digits are lost.
  for (ptrdiff_t i = 0; i < n; i++) {
    REAL size = x[i] < 0 ? -x[i] : x[i];
    y[i] = (REAL)((x[i] > 0 ? x[i] : 0) + log1p(NAME(fast_exp)(-size)));
  }
}

CLONES void NAME(softplus_gradient)(
  ptrdiff_t n, const REAL *restrict x, const REAL *restrict dy, REAL *restrict dx) {
  for (ptrdiff_t i = 0; i < n; i++) dx[i] = dy[i] * NAME(fast_logistic)(x[i]);
}

CLONES void NAME(exponential)(ptrdiff_t n, const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) y[i] = NAME(fast_exp)(x[i]);
}
