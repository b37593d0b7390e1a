CLONES void NAME(dropout_mask)(ptrdiff_t n, double keep, const REAL *uniform, REAL *mask) {
  const REAL threshold = (REAL)keep;
  const REAL kept = (REAL)(1 / keep);
  for (ptrdiff_t i = 0; i < n; i++) mask[i] = uniform[i] < threshold ? kept : 0;
}
