// The products of products.h for one precision and one instruction set: REAL, PRODUCT(stem),
// VECTOR_BYTES, PANEL_VECTORS and MULTIPLY_ADD are set by the file that includes this one.

typedef REAL PRODUCT(vector) __attribute__((vector_size(VECTOR_BYTES), aligned(sizeof(REAL))));
#define VECTOR PRODUCT(vector)
#define WIDTH (VECTOR_BYTES / sizeof(REAL))
#define PANEL (PANEL_VECTORS * WIDTH)

// Lines of memory to ask for.
typedef struct {
  const char *next, *end;
} PRODUCT(lines);

// Without it the compiler leaves the loops over the largest tiles rolled up, and their accumulators
// in memory: a quarter of the speed.
#define UNROLLED _Pragma("clang loop unroll(full)")

// Takes the first lines of what will be needed soon, at most `most` of them. Where there are none
// it is `near`, which is in cache: to ask for what does not exist would take long. Small tiles leave
// no room for other instructions.
INLINE PRODUCT(lines) PRODUCT(take)(
    const size_t vectors, cw_ahead *ahead, size_t most, const REAL *near) {
  if (vectors <= 2 || !ahead || ahead->count == 0) {
    return (PRODUCT(lines)){(const char *)near, (const char *)near};
  }
  const int first = ahead->count - 1;
  PRODUCT(lines) lines = {ahead->ranges[first].start, ahead->ranges[first].end};
  if ((size_t)(lines.end - lines.next) > most * CW_LINE) {
    lines.end = lines.next + most * CW_LINE;
    ahead->ranges[first].start = lines.end;
  } else {
    --ahead->count;
  }
  return lines;
}

// Adds a [height, inner] b [inner, vectors] to a tile of a result in registers. Element (r, k) of a
// is a[r * a_step + k], or a[r + k * a_step] if transposed. height, vectors and transposed are
// constants where this is inlined, so that every accumulator is a register.
INLINE void PRODUCT(accumulate)(
    const size_t height, const size_t vectors, const int transposed, size_t inner, const REAL *a,
    size_t a_step, const REAL *restrict b, size_t b_step, PRODUCT(lines) ahead,
    VECTOR sum[TALLEST][PANEL_VECTORS]) {
  for (size_t k = 0; k < inner; ++k, b += b_step) {
    if (vectors > 2) {
      // At the end the last line again and again, which costs nothing.
      __builtin_prefetch(ahead.next, 0, 2);
      ahead.next = ahead.next + CW_LINE < ahead.end ? ahead.next + CW_LINE : ahead.next;
    }
    VECTOR factor[PANEL_VECTORS];
    UNROLLED
    for (size_t v = 0; v < vectors; ++v) factor[v] = *(const VECTOR *)(b + v * WIDTH);
    UNROLLED
    for (size_t r = 0; r < height; ++r) {
      const VECTOR scalar = (transposed ? a[r + k * a_step] : a[r * a_step + k]) - (VECTOR){0};
      UNROLLED
      for (size_t v = 0; v < vectors; ++v) {
        sum[r][v] = MULTIPLY_ADD(scalar, factor[v], sum[r][v]);
      }
    }
  }
}

// One tile of a result: `height` rows by `vectors` vectors of start + [a | a2] b.
INLINE void PRODUCT(tile)(
    const size_t height, const size_t vectors, const int transposed, ROWS a, ROWS a2,
    const REAL *b, size_t b_step, const REAL *start, size_t start_step, REAL *result,
    size_t result_step, cw_ahead *ahead) {
  VECTOR sum[TALLEST][PANEL_VECTORS];
  UNROLLED
  for (size_t r = 0; r < height; ++r) {
    UNROLLED
    for (size_t v = 0; v < vectors; ++v) {
      sum[r][v] = start ? *(const VECTOR *)(start + r * start_step + v * WIDTH) : (VECTOR){0};
    }
  }
  PRODUCT(accumulate)(
      height, vectors, transposed, a.inner, a.rows, a.step, b, b_step,
      PRODUCT(take)(vectors, ahead, a.inner, b), sum);
  if (!transposed) {
    PRODUCT(accumulate)(
        height, vectors, 0, a2.inner, a2.rows, a2.step, b + a.inner * b_step, b_step,
        PRODUCT(take)(vectors, ahead, a2.inner, b), sum);
  }
  UNROLLED
  for (size_t r = 0; r < height; ++r) {
    UNROLLED
    for (size_t v = 0; v < vectors; ++v) {
      *(VECTOR *)(result + r * result_step + v * WIDTH) = sum[r][v];
    }
  }
}

