// The whole-layer passes of lstm.h. Included once for float and once for double, behind the cell.

// MARK: Memory

// What a forward pass leaves for the backward pass: packed events, each with its tangent behind it
// if there are two lanes; E events in all.
typedef struct {
  REAL *input;      // [E, lanes, F]
  REAL *hidden;     // [N + E, lanes, H] the initial states, then h_t
  REAL *cell;       // [N + E, lanes, H] the initial states, then c_t
  REAL *gates;      // [E, lanes, 4H] i, f, g, o
  REAL *squashed;   // [E, H] phi(c_t)
  REAL *recurrent;  // [E, lanes, H] the masked h_{t-1}; only with a recurrent mask
} NAME(lstm_saved_parts);

static NAME(lstm_saved_parts) NAME(lstm_split_saved)(
    const cw_lstm_layer *layer, const void *saved) {
  const size_t events = event_count(layer), states = events + (size_t)layer->batch;
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden;
  NAME(lstm_saved_parts) parts;
  parts.input = (REAL *)saved;
  parts.hidden = parts.input + lanes * events * (size_t)layer->inputs;
  parts.cell = parts.hidden + lanes * states * h;
  parts.gates = parts.cell + lanes * states * h;
  parts.squashed = parts.gates + 4 * lanes * events * h;
  parts.recurrent = parts.squashed + events * h;
  return parts;
}

static void NAME(lstm_product)(
    int transpose_first, int transpose_second, size_t rows, size_t columns, size_t inner,
    const REAL *first, const REAL *second, REAL *result, int add) {
  NAME(matrix_product)(
      transpose_first, transpose_second, (ptrdiff_t)rows, (ptrdiff_t)columns, (ptrdiff_t)inner, 1,
      first, (ptrdiff_t)(transpose_first ? rows : inner), second,
      (ptrdiff_t)(transpose_second ? inner : columns), add ? 1 : 0, result, (ptrdiff_t)columns);
}

// MARK: Packing

// Copies the events of [N, T, width], or zeros, to the packed rows of one lane.
static void NAME(lstm_pack_events)(
    const cw_lstm_layer *layer, int lane, int width, const REAL *events, REAL *packed) {
  const size_t bytes = (size_t)width * sizeof(REAL);
  REAL *row = packed + (size_t)lane * (size_t)width;
  for (int32_t s = 0; s < layer->time; ++s) {
    for (int32_t r = 0; r < layer->active[s]; ++r, row += layer->lanes * width) {
      if (events) {
        memcpy(row, events + event_row(layer, layer->order[r], s) * (size_t)width, bytes);
      } else {
        memset(row, 0, bytes);
      }
    }
  }
}

// Copies the packed rows of one lane to [N, T, width] and sets padding to zero.
static void NAME(lstm_unpack_events)(
    const cw_lstm_layer *layer, int lane, int width, const REAL *packed, REAL *events) {
  const size_t bytes = (size_t)width * sizeof(REAL);
  const REAL *row = packed + (size_t)lane * (size_t)width;
  for (int32_t s = 0; s < layer->time; ++s) {
    for (int32_t r = 0; r < layer->active[s]; ++r, row += layer->lanes * width) {
      memcpy(events + event_row(layer, layer->order[r], s) * (size_t)width, row, bytes);
    }
  }
  for (int32_t n = 0; n < layer->batch; ++n) {
    const size_t padding = (size_t)(layer->time - layer->lengths[n]);
    REAL *end = events + (size_t)(n + 1) * (size_t)layer->time * (size_t)width;
    memset(end - padding * (size_t)width, 0, padding * bytes);
  }
}

// Copies [N, H], or zeros, to the rows of one lane of [N, lanes, H] in packed order.
static void NAME(lstm_pack_states)(
    const cw_lstm_layer *layer, int lane, const REAL *states, REAL *packed) {
  const size_t h = (size_t)layer->hidden;
  REAL *row = packed + (size_t)lane * h;
  for (int32_t r = 0; r < layer->batch; ++r, row += (size_t)layer->lanes * h) {
    if (states) {
      memcpy(row, states + (size_t)layer->order[r] * h, h * sizeof(REAL));
    } else {
      memset(row, 0, h * sizeof(REAL));
    }
  }
}

