// New points on the straight lines between given ones.

/// y [n, width] = a + gap (b - a) for the rows a and b of points whose numbers bases [n] and
/// partners [n] hold, with one gap from [0, 1] per row.
///
/// Computed in double precision and never beyond a or b, not even by rounding.
void NAME(interpolate_rows)(
  ptrdiff_t n, ptrdiff_t width, const REAL *points, const ptrdiff_t *bases,
  const ptrdiff_t *partners, const REAL *gaps, REAL *y);
