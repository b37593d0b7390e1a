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

// Pre-activations without bias become gates, in place; writes c_t.
INLINE void NAME(lstm_cell_row)(
    int hidden, int hard, int rectify, REAL forget_bias, const REAL *restrict bias_i,
    const REAL *restrict bias_f, const REAL *restrict bias_g, const REAL *restrict bias_o,
    REAL *restrict gate_i, REAL *restrict gate_f, REAL *restrict gate_g, REAL *restrict gate_o,
    const REAL *restrict previous_cell, REAL *restrict cell) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = NAME(lstm_gate)(gate_i[j] + bias_i[j], hard);
    const REAL f = NAME(lstm_gate)(gate_f[j] + (bias_f[j] + forget_bias), hard);
    const REAL g = NAME(lstm_squash)(gate_g[j] + bias_g[j], rectify);
    gate_i[j] = i;
    gate_f[j] = f;
    gate_g[j] = g;
    gate_o[j] = NAME(lstm_gate)(gate_o[j] + bias_o[j], hard);
    cell[j] = f * previous_cell[j] + i * g;
  }
}

// Writes phi(c_t) and h_t.
INLINE void NAME(lstm_output_row)(
    int hidden, int rectify, const REAL *restrict gate_o, const REAL *restrict cell,
    REAL *restrict squashed, REAL *restrict output) {
  for (int j = 0; j < hidden; ++j) {
    const REAL p = NAME(lstm_squash)(cell[j], rectify);
    squashed[j] = p;
    output[j] = gate_o[j] * p;
  }
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

// MARK: Values with tangents; the second of two rows or names (.._t) is the tangent

// As lstm_cell_row; the tangents of the pre-activations become those of the gates, in place:
// v' = s'(a) a'.
INLINE void NAME(lstm_dual_cell_row)(
    int hidden, int hard, int rectify, REAL forget_bias, const REAL *restrict bias_i,
    const REAL *restrict bias_f, const REAL *restrict bias_g, const REAL *restrict bias_o,
    REAL *restrict gate_i, REAL *restrict gate_f, REAL *restrict gate_g, REAL *restrict gate_o,
    REAL *restrict gate_i_t, REAL *restrict gate_f_t, REAL *restrict gate_g_t,
    REAL *restrict gate_o_t, const REAL *restrict previous_cell,
    const REAL *restrict previous_cell_t, REAL *restrict cell, REAL *restrict cell_t) {
  for (int j = 0; j < hidden; ++j) {
    const REAL i = NAME(lstm_gate)(gate_i[j] + bias_i[j], hard);
    const REAL f = NAME(lstm_gate)(gate_f[j] + (bias_f[j] + forget_bias), hard);
    const REAL g = NAME(lstm_squash)(gate_g[j] + bias_g[j], rectify);
    const REAL o = NAME(lstm_gate)(gate_o[j] + bias_o[j], hard);
    const REAL i_t = NAME(lstm_gate_slope)(i, hard) * gate_i_t[j];
    const REAL f_t = NAME(lstm_gate_slope)(f, hard) * gate_f_t[j];
    const REAL g_t = NAME(lstm_squash_slope)(g, rectify) * gate_g_t[j];
    const REAL b = previous_cell[j], b_t = previous_cell_t[j];
    gate_i[j] = i;
    gate_f[j] = f;
    gate_g[j] = g;
    gate_o[j] = o;
    gate_i_t[j] = i_t;
    gate_f_t[j] = f_t;
    gate_g_t[j] = g_t;
    gate_o_t[j] = NAME(lstm_gate_slope)(o, hard) * gate_o_t[j];
    cell[j] = f * b + i * g;
    cell_t[j] = (f_t * b + f * b_t) + (i_t * g + i * g_t);
  }
}

INLINE void NAME(lstm_dual_output_row)(
    int hidden, int rectify, const REAL *restrict gate_o, const REAL *restrict gate_o_t,
    const REAL *restrict cell, const REAL *restrict cell_t, REAL *restrict squashed,
    REAL *restrict output, REAL *restrict output_t) {
  for (int j = 0; j < hidden; ++j) {
    const REAL p = NAME(lstm_squash)(cell[j], rectify);
    const REAL p_t = NAME(lstm_squash_slope)(p, rectify) * cell_t[j];
    squashed[j] = p;
    output[j] = gate_o[j] * p;
    output_t[j] = gate_o_t[j] * p + gate_o[j] * p_t;
  }
}

// The reverse of both of these. For v = s(a), v' = s'(a) a' and gradients dv, dv' it is
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

// All rows of one step. Arrays of two lanes hold each row's tangent right behind it.
typedef struct {
  int rows, hidden, lanes;
  REAL forget_bias;
  const REAL *bias;           // [4H]
  REAL *gates;                // [rows, lanes, 4H]
  const REAL *previous_cell;  // [rows, lanes, H]
  REAL *cell;                 // [rows, lanes, H]
  REAL *squashed;             // [rows, H]
  REAL *output;               // [rows, lanes, H]
} NAME(lstm_forward_step);

INLINE void NAME(lstm_forward_rows)(
    const NAME(lstm_forward_step) step, int h, int hard, int rectify) {
  const size_t width = (size_t)step.lanes * h;
  const REAL *b = step.bias;
  for (int row = 0; row < step.rows; ++row) {
    REAL *v = step.gates + row * 4 * width, *t = v + 4 * h;
    const REAL *previous = step.previous_cell + row * width;
    REAL *cell = step.cell + row * width;
    if (step.lanes == 1) {
      NAME(lstm_cell_row)(
          h, hard, rectify, step.forget_bias, b, b + h, b + 2 * h, b + 3 * h, v, v + h, v + 2 * h,
          v + 3 * h, previous, cell);
    } else {
      NAME(lstm_dual_cell_row)(
          h, hard, rectify, step.forget_bias, b, b + h, b + 2 * h, b + 3 * h, v, v + h, v + 2 * h,
          v + 3 * h, t, t + h, t + 2 * h, t + 3 * h, previous, previous + h, cell, cell + h);
    }
  }
  // A second walk over the rows: phi(c_t) right behind the gates that c_t is made of would form a
  // chain of dependent instructions too long for the processor to look past.
  for (int row = 0; row < step.rows; ++row) {
    const REAL *o = step.gates + row * 4 * width + 3 * h, *o_t = o + 4 * h;
    const REAL *cell = step.cell + row * width;
    REAL *squashed = step.squashed + (size_t)row * h, *output = step.output + row * width;
    if (step.lanes == 1) {
      NAME(lstm_output_row)(h, rectify, o, cell, squashed, output);
    } else {
      NAME(lstm_dual_output_row)(
          h, rectify, o, o_t, cell, cell + h, squashed, output, output + h);
    }
  }
}

CLONES static void NAME(lstm_cell_forward)(const NAME(lstm_forward_step) step, int flavour) {
  WITH_CONSTANTS(NAME(lstm_forward_rows), step, flavour)
}

typedef struct {
  int rows, hidden, lanes;
  const REAL *gates;          // [rows, lanes, 4H] as the forward step left them
  const REAL *previous_cell;  // [rows, lanes, H]
  const REAL *cell;           // [rows, lanes, H]
  const REAL *squashed;       // [rows, H]
  const REAL *d_hidden;       // [rows, lanes, H] the gradient at h_t
  REAL *d_cell;               // [rows, lanes, H] the gradient at c_t, then at c_{t-1}
  REAL *d_gates;              // [rows, lanes, 4H] the gradient at the pre-activations
} NAME(lstm_backward_step);

INLINE void NAME(lstm_backward_rows)(
    const NAME(lstm_backward_step) step, int h, int hard, int rectify) {
  const size_t width = (size_t)step.lanes * h;
  for (int row = 0; row < step.rows; ++row) {
    const REAL *v = step.gates + row * 4 * width, *t = v + 4 * h;
    const REAL *previous = step.previous_cell + row * width, *cell = step.cell + row * width;
    const REAL *squashed = step.squashed + (size_t)row * h;
    const REAL *d_hidden = step.d_hidden + row * width;
    REAL *d_cell = step.d_cell + row * width;
    REAL *d = step.d_gates + row * 4 * width, *d_t = d + 4 * h;
    if (step.lanes == 1) {
      NAME(lstm_backward_row)(
          h, hard, rectify, v, v + h, v + 2 * h, v + 3 * h, previous, squashed, d_hidden, d_cell,
          d, d + h, d + 2 * h, d + 3 * h);
    } else {
      NAME(lstm_dual_backward_row)(
          h, hard, rectify, v, v + h, v + 2 * h, v + 3 * h, t, t + h, t + 2 * h, t + 3 * h,
          previous, previous + h, cell + h, squashed, d_hidden, d_hidden + h, d_cell, d_cell + h,
          d, d + h, d + 2 * h, d + 3 * h, d_t, d_t + h, d_t + 2 * h, d_t + 3 * h);
    }
  }
}

CLONES static void NAME(lstm_cell_backward)(const NAME(lstm_backward_step) step, int flavour) {
  WITH_CONSTANTS(NAME(lstm_backward_rows), step, flavour)
}
