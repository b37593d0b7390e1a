// One step of the LSTM cell, on rows of units. Included once for float and once for double.
//
// A row of gates is [i | f | g | o], H numbers each; each function walks the units of a row, with
// all four gates of a unit at hand, in a loop that vectorises. `hard` and `rectify` choose the
// flavour (hard sigmoid for the logistic function, max(0, .) for tanh); they are constants where
// these functions are inlined.

// MARK: Activations and their derivatives, written in terms of their results

INLINE REAL NAME(lstm_gate)(REAL a, int hard) {
  if (!hard) return NAME(fast_logistic)(a);
  REAL v = (REAL)0.2 * a + (REAL)0.5;
  v = v < 0 ? 0 : v;
  return v > 1 ? 1 : v;
}

// s'(a) where v = s(a)
INLINE REAL NAME(lstm_gate_slope)(REAL v, int hard) {
  if (!hard) return v * (1 - v);
  return v > 0 && v < 1 ? (REAL)0.2 : 0;
}

// s''(a) / s'(a)
INLINE REAL NAME(lstm_gate_bend)(REAL v, int hard) { return hard ? 0 : 1 - 2 * v; }

INLINE REAL NAME(lstm_squash)(REAL a, int rectify) {
  return rectify ? (a < 0 ? 0 : a) : NAME(fast_tanh)(a);
}

// phi'(a) where v = phi(a)
INLINE REAL NAME(lstm_squash_slope)(REAL v, int rectify) {
  return rectify ? (v > 0 ? (REAL)1 : 0) : 1 - v * v;
}

// phi''(a) / phi'(a)
INLINE REAL NAME(lstm_squash_bend)(REAL v, int rectify) { return rectify ? 0 : -2 * v; }

// MARK: Values

// The gates of a row and c_t from the pre-activations a, each [i | f | g | o]. The standard flavour
// has functions of its own, for short and for wide rows.
INLINE void NAME(lstm_cell_row)(
    int hidden, int hard, int rectify, const REAL *restrict a, REAL *restrict gate_i,
    REAL *restrict gate_f, REAL *restrict gate_g, REAL *restrict gate_o,
    const REAL *restrict previous_cell, REAL *restrict cell) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = NAME(lstm_gate)(a[j], hard), f = NAME(lstm_gate)(a[j + hidden], hard);
    const REAL g = NAME(lstm_squash)(a[j + 2 * hidden], rectify);
    const REAL o = NAME(lstm_gate)(a[j + 3 * hidden], hard);
    gate_i[j] = i;
    gate_f[j] = f;
    gate_g[j] = g;
    gate_o[j] = o;
    cell[j] = f * previous_cell[j] + i * g;
  }
}

// phi(c_t) of `count` numbers.
INLINE void NAME(lstm_squash_cells)(
    size_t count, int rectify, const REAL *restrict cell, REAL *restrict squashed) {
  _Pragma("clang loop interleave_count(4)")
  for (size_t j = 0; j < count; ++j) squashed[j] = NAME(lstm_squash)(cell[j], rectify);
}

// From the gradients at h_t and c_t those at the pre-activations; leaves that at c_{t-1} in place.
INLINE void NAME(lstm_backward_row)(
    int hidden, int hard, int rectify, const REAL *restrict gate_i, const REAL *restrict gate_f,
    const REAL *restrict gate_g, const REAL *restrict gate_o,
    const REAL *restrict previous_cell, const REAL *restrict squashed,
    const REAL *restrict d_hidden, REAL *restrict d_cell, REAL *restrict d_i, REAL *restrict d_f,
    REAL *restrict d_g, REAL *restrict d_o) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = gate_i[j], f = gate_f[j], g = gate_g[j], o = gate_o[j], p = squashed[j];
    const REAL dh = d_hidden[j];
    const REAL dc = d_cell[j] + dh * o * NAME(lstm_squash_slope)(p, rectify);
    d_i[j] = dc * g * NAME(lstm_gate_slope)(i, hard);
    d_f[j] = dc * previous_cell[j] * NAME(lstm_gate_slope)(f, hard);
    d_g[j] = dc * i * NAME(lstm_squash_slope)(g, rectify);
    d_o[j] = dh * p * NAME(lstm_gate_slope)(o, hard);
    d_cell[j] = dc * f;
  }
}

