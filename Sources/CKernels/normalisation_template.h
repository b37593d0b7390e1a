CLONES void NAME(batch_statistics)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *restrict x,
  REAL *restrict mean, REAL *restrict variance) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < width; i++) mean[i] = variance[i] = 0;
  for (ptrdiff_t b = 0; b < batch; b++) {
    count += lengths[b];
    for (ptrdiff_t t = 0; t < lengths[b]; t++) {
      const REAL *event = x + (b * time + t) * width;
      for (ptrdiff_t i = 0; i < width; i++) mean[i] += event[i];
    }
  }
  const REAL share = count == 0 ? 0 : 1 / (REAL)count;
  for (ptrdiff_t i = 0; i < width; i++) mean[i] *= share;
  // A second pass, over deviations: a single one over squares would cancel when the mean is large.
  for (ptrdiff_t b = 0; b < batch; b++) {
    for (ptrdiff_t t = 0; t < lengths[b]; t++) {
      const REAL *event = x + (b * time + t) * width;
      for (ptrdiff_t i = 0; i < width; i++) {
        const REAL deviation = event[i] - mean[i];
        variance[i] += deviation * deviation;
      }
    }
  }
  for (ptrdiff_t i = 0; i < width; i++) variance[i] *= share;
}

CLONES void NAME(batch_normalise)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *restrict x,
  const REAL *restrict mean, const REAL *restrict variance, double epsilon,
  const REAL *restrict scale, const REAL *restrict shift, REAL *restrict inverse_deviation,
  REAL *restrict normalised, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < width; i++) {
    inverse_deviation[i] = 1 / __builtin_elementwise_sqrt(variance[i] + (REAL)epsilon);
  }
  for (ptrdiff_t b = 0; b < batch; b++) {
    const ptrdiff_t start = b * time * width, padding = start + lengths[b] * width;
    for (ptrdiff_t offset = start; offset < padding; offset += width) {
      for (ptrdiff_t i = 0; i < width; i++) {
        const REAL value = (x[offset + i] - mean[i]) * inverse_deviation[i];
        normalised[offset + i] = value;
        y[offset + i] = value * scale[i] + shift[i];
      }
    }
    for (ptrdiff_t i = padding; i < start + time * width; i++) normalised[i] = y[i] = 0;
  }
}

CLONES void NAME(batch_normalise_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths,
  const REAL *restrict inverse_deviation, const REAL *restrict normalised,
  const REAL *restrict scale, int of_batch, const REAL *restrict dy, REAL *restrict dx,
  REAL *restrict dscale, REAL *restrict dshift) {
  ptrdiff_t count = 0;
  for (ptrdiff_t i = 0; i < width; i++) dscale[i] = dshift[i] = 0;
  for (ptrdiff_t b = 0; b < batch; b++) {
    count += lengths[b];
    for (ptrdiff_t t = 0; t < lengths[b]; t++) {
      const ptrdiff_t offset = (b * time + t) * width;
      for (ptrdiff_t i = 0; i < width; i++) {
        dscale[i] += dy[offset + i] * normalised[offset + i];
        dshift[i] += dy[offset + i];
      }
    }
  }
  // Of the batch's own statistics: dx = scale r (dy - mean(dy) - n mean(dy n)), n = normalised.
  const REAL share = of_batch && count > 0 ? 1 / (REAL)count : 0;
  for (ptrdiff_t b = 0; b < batch; b++) {
    const ptrdiff_t start = b * time * width, padding = start + lengths[b] * width;
    for (ptrdiff_t offset = start; offset < padding; offset += width) {
      for (ptrdiff_t i = 0; i < width; i++) {
        const REAL through = share * (dshift[i] + normalised[offset + i] * dscale[i]);
        dx[offset + i] = scale[i] * inverse_deviation[i] * (dy[offset + i] - through);
      }
    }
    for (ptrdiff_t i = padding; i < start + time * width; i++) dx[i] = 0;
  }
}
