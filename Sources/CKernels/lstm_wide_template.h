// The standard cell on rows of whole vectors of 16 units, with vectors spelled out: the gates of two
// vectors of units are eight chains. Included once for float and once for double, behind the
// chains.

// i, f, g, o and c_t of two vectors of units. They begin gate[v] numbers behind the first row of
// gates, whose four parts lie h numbers apart, and unit[v] numbers behind the first row of states.
//
// All four gates are fractions with denominators between 1 and 2, so one division serves for all:
// the vector unit divides far more slowly than it multiplies.
INLINE void NAME(lstm_wide_pair)(
    size_t h, const size_t gate[2], const size_t unit[2], const REAL *a, REAL *gates,
    const REAL *previous_cell, REAL *cell) {
  NAME(many) size[CHAINS], e[CHAINS], rise[CHAINS], d[CHAINS], value[CHAINS];
  NAME(many_bits) negative[CHAINS];
  EACH size[k] = KNOWN(a + gate[k / 4] + (size_t)(k % 4) * h);
  EACH negative[k] = size[k] < ALL((REAL)0);
  EACH size[k] = CHOOSE(negative[k], -size[k], size[k]);
  EACH if (k % 4 == 2) size[k] *= 2;
  NAME(decay_chains)(size, e, rise);
  EACH d[k] = 1 + e[k];
  for (int v = 0; v < 2; ++v) {
    const NAME(many) *of = d + 4 * v;
    const NAME(many) d_if = of[0] * of[1], d_go = of[2] * of[3], all = 1 / (d_if * d_go);
    const NAME(many) over_if = all * d_go, over_go = all * d_if;
    value[4 * v] = over_if * of[1];
    value[4 * v + 1] = over_if * of[0];
    value[4 * v + 2] = over_go * of[3];
    value[4 * v + 3] = over_go * of[2];
  }
  EACH {
    const NAME(many) above =
        k % 4 == 2 ? CHOOSE(negative[k], -rise[k], rise[k])
                   : CHOOSE(negative[k], e[k], ALL((REAL)1));
    value[k] *= above;
    MANY(gates + gate[k / 4] + (size_t)(k % 4) * h) = value[k];
  }
  for (int v = 0; v < 2; ++v) {
    const NAME(many) kept = value[4 * v + 1] * KNOWN(previous_cell + unit[v]);
    MANY(cell + unit[v]) = kept + value[4 * v] * value[4 * v + 2];
  }
}

// The gates and c_t of `rows` rows of h units, a multiple of 16.
INLINE void NAME(lstm_wide_cells)(
    size_t rows, size_t h, const REAL *a, REAL *gates, const REAL *previous_cell, REAL *cell) {
  size_t row = 0, first = 0, gate[2], unit[2];
  while (row < rows) {
    for (int v = 0; v < 2; ++v) {
      // The last of an odd number is computed twice.
      if (row < rows || v == 0) {
        gate[v] = row * 4 * h + first;
        unit[v] = row * h + first;
        first += 16;
        if (first == h) first = 0, ++row;
      } else {
        gate[1] = gate[0];
        unit[1] = unit[0];
      }
    }
    NAME(lstm_wide_pair)(h, gate, unit, a, gates, previous_cell, cell);
  }
}

#undef MANY
#undef KNOWN
#undef ALL
#undef CHOOSE
#undef CHAINS
#undef EACH