// MARK: Tangents; names end in _t

// The tangents of the gates, of c_t and of h_t from those of the pre-activations, a_t, where the
// values are known: v' = s'(a) a'.
INLINE void NAME(lstm_tangent_row)(
    int hidden, int hard, int rectify, const REAL *restrict a_t, const REAL *restrict gate_i,
    const REAL *restrict gate_f, const REAL *restrict gate_g, const REAL *restrict gate_o,
    const REAL *restrict previous_cell, const REAL *restrict squashed, REAL *restrict gate_i_t,
    REAL *restrict gate_f_t, REAL *restrict gate_g_t, REAL *restrict gate_o_t,
    const REAL *restrict previous_cell_t, REAL *restrict cell_t, REAL *restrict output_t) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = gate_i[j], f = gate_f[j], g = gate_g[j], o = gate_o[j], p = squashed[j];
    const REAL i_t = NAME(lstm_gate_slope)(i, hard) * a_t[j];
    const REAL f_t = NAME(lstm_gate_slope)(f, hard) * a_t[j + hidden];
    const REAL g_t = NAME(lstm_squash_slope)(g, rectify) * a_t[j + 2 * hidden];
    const REAL o_t = NAME(lstm_gate_slope)(o, hard) * a_t[j + 3 * hidden];
    const REAL c_t = (f_t * previous_cell[j] + f * previous_cell_t[j]) + (i_t * g + i * g_t);
    gate_i_t[j] = i_t;
    gate_f_t[j] = f_t;
    gate_g_t[j] = g_t;
    gate_o_t[j] = o_t;
    cell_t[j] = c_t;
    output_t[j] = o_t * p + o * (NAME(lstm_squash_slope)(p, rectify) * c_t);
  }
}

// The reverse of values and tangents together. For v = s(a), v' = s'(a) a' and gradients dv, dv':
//
//   da' = dv' s'(a)        da = dv s'(a) + dv' s''(a) a' = dv s'(a) + dv' v' s''(a) / s'(a)
INLINE void NAME(lstm_dual_backward_row)(
    int hidden, int hard, int rectify, const REAL *restrict gate_i, const REAL *restrict gate_f,
    const REAL *restrict gate_g, const REAL *restrict gate_o, const REAL *restrict gate_i_t,
    const REAL *restrict gate_f_t, const REAL *restrict gate_g_t, const REAL *restrict gate_o_t,
    const REAL *restrict previous_cell, const REAL *restrict previous_cell_t,
    const REAL *restrict cell_t, const REAL *restrict squashed, const REAL *restrict d_hidden,
    const REAL *restrict d_hidden_t, REAL *restrict d_cell, REAL *restrict d_cell_t,
    REAL *restrict d_i, REAL *restrict d_f, REAL *restrict d_g, REAL *restrict d_o,
    REAL *restrict d_i_t, REAL *restrict d_f_t, REAL *restrict d_g_t, REAL *restrict d_o_t) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = gate_i[j], f = gate_f[j], g = gate_g[j], o = gate_o[j], p = squashed[j];
    const REAL i_t = gate_i_t[j], f_t = gate_f_t[j], g_t = gate_g_t[j], o_t = gate_o_t[j];
    const REAL b = previous_cell[j], b_t = previous_cell_t[j];
    const REAL dh = d_hidden[j], dh_t = d_hidden_t[j];

    // h = o p, h' = o' p + o p', with p = phi(c), p' = phi'(c) c'
    const REAL p_slope = NAME(lstm_squash_slope)(p, rectify);
    const REAL p_t = p_slope * cell_t[j];
    const REAL dp = dh * o + dh_t * o_t, dp_t = dh_t * o;
    const REAL dc_t = d_cell_t[j] + dp_t * p_slope;
    const REAL dc = d_cell[j] + dp * p_slope + dp_t * p_t * NAME(lstm_squash_bend)(p, rectify);

    // c = f b + i g, c' = f' b + f b' + i' g + i g'
    const REAL i_slope = NAME(lstm_gate_slope)(i, hard), di_t = dc_t * g;
    const REAL f_slope = NAME(lstm_gate_slope)(f, hard), df_t = dc_t * b;
    const REAL g_slope = NAME(lstm_squash_slope)(g, rectify), dg_t = dc_t * i;
    const REAL o_slope = NAME(lstm_gate_slope)(o, hard), do_t = dh_t * p;
    d_i_t[j] = di_t * i_slope;
    d_f_t[j] = df_t * f_slope;
    d_g_t[j] = dg_t * g_slope;
    d_o_t[j] = do_t * o_slope;
    d_i[j] = (dc * g + dc_t * g_t) * i_slope + di_t * i_t * NAME(lstm_gate_bend)(i, hard);
    d_f[j] = (dc * b + dc_t * b_t) * f_slope + df_t * f_t * NAME(lstm_gate_bend)(f, hard);
    d_g[j] = (dc * i + dc_t * i_t) * g_slope + dg_t * g_t * NAME(lstm_squash_bend)(g, rectify);
    d_o[j] = (dh * p + dh_t * p_t) * o_slope + do_t * o_t * NAME(lstm_gate_bend)(o, hard);
    d_cell[j] = dc * f + dc_t * f_t;
    d_cell_t[j] = dc_t * f;
  }
}

