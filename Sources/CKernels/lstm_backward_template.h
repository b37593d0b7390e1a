// The backward pass of a whole layer (include/lstm_layer.h). Included once for float and once for
// double, behind the forward pass and the sums of the weights' gradients. Pairs are (value, tangent);
// `lanes` of them exist.

// Adds the gradient that arrives at the outputs of step s, which `offset` events precede, to that
// at the hidden states.
CLONES static void NAME(lstm_add_arrived)(
    const cw_lstm_layer *layer, int32_t s, size_t offset, const REAL *sequence, REAL *d_hidden) {
  const size_t units = (size_t)layer->hidden, h = padded_units(layer);
  const step_places places = places_at(layer, s, 0);
  const int32_t active = layer->active[s];
  if (layer->packed_output) {
    const REAL *restrict from = sequence + offset * h;
    REAL *restrict to = d_hidden;
    for (size_t j = 0; j < (size_t)active * h; ++j) to[j] += from[j];
    return;
  }
  for (int32_t r = 0; r < active; ++r) {
    const int32_t ahead = r + ROWS_AHEAD < active ? r + ROWS_AHEAD : r;
    NAME(lstm_expect)(units, sequence + event_row(places, ahead) * units);
    const REAL *restrict from = sequence + event_row(places, r) * units;
    REAL *restrict to = d_hidden + (size_t)r * h;
    if (units == 8) {
      for (size_t j = 0; j < 8; ++j) to[j] += from[j];
    } else {
      for (size_t j = 0; j < units; ++j) to[j] += from[j];
    }
  }
}

// Hands the gradients at the inputs of some rows of a step over, `step` apart.
static void NAME(lstm_store_input_gradient)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, int32_t s, size_t offset,
    rows_of_step rows, REAL *d_rows, size_t step, REAL *d_input) {
  const size_t f = (size_t)layer->inputs, width = padded(layer->inputs);
  if (weights->input_mask) {
    NAME(lstm_apply_mask)(layer, rows, weights->input_mask, f, d_rows, step);
  }
  if (!layer->packed_input) {
    NAME(lstm_scatter)(layer, s, rows, f, d_rows, step, d_input);
    return;
  }
  REAL *packed = d_input + (offset + (size_t)rows.first) * width;
  NAME(lstm_copy_rows)((size_t)rows.count, f, d_rows, step, packed, width);
  if (width == f) return;
  for (size_t r = 0; r < (size_t)rows.count; ++r) {
    memset(packed + r * width + f, 0, (width - f) * sizeof(REAL));
  }
}

// Asks for what the cell will read behind row `first` of step s, which `offset` events precede: the
// next rows of that step, or else the first ones of the step before it.
static void NAME(lstm_ask_for_next)(
    const cw_lstm_layer *layer, const NAME(lstm_saved_parts) *parts, int32_t s, size_t offset,
    int32_t first, cw_ahead *ahead) {
  if (first == layer->active[s]) {
    if (s == 0) return;
    offset -= (size_t)layer->active[--s];
    first = 0;
  }
  const size_t h = padded_units(layer), lanes = (size_t)layer->lanes, row = (size_t)first;
  const rows_of_step rows = some_rows(first, layer->active[s], CW_EVENT_RUN / lanes);
  const size_t bytes = (size_t)rows.count * h * sizeof(REAL);
  const size_t previous = s == 0 ? 0 : state_start(layer, offset - (size_t)layer->active[s - 1]);
  for (size_t lane = 0; lane < lanes; ++lane) {
    cw_ask_ahead(ahead, parts[lane].cell + (previous + row) * h, bytes);
    cw_ask_ahead(ahead, parts[lane].gates + 4 * (offset + row) * h, 4 * bytes);
  }
  if (lanes == 2) {
    cw_ask_ahead(ahead, parts[1].cell + (state_start(layer, offset) + row) * h, bytes);
  }
  cw_ask_ahead(ahead, parts[0].squashed + (offset + row) * h, bytes);
}