// The inverse of pack_states.
static void NAME(lstm_unpack_states)(
    const cw_lstm_layer *layer, int lane, const REAL *packed, REAL *states) {
  const size_t h = (size_t)layer->hidden;
  const REAL *row = packed + (size_t)lane * h;
  for (int32_t r = 0; r < layer->batch; ++r, row += (size_t)layer->lanes * h) {
    memcpy(states + (size_t)layer->order[r] * h, row, h * sizeof(REAL));
  }
}

// Copies each sequence's last packed state (its initial one if it has no events) to [N, H].
static void NAME(lstm_unpack_final_states)(
    const cw_lstm_layer *layer, int lane, const REAL *packed, REAL *states) {
  const size_t h = (size_t)layer->hidden, width = (size_t)layer->lanes * h;
  size_t start = 0;
  for (int32_t s = 0; s <= layer->time; ++s) {
    // Rows of this block of states whose sequence does not run on.
    const int32_t rows = s == 0 ? layer->batch : layer->active[s - 1];
    for (int32_t r = s < layer->time ? layer->active[s] : 0; r < rows; ++r) {
      memcpy(
          states + (size_t)layer->order[r] * h, packed + (start + (size_t)r) * width + lane * h,
          h * sizeof(REAL));
    }
    start += (size_t)rows;
  }
}

// result = states * mask, both lanes of a row by the row of its sequence.
static void NAME(lstm_apply_mask)(
    const cw_lstm_layer *layer, int32_t rows, const REAL *mask, const REAL *states, REAL *result) {
  const size_t h = (size_t)layer->hidden;
  for (int32_t r = 0; r < rows; ++r) {
    const REAL *factor = mask + (size_t)layer->order[r] * h;
    for (int32_t lane = 0; lane < layer->lanes; ++lane, states += h, result += h) {
      for (size_t j = 0; j < h; ++j) result[j] = states[j] * factor[j];
    }
  }
}

// MARK: Forward

void NAME(lstm_forward)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
    const cw_lstm_outputs *outputs, void *saved) {
  const NAME(lstm_saved_parts) parts = NAME(lstm_split_saved)(layer, saved);
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden, width = lanes * h;
  for (int lane = 0; lane < layer->lanes; ++lane) {
    NAME(lstm_pack_events)(layer, lane, layer->inputs, inputs->input[lane], parts.input);
    NAME(lstm_pack_states)(layer, lane, inputs->initial_hidden[lane], parts.hidden);
    NAME(lstm_pack_states)(layer, lane, inputs->initial_cell[lane], parts.cell);
  }

  // x W for all steps at once, then the recurrence.
  NAME(lstm_product)(
      0, 0, lanes * event_count(layer), 4 * h, (size_t)layer->inputs, parts.input, weights->input,
      parts.gates, 0);
  size_t previous = 0, offset = 0;
  for (int32_t s = 0; s < layer->time; ++s) {
    const int32_t rows = layer->active[s];
    const size_t start = state_start(layer, offset);
    REAL *gates = parts.gates + offset * 4 * width;
    const REAL *recurrent = parts.hidden + previous * width;
    if (weights->recurrent_mask) {
      REAL *masked = parts.recurrent + offset * width;
      NAME(lstm_apply_mask)(layer, rows, weights->recurrent_mask, recurrent, masked);
      recurrent = masked;
    }
    if (s > 0 || layer->has_initial_hidden) {
      NAME(lstm_product)(
          0, 0, lanes * (size_t)rows, 4 * h, h, recurrent, weights->recurrent, gates, 1);
    }
    const NAME(lstm_forward_step) step = {
        .rows = rows,
        .hidden = layer->hidden,
        .lanes = layer->lanes,
        .forget_bias = (REAL)layer->forget_bias,
        .bias = weights->bias,
        .gates = gates,
        .previous_cell = parts.cell + previous * width,
        .cell = parts.cell + start * width,
        .squashed = parts.squashed + offset * h,
        .output = parts.hidden + start * width,
    };
    NAME(lstm_cell_forward)(step, layer->flavour);
    previous = start;
    offset += (size_t)rows;
  }

  const REAL *hidden = parts.hidden + state_start(layer, 0) * width;
  for (int lane = 0; lane < layer->lanes; ++lane) {
    if (outputs->sequence[lane]) {
      NAME(lstm_unpack_events)(layer, lane, layer->hidden, hidden, outputs->sequence[lane]);
    }
    if (outputs->final_hidden[lane]) {
      NAME(lstm_unpack_final_states)(layer, lane, parts.hidden, outputs->final_hidden[lane]);
    }
    if (outputs->final_cell[lane]) {
      NAME(lstm_unpack_final_states)(layer, lane, parts.cell, outputs->final_cell[lane]);
    }
  }
}