// MARK: Rows of a step

// Vectors run along the units of a row. Where the number of units is a constant, the compiler would
// rather take the same unit of many rows, and collect it from all over memory.
#define ALONG_UNITS _Pragma("clang loop vectorize(disable)")

// Calls a function of a step's rows with the flavour as constants, and with a width of 8 as one
// too: the compiler then takes the units of a row at once, where the loop for any width would be
// made for more than 8.
#ifndef WITH_CONSTANTS
#define WITH_CONSTANTS(rows_of, step, flavour)                          \
  if (step.hidden == 8) {                                               \
    WITH_FLAVOUR(rows_of, step, 8, flavour)                             \
  } else {                                                              \
    WITH_FLAVOUR(rows_of, step, step.hidden, flavour)                   \
  }
#define WITH_FLAVOUR(rows_of, step, width, flavour)                     \
  switch (flavour) {                                                    \
    case CW_LSTM_KERAS_RELU: rows_of(step, width, 1, 1); break;         \
    case CW_LSTM_KERAS_TANH: rows_of(step, width, 1, 0); break;         \
    default: rows_of(step, width, 0, 0);                                \
  }
#endif

// Some rows of one step; pairs are (value, tangent).
typedef struct {
  int rows, hidden;
  int values, tangents;          // which of them to compute; tangents need the values' results
  const REAL *activations[2];    // [rows, 4H] before s and phi, bias included
  REAL *gates[2];                // [rows, 4H]
  const REAL *previous_cell[2];  // [rows, H]
  REAL *cell[2];                 // [rows, H]
  REAL *squashed;                // [rows, H]
  REAL *output[2];               // [rows, H]
} NAME(lstm_forward_step);

// Several walks over the rows of a step, which stay in the first cache: each walk's instructions
// depend on few others, and the processor works on many rows at once.
INLINE void NAME(lstm_value_rows)(
    const NAME(lstm_forward_step) step, int h, int hard, int rectify) {
  const size_t rows = (size_t)step.rows, units = rows * (size_t)h;
  const REAL *a = step.activations[0], *previous = step.previous_cell[0];
  REAL *gates = step.gates[0], *cell = step.cell[0];
  if (hard || rectify) {
    ALONG_UNITS for (size_t row = 0; row < rows; ++row) {
      NAME(lstm_cell_row)(
          h, hard, rectify, a + row * 4 * h, gates + row * 4 * h, gates + row * 4 * h + h,
          gates + row * 4 * h + 2 * h, gates + row * 4 * h + 3 * h, previous + row * h,
          cell + row * h);
    }
  } else if (h == 8) {
    NAME(lstm_short_gates)(rows, a, gates);
    NAME(lstm_short_cells)(rows, gates, previous, cell);
  } else {
    NAME(lstm_wide_cells)(rows, (size_t)h, a, gates, previous, cell);
  }
  NAME(lstm_squash_cells)(units, rectify, cell, step.squashed);
  if (h == 8 && !hard && !rectify) {
    NAME(lstm_short_outputs)(rows, gates, step.squashed, step.output[0]);
    return;
  }
  ALONG_UNITS for (size_t row = 0; row < rows; ++row) {
    const REAL *restrict o = gates + row * 4 * h + 3 * h;
    const REAL *restrict squashed = step.squashed + row * h;
    REAL *restrict output = step.output[0] + row * h;
    for (int j = 0; j < h; ++j) output[j] = o[j] * squashed[j];
  }
}

