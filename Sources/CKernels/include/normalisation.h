// Batch normalisation of x [batch, time, width] over the valid events of all samples. Padding is
// neither read nor counted, and results on it are 0.

/// mean and variance [width], the variance divided by the number of valid events.
void NAME(batch_statistics)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  REAL *mean, REAL *variance);
/// r = 1 / sqrt(variance + epsilon); normalised = (x - mean) r; y = normalised scale + shift
void NAME(batch_normalise)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths, const REAL *x,
  const REAL *mean, const REAL *variance, double epsilon, const REAL *scale, const REAL *shift,
  REAL *inverse_deviation, REAL *normalised, REAL *y);
/// From dy: dx, dscale [width] and dshift [width]. With `of_batch`, mean and variance were those of
/// x and pass gradients on; otherwise they are constants.
void NAME(batch_normalise_gradient)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const int32_t *lengths,
  const REAL *inverse_deviation, const REAL *normalised, const REAL *scale, int of_batch,
  const REAL *dy, REAL *dx, REAL *dscale, REAL *dshift);
