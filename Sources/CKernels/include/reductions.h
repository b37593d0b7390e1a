// Sums. They accumulate in double precision, in 16 interleaved lanes that are then added in pairs.

/// Sum of x.
REAL NAME(sum)(ptrdiff_t n, const REAL *x);
/// Sum of x y; x and y may be the same array.
REAL NAME(dot)(ptrdiff_t n, const REAL *x, const REAL *y);
/// sums [width] = sum over the rows of x [rows, width]
void NAME(column_sums)(ptrdiff_t rows, ptrdiff_t width, const REAL *x, REAL *sums);
/// sums [batch, width] = sum over time of x [batch, time, width]
void NAME(sum_over_time)(
  ptrdiff_t batch, ptrdiff_t time, ptrdiff_t width, const REAL *x, REAL *sums);