INLINE void NAME(lstm_tangent_rows)(
    const NAME(lstm_forward_step) step, int h, int hard, int rectify) {
  ALONG_UNITS for (int row = 0; row < step.rows; ++row) {
    const REAL *v = step.gates[0] + (size_t)row * 4 * h;
    REAL *t = step.gates[1] + (size_t)row * 4 * h;
    const size_t unit = (size_t)row * h;
    NAME(lstm_tangent_row)(
        h, hard, rectify, step.activations[1] + 4 * unit, v, v + h, v + 2 * h, v + 3 * h,
        step.previous_cell[0] + unit, step.squashed + unit, t, t + h, t + 2 * h, t + 3 * h,
        step.previous_cell[1] + unit, step.cell[1] + unit, step.output[1] + unit);
  }
}

INLINE void NAME(lstm_forward_rows)(
    const NAME(lstm_forward_step) step, int h, int hard, int rectify) {
  if (step.values) NAME(lstm_value_rows)(step, h, hard, rectify);
  if (step.tangents) NAME(lstm_tangent_rows)(step, h, hard, rectify);
}

CLONES static void NAME(lstm_cell_forward)(const NAME(lstm_forward_step) step, int flavour) {
  WITH_CONSTANTS(NAME(lstm_forward_rows), step, flavour)
}

typedef struct {
  int rows, hidden, tangents;
  const REAL *gates[2];          // [rows, 4H] as the forward step left them
  const REAL *previous_cell[2];  // [rows, H]
  const REAL *cell_t;            // [rows, H] the tangents of c_t
  const REAL *squashed;          // [rows, H]
  const REAL *d_hidden[2];       // [rows, H] the gradient at h_t
  REAL *d_cell[2];               // [rows, H] the gradient at c_t, then at c_{t-1}
  REAL *d_gates[2];              // [rows, 4H] the gradient at the pre-activations
} NAME(lstm_backward_step);

INLINE void NAME(lstm_backward_rows)(
    const NAME(lstm_backward_step) step, int h, int hard, int rectify) {
  ALONG_UNITS for (int row = 0; row < step.rows; ++row) {
    const size_t unit = (size_t)row * h;
    const REAL *v = step.gates[0] + 4 * unit, *previous = step.previous_cell[0] + unit;
    const REAL *squashed = step.squashed + unit, *d_hidden = step.d_hidden[0] + unit;
    REAL *d_cell = step.d_cell[0] + unit, *d = step.d_gates[0] + 4 * unit;
    if (step.tangents) {
      const REAL *t = step.gates[1] + 4 * unit;
      REAL *d_t = step.d_gates[1] + 4 * unit;
      NAME(lstm_dual_backward_row)(
          h, hard, rectify, v, v + h, v + 2 * h, v + 3 * h, t, t + h, t + 2 * h, t + 3 * h,
          previous, step.previous_cell[1] + unit, step.cell_t + unit, squashed, d_hidden,
          step.d_hidden[1] + unit, d_cell, step.d_cell[1] + unit, d, d + h, d + 2 * h, d + 3 * h,
          d_t, d_t + h, d_t + 2 * h, d_t + 3 * h);
    } else {
      NAME(lstm_backward_row)(
          h, hard, rectify, v, v + h, v + 2 * h, v + 3 * h, previous, squashed, d_hidden, d_cell,
          d, d + h, d + 2 * h, d + 3 * h);
    }
  }
}

CLONES static void NAME(lstm_cell_backward)(const NAME(lstm_backward_step) step, int flavour) {
  WITH_CONSTANTS(NAME(lstm_backward_rows), step, flavour)
}
