// The product without OpenBLAS, in blocks whose parts live on the stack. For portable bytes.
static void NAME(portable_product)(
  int transpose_a, int transpose_b, size_t rows, size_t columns, size_t inner, REAL alpha,
  const REAL *a, size_t a_stride, const REAL *b, size_t b_stride, REAL beta, REAL *c,
  size_t c_stride) {
  enum { BLOCK = CW_EVENT_RUN, PANEL = 64 };
  REAL packed[BLOCK * PANEL], copy[BLOCK * PANEL], sum[BLOCK * PANEL];
  const NAME(products) *products = NAME(products_in_use)();
  const size_t inner_step = transpose_b ? 1 : b_stride, column_step = transpose_b ? b_stride : 1;
  for (size_t row = 0; row < rows; row += BLOCK) {
    const size_t height = rows - row < BLOCK ? rows - row : BLOCK;
    for (size_t column = 0; column < columns; column += PANEL) {
      const size_t width = columns - column < PANEL ? columns - column : PANEL;
      const size_t filled = cw_round_up(width, CW_COLUMN_UNIT);
      memset(sum, 0, height * filled * sizeof(REAL));
      for (size_t k = 0; k < inner; k += BLOCK) {
        const size_t depth = inner - k < BLOCK ? inner - k : BLOCK;
        const REAL *factor = b + k * inner_step + column * column_step;
        if (transpose_a) {
          memset(copy, 0, depth * filled * sizeof(REAL));
          for (size_t e = 0; e < depth; e++) {
            for (size_t j = 0; j < width; j++) {
              copy[e * filled + j] = factor[e * inner_step + j * column_step];
            }
          }
          products->outer(
            depth, height, filled, a + k * a_stride + row, a_stride, copy, filled, packed, sum,
            filled, NULL);
        } else {
          products->pack(depth, 0, depth, width, factor, inner_step, column_step, packed);
          const NAME(rows) factors = {a + row * a_stride + k, a_stride, depth}, none = {a, 0, 0};
          products->rows(
            height, factors, none, depth, filled, packed, sum, filled, sum, filled,
            NULL);
        }
      }
      for (size_t r = 0; r < height; r++) {
        REAL *to = c + (row + r) * c_stride + column;
        for (size_t j = 0; j < width; j++) {
          to[j] = alpha * sum[r * filled + j] + (beta == 0 ? 0 : beta * to[j]);
        }
      }
    }
  }
}

void NAME(matrix_product)(
  int transpose_a, int transpose_b, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t inner, REAL alpha,
  const REAL *a, ptrdiff_t a_stride, const REAL *b, ptrdiff_t b_stride, REAL beta, REAL *c,
  ptrdiff_t c_stride) {
  if (rows == 0 || columns == 0) return;
  if (cw_uses_portable_kernels()) {
    NAME(portable_product)(
      transpose_a, transpose_b, (size_t)rows, (size_t)columns, (size_t)inner, alpha, a,
      (size_t)a_stride, b, (size_t)b_stride, beta, c, (size_t)c_stride);
    return;
  }
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