void NAME(lstm_backward)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
    void *const saved[2], const cw_lstm_arrived *arrived, const cw_lstm_gradients *gradients,
    void *workspace) {
  const NAME(products) *products = NAME(products_in_use)();
  const size_t f = (size_t)layer->inputs, h = padded_units(layer), batch = (size_t)layer->batch;
  const size_t inner = f + h, gathered_row = gathered_step(layer);
  const int lanes = layer->lanes, asks = asks_ahead(layer);
  NAME(lstm_saved_parts) parts[2];
  for (int lane = 0; lane < lanes; ++lane) parts[lane] = NAME(lstm_split_saved)(layer, saved[lane]);
  const int wants_input = gradients->input[0] || gradients->input[1];
  const int wants_initial_hidden = gradients->initial_hidden[0] || gradients->initial_hidden[1];
  const int wants_weights =
      gradients->input_weight || gradients->recurrent_weight || gradients->bias;
  // A row of d_joined holds the gradients at [x | h], or at h alone. Where both fill whole columns
  // the products are apart, so that those at h are written where they are needed.
  const size_t skipped = wants_input ? 0 : f;
  const int apart = lanes == 1 && h % CW_COLUMN_UNIT == 0 && (f - skipped) % CW_COLUMN_UNIT == 0;
  const size_t columns = cw_round_up(inner - skipped, CW_COLUMN_UNIT);
  REAL *joined = workspace;                                       // [F + h, 4h]
  REAL *packed = joined + inner * 4 * h;                          // its transpose for products
  REAL *d_hidden[2] = {packed + 4 * h * columns};                 // [N, h]
  d_hidden[1] = d_hidden[0] + batch * h;
  REAL *d_cell[2] = {d_hidden[0] + (size_t)lanes * batch * h};    // [N, h]
  d_cell[1] = d_cell[0] + batch * h;
  REAL *d_joined = d_cell[0] + (size_t)lanes * batch * h;         // [CW_EVENT_RUN, columns]
  NAME(lstm_weight_sums) sums = {.inner = inner, .gathered = d_joined + CW_EVENT_RUN * columns};
  sums.d_gates = sums.gathered + CW_EVENT_RUN * gathered_row;
  sums.buffer = sums.d_gates + CW_EVENT_RUN * 4 * h;
  sums.weight = sums.buffer + CW_EVENT_BUFFER;
  sums.bias = sums.weight + inner * 4 * h;
  memset(sums.weight, 0, (inner + 1) * 4 * h * sizeof(REAL));

  NAME(lstm_join_weights)(layer, weights, joined);
  REAL *packed_input = packed + 4 * h * h;
  if (apart) {
    products->pack(4 * h, 0, 4 * h, h, joined + f * 4 * h, 1, 4 * h, packed);
    products->pack(4 * h, 0, 4 * h, f - skipped, joined, 1, 4 * h, packed_input);
  } else {
    products->pack(
        4 * h, 0, 4 * h, inner - skipped, joined + skipped * 4 * h, 1, 4 * h, packed);
  }
  for (int lane = 0; lane < lanes; ++lane) {
    NAME(lstm_pack_states)(layer, arrived->final_hidden[lane], d_hidden[lane]);
    NAME(lstm_pack_states)(layer, arrived->final_cell[lane], d_cell[lane]);
  }

  // Backwards through time. A row comes into play at its sequence's last event, with the gradient
  // that arrived at its final state.
  size_t offset = event_count(layer);
  for (int32_t s = layer->time - 1; s >= 0; --s) {
    const int32_t active = layer->active[s];
    offset -= (size_t)active;
    const size_t previous =
        s == 0 ? 0 : state_start(layer, offset - (size_t)layer->active[s - 1]);
    for (int lane = 0; lane < lanes; ++lane) {
      if (!arrived->sequence[lane]) continue;
      NAME(lstm_add_arrived)(layer, s, offset, arrived->sequence[lane], d_hidden[lane]);
    }
    if (s == 0 && !layer->has_initial_hidden) {
      // Products with a zero state add nothing.
      NAME(lstm_flush)(layer, products, &sums, NULL);
      sums.inner = f;
    }
    rows_of_step rows;
    for (int32_t first = 0; first < active; first += rows.count) {
      rows = some_rows(first, active, (CW_EVENT_RUN - sums.events) / (size_t)lanes);
      const size_t event = (offset + (size_t)first) * h, row = (size_t)first * h;
      const size_t count = (size_t)rows.count;
      // Packed inputs of many rows are multiplied where they lie; inputs as far apart as whole
      // sequences would push each other out of the cache.
      NAME(rows) in_place = {NULL, 0, 0};
      if (layer->packed_input && lanes == 1 && sums.events == 0 && count >= CW_EVENT_RUN / 2) {
        in_place = NAME(lstm_inputs_in_place)(layer, weights, s, offset, rows, inputs->input[0]);
      }
      NAME(lstm_backward_step) step = {
          .rows = rows.count,
          .hidden = (int)h,
          .tangents = lanes == 2,
          .squashed = parts[0].squashed + event,
      };
      if (lanes == 2) step.cell_t = parts[1].cell + state_start(layer, offset) * h + row;
      for (int lane = 0; lane < lanes; ++lane) {
        step.gates[lane] = parts[lane].gates + 4 * event;
        step.previous_cell[lane] = parts[lane].cell + previous * h + row;
        step.d_hidden[lane] = d_hidden[lane] + row;
        step.d_cell[lane] = d_cell[lane] + row;
        step.d_gates[lane] = sums.d_gates + (sums.events + (size_t)lane * count) * 4 * h;
      }
      NAME(lstm_cell_backward)(step, layer->flavour);

      cw_ahead ahead;
      ahead.count = 0;
      if (asks) {
        NAME(lstm_ask_for_next)(layer, parts, s, offset, first + rows.count, &ahead);
        for (int lane = 0; lane < lanes && wants_weights; ++lane) {
          cw_ask_ahead(&ahead, parts[lane].hidden + previous * h + row, count * h * sizeof(REAL));
        }
        if (in_place.rows) {
          cw_ask_ahead(&ahead, in_place.rows, count * in_place.step * sizeof(REAL));
        }
      }
      const int wants_hidden = s > 0 || wants_initial_hidden;
      const NAME(rows) d_gates = {step.d_gates[0], 4 * h, 4 * h}, none = {step.d_gates[0], 0, 0};
      if (apart) {
        if (wants_hidden) {
          products->rows(
              count, d_gates, none, 4 * h, h, packed, NULL, 0, d_hidden[0] + row, h, &ahead);
        }
        if (gradients->input[0]) {
          products->rows(
              count, d_gates, none, 4 * h, f, packed_input, NULL, 0, d_joined, f, &ahead);
          NAME(lstm_store_input_gradient)(
              layer, weights, s, offset, rows, d_joined, f, gradients->input[0]);
        }
      } else if (wants_hidden || wants_input) {
        products->rows(
            count * (size_t)lanes, d_gates, none, 4 * h, columns, packed, NULL, 0, d_joined,
            columns, &ahead);
      }
      for (int lane = 0; lane < lanes; ++lane) {
        REAL *d_row = d_joined + (size_t)lane * count * columns;
        if (!apart && gradients->input[lane]) {
          NAME(lstm_store_input_gradient)(
              layer, weights, s, offset, rows, d_row, columns, gradients->input[lane]);
        }
        if (!apart && wants_hidden) {
          NAME(lstm_copy_rows)(
              count, h, d_row + f - skipped, columns, d_hidden[lane] + row, h);
        }
        if (wants_hidden && weights->recurrent_mask) {
          NAME(lstm_apply_mask)(
              layer, rows, weights->recurrent_mask, (size_t)layer->hidden, d_hidden[lane] + row, h);
        }
        if (wants_weights && !in_place.rows) {
          NAME(lstm_gather)(
              layer, weights, s, offset, rows, inputs->input[lane],
              parts[lane].hidden + previous * h,
              sums.gathered + (sums.events + (size_t)lane * count) * gathered_row);
        }
      }
      if (!wants_weights) continue;
      NAME(lstm_add_bias_gradient)(count, 4 * h, step.d_gates[0], sums.bias);
      if (in_place.rows) {
        products->outer(
            count, f, 4 * h, in_place.rows, in_place.step, step.d_gates[0], 4 * h, sums.buffer,
            sums.weight, 4 * h, &ahead);
        products->outer(
            count, sums.inner - f, 4 * h, parts[0].hidden + previous * h + row, h, step.d_gates[0],
            4 * h, sums.buffer, sums.weight + f * 4 * h, 4 * h, &ahead);
        continue;
      }
      sums.events += count * (size_t)lanes;
      if (sums.events + (size_t)lanes > CW_EVENT_RUN) {
        NAME(lstm_flush)(layer, products, &sums, &ahead);
      }
    }
  }
  NAME(lstm_flush)(layer, products, &sums, NULL);

  if (gradients->input_weight) {
    NAME(lstm_unpad_gates)(layer, f, sums.weight, gradients->input_weight);
  }
  if (gradients->recurrent_weight) {
    NAME(lstm_unpad_gates)(
        layer, (size_t)layer->hidden, sums.weight + f * 4 * h, gradients->recurrent_weight);
  }
  if (gradients->bias) NAME(lstm_unpad_gates)(layer, 1, sums.bias, gradients->bias);
  for (int lane = 0; lane < lanes; ++lane) {
    if (gradients->input[lane] && !layer->packed_input) {
      NAME(lstm_clear_padding)(layer, f, gradients->input[lane]);
    }
    if (gradients->initial_hidden[lane]) {
      NAME(lstm_unpack_states)(layer, d_hidden[lane], gradients->initial_hidden[lane]);
    }
    if (gradients->initial_cell[lane]) {
      NAME(lstm_unpack_states)(layer, d_cell[lane], gradients->initial_cell[lane]);
    }
  }
}