// MARK: Backward

// Adds the gradient that arrives at step s's outputs to that at the hidden states.
static void NAME(lstm_add_arrived)(
    const cw_lstm_layer *layer, int32_t s, const cw_lstm_arrived *arrived, REAL *d_hidden) {
  const size_t h = (size_t)layer->hidden;
  for (int lane = 0; lane < layer->lanes; ++lane) {
    if (!arrived->sequence[lane]) continue;
    const REAL *sequence = arrived->sequence[lane];
    for (int32_t r = 0; r < layer->active[s]; ++r) {
      const REAL *from = sequence + event_row(layer, layer->order[r], s) * h;
      REAL *to = d_hidden + ((size_t)r * (size_t)layer->lanes + (size_t)lane) * h;
      for (size_t j = 0; j < h; ++j) to[j] += from[j];
    }
  }
}

// dU: the products of h_{t-1} and the pre-activations' gradients. Steps of equally many rows lie
// behind each other in both arrays and are multiplied at once; equal lengths need one product.
static void NAME(lstm_recurrent_weight_gradient)(
    const cw_lstm_layer *layer, const NAME(lstm_saved_parts) *parts, int masked,
    const REAL *d_gates, REAL *gradient) {
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden, width = lanes * h;
  if (masked) {
    NAME(lstm_product)(
        1, 0, h, 4 * h, lanes * event_count(layer), parts->recurrent, d_gates, gradient, 0);
    return;
  }
  int add = 0;
  size_t previous = 0, offset = 0;
  for (int32_t s = 0; s < layer->time;) {
    // Extend the run while the next step reads all rows of this step's previous states.
    size_t events = 0, next = previous;
    int32_t end = s;
    do {
      events += (size_t)layer->active[end];
      next = state_start(layer, offset + events - (size_t)layer->active[end]);
      ++end;
    } while (end < layer->time && next == previous + events);
    const size_t skipped =
        s == 0 && !layer->has_initial_hidden ? (size_t)layer->active[0] : 0;
    if (events > skipped) {
      NAME(lstm_product)(
          1, 0, h, 4 * h, lanes * (events - skipped),
          parts->hidden + (previous + skipped) * width, d_gates + (offset + skipped) * 4 * width,
          gradient, add);
      add = 1;
    }
    offset += events;
    previous = next;
    s = end;
  }
  if (!add) memset(gradient, 0, h * 4 * h * sizeof(REAL));
}

// db: the sum of the values' rows. The bias has no part in tangents.
CLONES static void NAME(lstm_bias_gradient)(
    size_t events, size_t lanes, size_t columns, const REAL *restrict d_gates,
    REAL *restrict gradient) {
  memset(gradient, 0, columns * sizeof(REAL));
  for (size_t e = 0; e < events; ++e, d_gates += lanes * columns) {
    for (size_t j = 0; j < columns; ++j) gradient[j] += d_gates[j];
  }
}

