#include <string.h>

void NAME(gather_last)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    if (lengths[b] > 0) {
      memcpy(y + b * width, x + (b * time + lengths[b] - 1) * width, (size_t)width * sizeof *x);
    } else {
      memset(y + b * width, 0, (size_t)width * sizeof *x);
    }
  }
}

void NAME(scatter_last)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict y, REAL *restrict x) {
  memset(x, 0, (size_t)(batch * time * width) * sizeof *x);
  for (ptrdiff_t b = 0; b < batch; b++) {
    if (lengths[b] > 0) {
      memcpy(x + (b * time + lengths[b] - 1) * width, y + b * width, (size_t)width * sizeof *x);
    }
  }
}

void NAME(mask_padding)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *restrict lengths,
  const REAL *restrict x, REAL *restrict y) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    size_t valid = (size_t)(lengths[b] * width);
    size_t all = (size_t)(time * width);
    memcpy(y + b * time * width, x + b * time * width, valid * sizeof *x);
    memset(y + b * time * width + valid, 0, (all - valid) * sizeof *x);
  }
}

CLONES void NAME(multiply_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *restrict x,
  const REAL *restrict mask, REAL *restrict y) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    const REAL *factor = mask + b * width;
    for (ptrdiff_t t = 0; t < time; t++) {
      ptrdiff_t start = (b * time + t) * width;
      for (ptrdiff_t j = 0; j < width; j++) y[start + j] = x[start + j] * factor[j];
    }
  }
}

void NAME(repeat_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *restrict y, REAL *restrict x) {
  for (ptrdiff_t b = 0; b < batch; b++) {
    for (ptrdiff_t t = 0; t < time; t++) {
      memcpy(x + (b * time + t) * width, y + b * width, (size_t)width * sizeof *x);
    }
  }
}
