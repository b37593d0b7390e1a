void NAME(matrix_product)(
  int transpose_a, int transpose_b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, REAL alpha,
  const REAL *a, ptrdiff_t a_stride, const REAL *b, ptrdiff_t b_stride, REAL beta, REAL *c,
  ptrdiff_t c_stride) {
  if (rows == 0 || columns == 0) return;
  prepare_blas();
  GEMM(
    CblasRowMajor, transpose_a ? CblasTrans : CblasNoTrans, transpose_b ? CblasTrans : CblasNoTrans,
    (blasint)rows, (blasint)columns, (blasint)inner, alpha, a, (blasint)(a_stride ? a_stride : 1), b,
    (blasint)(b_stride ? b_stride : 1), beta, c, (blasint)c_stride);
}

CLONES void NAME(add_bias)(
  ptrdiff_t rows, ptrdiff_t width, const REAL *x, const REAL *restrict bias, REAL *y) {
  for (ptrdiff_t i = 0; i < rows; i++) {
    const REAL *from = x + i * width;
    REAL *to = y + i * width;
    for (ptrdiff_t j = 0; j < width; j++) to[j] = from[j] + bias[j];
  }
}