void NAME(lstm_backward)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, const void *saved,
    const cw_lstm_arrived *arrived, const cw_lstm_gradients *gradients, void *workspace) {
  const NAME(lstm_saved_parts) parts = NAME(lstm_split_saved)(layer, saved);
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden, width = lanes * h;
  const size_t events = event_count(layer);
  REAL *d_gates = workspace;                               // [E, lanes, 4H]
  REAL *d_hidden = d_gates + events * 4 * width;           // [N, lanes, H]
  REAL *d_cell = d_hidden + (size_t)layer->batch * width;  // [N, lanes, H]
  REAL *d_input = d_cell + (size_t)layer->batch * width;   // [E, lanes, F]

  // Backwards through time. A row comes into play at its sequence's last event, with the gradient
  // that arrived at its final state.
  const int wants_initial_hidden =
      gradients->initial_hidden[0] || (layer->lanes == 2 && gradients->initial_hidden[1]);
  for (int lane = 0; lane < layer->lanes; ++lane) {
    NAME(lstm_pack_states)(layer, lane, arrived->final_hidden[lane], d_hidden);
    NAME(lstm_pack_states)(layer, lane, arrived->final_cell[lane], d_cell);
  }
  size_t offset = events;
  for (int32_t s = layer->time - 1; s >= 0; --s) {
    const int32_t rows = layer->active[s];
    offset -= (size_t)rows;
    const size_t previous =
        s == 0 ? 0 : state_start(layer, offset - (size_t)layer->active[s - 1]);
    NAME(lstm_add_arrived)(layer, s, arrived, d_hidden);
    const NAME(lstm_backward_step) step = {
        .rows = rows,
        .hidden = layer->hidden,
        .lanes = layer->lanes,
        .gates = parts.gates + offset * 4 * width,
        .previous_cell = parts.cell + previous * width,
        .cell = parts.cell + state_start(layer, offset) * width,
        .squashed = parts.squashed + offset * h,
        .d_hidden = d_hidden,
        .d_cell = d_cell,
        .d_gates = d_gates + offset * 4 * width,
    };
    NAME(lstm_cell_backward)(step, layer->flavour);
    if (s == 0 && !wants_initial_hidden) break;
    NAME(lstm_product)(
        0, 1, lanes * (size_t)rows, h, 4 * h, step.d_gates, weights->recurrent, d_hidden, 0);
    if (weights->recurrent_mask) {
      NAME(lstm_apply_mask)(layer, rows, weights->recurrent_mask, d_hidden, d_hidden);
    }
  }

  if (gradients->input_weight) {
    NAME(lstm_product)(
        1, 0, (size_t)layer->inputs, 4 * h, lanes * events, parts.input, d_gates,
        gradients->input_weight, 0);
  }
  if (gradients->recurrent_weight) {
    NAME(lstm_recurrent_weight_gradient)(
        layer, &parts, weights->recurrent_mask != NULL, d_gates, gradients->recurrent_weight);
  }
  if (gradients->bias) {
    NAME(lstm_bias_gradient)(events, lanes, 4 * h, d_gates, gradients->bias);
  }
  if (gradients->input[0] || (layer->lanes == 2 && gradients->input[1])) {
    NAME(lstm_product)(
        0, 1, lanes * events, (size_t)layer->inputs, 4 * h, d_gates, weights->input, d_input, 0);
  }
  for (int lane = 0; lane < layer->lanes; ++lane) {
    if (gradients->input[lane]) {
      NAME(lstm_unpack_events)(layer, lane, layer->inputs, d_input, gradients->input[lane]);
    }
    if (gradients->initial_hidden[lane]) {
      NAME(lstm_unpack_states)(layer, lane, d_hidden, gradients->initial_hidden[lane]);
    }
    if (gradients->initial_cell[lane]) {
      NAME(lstm_unpack_states)(layer, lane, d_cell, gradients->initial_cell[lane]);
    }
  }
}