// The rows of a result within one panel, in tiles of `height` and a lower one at the end.
#define TILE(height)                                                                              \
  PRODUCT(tile)(                                                                                  \
      height, vectors, transposed, PRODUCT(behind)(transposed, a, row),                           \
      PRODUCT(behind)(transposed, a2, row), b, b_step, start ? start + row * start_step : NULL,   \
      start_step, result + row * result_step, result_step, ahead)
#define REST(n) case n: TILE(n); break;
INLINE ROWS PRODUCT(behind)(const int transposed, ROWS a, size_t row) {
  a.rows += row * (transposed ? 1 : a.step);
  return a;
}

INLINE void PRODUCT(tiles)(
    const size_t height, const size_t vectors, const int transposed, size_t rows, ROWS a, ROWS a2,
    const REAL *b, size_t b_step, const REAL *start, size_t start_step, REAL *result,
    size_t result_step, cw_ahead *ahead) {
  size_t row = 0;
  for (; row + height <= rows; row += height) TILE(height);
  const size_t left = rows - row;
  if (height > 8 && left >= 8) {
    switch (left) { REST(8) REST(9) REST(10) REST(11) }
  } else if (height > 6 && left >= 6) {
    switch (left) { REST(6) REST(7) }
  } else {
    switch (left) { REST(1) REST(2) REST(3) REST(4) REST(5) }
  }
}
#undef REST
#undef TILE

// The rows of a result within one panel of `columns` <= PANEL.
#define PANEL_CASE(vectors, height)                                                               \
  case vectors:                                                                                   \
    PRODUCT(tiles)(                                                                               \
        height, vectors, transposed, rows, a, a2, b, b_step, start, start_step, result,           \
        result_step, ahead);                                                                      \
    break;
INLINE void PRODUCT(panel)(
    const int transposed, size_t columns, size_t rows, ROWS a, ROWS a2, const REAL *b,
    size_t b_step, const REAL *start, size_t start_step, REAL *result, size_t result_step,
    cw_ahead *ahead) {
  switch (columns / WIDTH) {
    PANEL_CASE(1, TALLEST)
    PANEL_CASE(2, TALL)
#if PANEL_VECTORS > 2
    PANEL_CASE(3, 8)
    PANEL_CASE(4, 6)
#endif
  }
}
#undef PANEL_CASE

static void PRODUCT(pack)(
    size_t total, size_t first, size_t inner, size_t columns, const REAL *b, size_t inner_step,
    size_t column_step, REAL *packed) {
  const size_t all = cw_round_up(columns, CW_COLUMN_UNIT);
  for (size_t start = 0; start < all; start += PANEL) {
    const size_t width = all - start < PANEL ? all - start : PANEL;
    const size_t filled = columns <= start ? 0 : columns - start < width ? columns - start : width;
    REAL *to = packed + start * total + first * width;
    for (size_t k = 0; k < inner; ++k, to += width) {
      const REAL *from = b + k * inner_step + start * column_step;
      if (column_step == 1) {
        memcpy(to, from, filled * sizeof(REAL));
      } else {
        for (size_t j = 0; j < filled; ++j) to[j] = from[j * column_step];
      }
      memset(to + filled, 0, (width - filled) * sizeof(REAL));
    }
  }
}

static void PRODUCT(rows)(
    size_t rows, ROWS a, ROWS a2, size_t total, size_t columns, const REAL *packed,
    const REAL *start, size_t start_step, REAL *result, size_t result_step, cw_ahead *ahead) {
  for (size_t first = 0; first < columns; first += PANEL) {
    const size_t width = columns - first < PANEL ? columns - first : PANEL;
    PRODUCT(panel)(
        0, width, rows, a, a2, packed + first * total, width, start ? start + first : NULL,
        start_step, result + first, result_step, ahead);
  }
}

static void PRODUCT(outer)(
    size_t events, size_t rows, size_t columns, const REAL *a, size_t a_step, const REAL *b,
    size_t b_step, REAL *buffer, REAL *sum, size_t sum_step, cw_ahead *ahead) {
  const ROWS factor = {a, a_step, events}, none = {a, a_step, 0};
  for (size_t first = 0; first < columns; first += PANEL) {
    const size_t width = columns - first < PANEL ? columns - first : PANEL;
    // A copy side by side: rows of b a power of two apart would push each other out of the cache.
    for (size_t e = 0; width < b_step && e < events; ++e) {
      for (size_t v = 0; v < width; v += WIDTH) {
        *(VECTOR *)(buffer + e * width + v) = *(const VECTOR *)(b + e * b_step + first + v);
      }
    }
    PRODUCT(panel)(
        1, width, rows, factor, none, width < b_step ? buffer : b, width, sum + first, sum_step,
        sum + first, sum_step, ahead);
  }
}

static const PRODUCTS PRODUCT(table) = {PRODUCT(pack), PRODUCT(rows), PRODUCT(outer)};

#undef VECTOR
#undef WIDTH
#undef PANEL
#undef UNROLLED
