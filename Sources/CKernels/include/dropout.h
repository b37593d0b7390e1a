// Dropout masks.

/// mask = 1 / keep where uniform < keep, else 0; uniform numbers lie in [0, 1). In place allowed.
void NAME(dropout_mask)(ptrdiff_t n, double keep, const REAL *uniform, REAL *mask);
