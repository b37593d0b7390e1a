CLONES void NAME(interpolate_rows)(
  ptrdiff_t n, ptrdiff_t width, const REAL *restrict points, const ptrdiff_t *restrict bases,
  const ptrdiff_t *restrict partners, const REAL *restrict gaps, REAL *restrict y) {
  for (ptrdiff_t i = 0; i < n; i++) {
    const REAL *base = points + bases[i] * width;
    const REAL *partner = points + partners[i] * width;
    const double gap = (double)gaps[i];
    REAL *to = y + i * width;
    for (ptrdiff_t j = 0; j < width; j++) {
      const REAL a = base[j], b = partner[j];
      const REAL low = a < b ? a : b, high = a < b ? b : a;
      const REAL between = (REAL)((double)a + gap * ((double)b - (double)a));
      const REAL raised = between < low ? low : between;
      to[j] = raised > high ? high : raised;
    }
  }
}
