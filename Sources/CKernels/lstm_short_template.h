// The standard cell on rows of 8 units, the width of the published models, with whole vectors
// spelled out: [i | f] of a row is one, and [g | o] another. Included once for float and once for
// double, behind the chains.

typedef REAL NAME(units) __attribute__((vector_size(8 * sizeof(REAL)), aligned(sizeof(REAL))));

// The gates of four rows [i | f | g | o] from their pre-activations; one division for a row.
INLINE void NAME(lstm_short_gates_of_four)(const REAL *restrict a, REAL *restrict gates) {
  const NAME(many) tangent_first = {2, 2, 2, 2, 2, 2, 2, 2, 1, 1, 1, 1, 1, 1, 1, 1};
  const NAME(many_bits) squashes = {-1, -1, -1, -1, -1, -1, -1, -1};
  NAME(many) size[CHAINS], e[CHAINS], rise[CHAINS], d[CHAINS], share[CHAINS];
  NAME(many_bits) negative[CHAINS];
  EACH size[k] = KNOWN(a + 16 * k);
  EACH negative[k] = size[k] < ALL((REAL)0);
  EACH size[k] = CHOOSE(negative[k], -size[k], size[k]);
  EACH if (k % 2) size[k] *= tangent_first;
  NAME(decay_chains)(size, e, rise);
  EACH d[k] = 1 + e[k];
  EACH share[k] = 1 / (d[k & ~1] * d[k | 1]) * d[k ^ 1];
  EACH {
    NAME(many) above = CHOOSE(negative[k], e[k], ALL((REAL)1));
    if (k % 2) above = CHOOSE(squashes, CHOOSE(negative[k], -rise[k], rise[k]), above);
    MANY(gates + 16 * k) = above * share[k];
  }
}

// The gates of `rows` rows.
INLINE void NAME(lstm_short_gates)(size_t rows, const REAL *a, REAL *gates) {
  size_t row = 0;
  for (; row + 4 <= rows; row += 4) NAME(lstm_short_gates_of_four)(a + 32 * row, gates + 32 * row);
  if (row == rows) return;
  REAL last[4 * 32] = {0}, result[4 * 32];
  memcpy(last, a + 32 * row, (rows - row) * 32 * sizeof(REAL));
  NAME(lstm_short_gates_of_four)(last, result);
  memcpy(gates + 32 * row, result, (rows - row) * 32 * sizeof(REAL));
}

// c_t and, further below, h_t of `rows` rows. Apart from the gates, so that no number is read right
// behind being written.
INLINE void NAME(lstm_short_cells)(
    size_t rows, const REAL *gates, const REAL *previous_cell, REAL *cell) {
  for (size_t row = 0; row < rows; ++row, gates += 32, previous_cell += 8, cell += 8) {
    const NAME(units) *gate = (const NAME(units) *)gates;
    *(NAME(units) *)cell = gate[1] * *(const NAME(units) *)previous_cell + gate[0] * gate[2];
  }
}

INLINE void NAME(lstm_short_outputs)(
    size_t rows, const REAL *gates, const REAL *squashed, REAL *output) {
  for (size_t row = 0; row < rows; ++row, gates += 32, squashed += 8, output += 8) {
    *(NAME(units) *)output = *(const NAME(units) *)(gates + 24) * *(const NAME(units) *)squashed;
  }
}
