// Between the caller's arrays [N, T, width] and [N, width] and the packed rows of a pass, in which
// units are padded (padded_units). Included once for float and once for double.

// memcpy for rows that are often only a few numbers long; 8 is the width of the published models.
INLINE void NAME(lstm_copy)(size_t count, const REAL *restrict from, REAL *restrict to) {
  if (count == 8) {
    memcpy(to, from, 8 * sizeof(REAL));
    return;
  }
  size_t j = 0;
  for (; j + 8 <= count; j += 8) memcpy(to + j, from + j, 8 * sizeof(REAL));
  for (; j < count; ++j) to[j] = from[j];
}

CLONES static void NAME(lstm_copy_rows)(
    size_t rows, size_t width, const REAL *restrict from, size_t from_step, REAL *restrict to,
    size_t to_step) {
  for (size_t r = 0; r < rows; ++r) {
    NAME(lstm_copy)(width, from + r * from_step, to + r * to_step);
  }
}

// Asks for a row that will be needed soon: the events of one step lie far apart in [N, T, width],
// and the processor does not foresee them.
INLINE void NAME(lstm_expect)(size_t count, const REAL *from) {
  for (size_t j = 0; j < count; j += 64 / sizeof(REAL)) __builtin_prefetch(from + j);
}

// Copies a row of units and sets the ones that pad it to zero; from may be NULL for zeros.
INLINE void NAME(lstm_copy_padded)(size_t count, size_t padded, const REAL *from, REAL *to) {
  if (!from) count = 0;
  NAME(lstm_copy)(count, from, to);
  for (size_t j = count; j < padded; ++j) to[j] = 0;
}

// Copies [N, H], or zeros, to [N, h] in packed order.
static void NAME(lstm_pack_states)(
    const cw_lstm_layer *layer, const REAL *states, REAL *packed) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  for (int32_t r = 0; r < layer->batch; ++r) {
    NAME(lstm_copy_padded)(
        units, h, states ? states + (size_t)layer->order[r] * units : NULL, packed + (size_t)r * h);
  }
}

// The inverse of pack_states.
static void NAME(lstm_unpack_states)(
    const cw_lstm_layer *layer, const REAL *packed, REAL *states) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  for (int32_t r = 0; r < layer->batch; ++r) {
    NAME(lstm_copy)(units, packed + (size_t)r * h, states + (size_t)layer->order[r] * units);
  }
}

// Copies each sequence's last packed state (its initial one if it has no events) to [N, H].
static void NAME(lstm_unpack_final_states)(
    const cw_lstm_layer *layer, const REAL *packed, REAL *states) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  size_t start = 0;
  for (int32_t s = 0; s <= layer->time; ++s) {
    // Rows of this block of states whose sequence does not run on.
    const int32_t rows = s == 0 ? layer->batch : layer->active[s - 1];
    for (int32_t r = s < layer->time ? layer->active[s] : 0; r < rows; ++r) {
      NAME(lstm_copy)(
          units, packed + (start + (size_t)r) * h, states + (size_t)layer->order[r] * units);
    }
    start += (size_t)rows;
  }
}

// Copies `width` numbers of each row, `step` apart, to the events at step s of [N, T, width].
CLONES static void NAME(lstm_scatter)(
    const cw_lstm_layer *layer, int32_t s, rows_of_step rows, size_t width, const REAL *from,
    size_t step, REAL *events) {
  const step_places places = places_at(layer, s, rows.first);
  for (int32_t r = 0; r < rows.count; ++r) {
    NAME(lstm_copy)(width, from + (size_t)r * step, events + event_row(places, r) * width);
  }
}

// Sets the padding of [N, T, width] to zero.
static void NAME(lstm_clear_padding)(const cw_lstm_layer *layer, size_t width, REAL *events) {
  for (int32_t n = 0; n < layer->batch; ++n) {
    const size_t padding = (size_t)(layer->time - layer->lengths[n]) * width;
    REAL *end = events + (size_t)(n + 1) * (size_t)layer->time * width;
    if (padding) memset(end - padding, 0, padding * sizeof(REAL));
  }
}

// Multiplies `width` numbers of each row, `step` apart, by those of a mask [N, width].
CLONES static void NAME(lstm_apply_mask)(
    const cw_lstm_layer *layer, rows_of_step rows, const REAL *mask, size_t width, REAL *numbers,
    size_t step) {
  const int32_t *order = layer->order + rows.first;
  for (int32_t r = 0; r < rows.count; ++r) {
    const REAL *restrict factor = mask + (size_t)order[r] * width;
    REAL *restrict row = numbers + (size_t)r * step;
    if (width == 8) {
      for (size_t j = 0; j < 8; ++j) row[j] *= factor[j];
    } else {
      for (size_t j = 0; j < width; ++j) row[j] *= factor[j];
    }
  }
}

INLINE void NAME(lstm_gather_rows)(
    step_places places, int32_t count, size_t f, size_t h, const REAL *restrict input,
    const REAL *restrict hidden, size_t step, REAL *restrict gathered) {
  for (int32_t r = 0; r < count; ++r, gathered += step) {
    const int32_t ahead = r + ROWS_AHEAD < count ? r + ROWS_AHEAD : r;
    NAME(lstm_expect)(f, input + event_row(places, ahead) * f);
    NAME(lstm_copy)(f, input + event_row(places, r) * f, gathered);
    NAME(lstm_copy)(h, hidden + (size_t)r * h, gathered + f);
  }
}

