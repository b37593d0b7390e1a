// Matrix products, by OpenBLAS on one thread unless the kernels are to be portable (library.h).

/// c = alpha op(a) op(b) + beta c, where op transposes if asked.
///
/// op(a) is [rows, inner], op(b) [inner, columns], c [rows, columns]; each stride is the distance
/// between the starts of consecutive rows as stored. With beta = 0, c need not be initialised.
void NAME(matrix_product)(
  int transpose_a, int transpose_b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, REAL alpha,
  const REAL *a, ptrdiff_t a_stride, const REAL *b, ptrdiff_t b_stride, REAL beta, REAL *c,
  ptrdiff_t c_stride);
/// y [rows, width] = x [rows, width] + bias [width] for each row; x may be y.
void NAME(add_bias)(ptrdiff_t rows, ptrdiff_t width, const REAL *x, const REAL *bias, REAL *y);