// The packed inputs of some rows of a step, which `offset` events precede.
INLINE const REAL *NAME(lstm_packed_rows)(
    const cw_lstm_layer *layer, size_t offset, rows_of_step rows, const REAL *input) {
  return input + (offset + (size_t)rows.first) * padded(layer->inputs);
}

// The inputs of some rows of a step where they lie, if they can be multiplied there: packed, or of
// sequences that all have the full length, and so are in their own order. Otherwise no rows.
static NAME(rows) NAME(lstm_inputs_in_place)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, int32_t s, size_t offset,
    rows_of_step rows, const REAL *input) {
  const size_t f = (size_t)layer->inputs, time = (size_t)layer->time;
  if (!input || weights->input_mask || weights->recurrent_mask) return (NAME(rows)){NULL, 0, 0};
  if (layer->packed_input) {
    return (NAME(rows)){
        NAME(lstm_packed_rows)(layer, offset, rows, input), padded(layer->inputs), f};
  }
  if (layer->active[layer->time - 1] < layer->batch) return (NAME(rows)){NULL, 0, 0};
  const size_t event = event_row(places_at(layer, s, rows.first), 0);
  return (NAME(rows)){input + event * f, time * f, f};
}

// Joins x_t and h_{t-1}, which lie in the order of the rows.
INLINE void NAME(lstm_join_rows)(
    int32_t count, size_t f, size_t input_step, size_t h, const REAL *restrict input,
    const REAL *restrict hidden, size_t step, REAL *restrict joined) {
  for (int32_t r = 0; r < count; ++r, joined += step) {
    NAME(lstm_copy)(f, input + (size_t)r * input_step, joined);
    NAME(lstm_copy)(h, hidden + (size_t)r * h, joined + f);
  }
}

// What the weights multiply at step s, which `offset` events precede: rows [F + h], gathered_step
// apart, of the masked x_t and h_{t-1}; the latter's first row of the step is `previous_hidden`.
CLONES static void NAME(lstm_gather)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, int32_t s, size_t offset,
    rows_of_step rows, const REAL *input, const REAL *previous_hidden, REAL *gathered) {
  const size_t f = (size_t)layer->inputs, h = padded_units(layer), step = gathered_step(layer);
  const REAL *hidden = previous_hidden + (size_t)rows.first * h;
  if (input && layer->packed_input) {
    const size_t width = padded(layer->inputs);
    const REAL *packed = NAME(lstm_packed_rows)(layer, offset, rows, input);
    if (f == 8 && h == 8) {
      NAME(lstm_join_rows)(rows.count, 8, 8, 8, packed, hidden, step, gathered);
    } else {
      NAME(lstm_join_rows)(rows.count, f, width, h, packed, hidden, step, gathered);
    }
  } else if (!input) {
    for (int32_t r = 0; r < rows.count; ++r) {
      memset(gathered + (size_t)r * step, 0, f * sizeof(REAL));
      NAME(lstm_copy)(h, hidden + (size_t)r * h, gathered + (size_t)r * step + f);
    }
  } else if (f == 8 && h == 8) {
    NAME(lstm_gather_rows)(
        places_at(layer, s, rows.first), rows.count, 8, 8, input, hidden, step, gathered);
  } else {
    NAME(lstm_gather_rows)(
        places_at(layer, s, rows.first), rows.count, f, h, input, hidden, step, gathered);
  }
  if (input && weights->input_mask) {
    NAME(lstm_apply_mask)(layer, rows, weights->input_mask, f, gathered, step);
  }
  if (weights->recurrent_mask) {
    NAME(lstm_apply_mask)(
        layer, rows, weights->recurrent_mask, (size_t)layer->hidden, gathered + f, step);
  }
}

// Copies rows of four gates' columns [rows, 4H] to [rows, 4h]; the units that pad have zeros.
static void NAME(lstm_pad_gates)(
    const cw_lstm_layer *layer, size_t rows, const REAL *from, REAL *to) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  for (size_t row = 0; row < 4 * rows; ++row) {
    NAME(lstm_copy_padded)(units, h, from + row * units, to + row * h);
  }
}

// The inverse of pad_gates.
static void NAME(lstm_unpad_gates)(
    const cw_lstm_layer *layer, size_t rows, const REAL *from, REAL *to) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  for (size_t row = 0; row < 4 * rows; ++row) {
    NAME(lstm_copy)(units, from + row * h, to + row * units);
  }
}

// The weights [W; U] as rows [F + h, 4h].
static void NAME(lstm_join_weights)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, REAL *joined) {
  const size_t f = (size_t)layer->inputs, units = (size_t)layer->hidden, h = padded_units(layer);
  NAME(lstm_pad_gates)(layer, f, weights->input, joined);
  NAME(lstm_pad_gates)(layer, units, weights->recurrent, joined + f * 4 * h);
  memset(joined + (f + units) * 4 * h, 0, (h - units) * 4 * h * sizeof(REAL));
}
