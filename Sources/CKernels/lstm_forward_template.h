// The forward pass of a whole layer (include/lstm_layer.h). Included once for float and once for
// double, behind the cell and the packing. Pairs are (value, tangent); `lanes` of them exist.

// What a forward pass leaves for the backward pass in one lane: packed events, E in all, with h the
// padded number of units.
typedef struct {
  REAL *hidden;    // [N + E, h] the initial states, then h_t
  REAL *cell;      // [N + E, h] the initial states, then c_t
  REAL *gates;     // [E, 4h] i, f, g, o
  REAL *squashed;  // [E, h] phi(c_t); of values only
} NAME(lstm_saved_parts);

static NAME(lstm_saved_parts) NAME(lstm_split_saved)(
    const cw_lstm_layer *layer, const void *saved) {
  const size_t events = event_count(layer), states = events + (size_t)layer->batch;
  const size_t h = padded_units(layer);
  NAME(lstm_saved_parts) parts;
  parts.hidden = (REAL *)saved;
  parts.cell = parts.hidden + states * h;
  parts.gates = parts.cell + states * h;
  parts.squashed = parts.gates + 4 * events * h;
  return parts;
}

// Asks for what the cell will write, and for known values that it will read.
static void NAME(lstm_ask_for_cell)(
    const NAME(lstm_forward_step) *step, int lanes, cw_ahead *ahead) {
  const size_t bytes = (size_t)step->rows * (size_t)step->hidden * sizeof(REAL);
  cw_ask_ahead(ahead, step->squashed, bytes);
  for (int lane = 0; lane < lanes; ++lane) {
    cw_ask_ahead(ahead, step->output[lane], bytes);
    cw_ask_ahead(ahead, step->cell[lane], bytes);
    cw_ask_ahead(ahead, step->gates[lane], 4 * bytes);
  }
}

void NAME(lstm_forward)(
    const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
    const cw_lstm_outputs *outputs, void *const saved[2], void *workspace) {
  const NAME(products) *products = NAME(products_in_use)();
  const size_t f = (size_t)layer->inputs, h = padded_units(layer), block = forward_block(layer);
  const size_t gathered_row = gathered_step(layer);
  const int lanes = layer->lanes, first_lane = layer->values_known ? 1 : 0;
  const int asks = asks_ahead(layer);
  NAME(lstm_saved_parts) parts[2];
  for (int lane = 0; lane < lanes; ++lane) parts[lane] = NAME(lstm_split_saved)(layer, saved[lane]);
  REAL *joined = workspace;                           // [F + h, 4h]
  REAL *packed = joined + (f + h) * 4 * h;            // the same for products
  REAL *bias = packed + (f + h) * 4 * h;              // [4h]
  REAL *gathered = bias + 4 * h;                      // [block, gathered_row]
  REAL *activations = gathered + block * gathered_row;  // [lanes, block, 4h]

  NAME(lstm_join_weights)(layer, weights, joined);
  products->pack(f + h, 0, f + h, 4 * h, joined, 4 * h, 1, packed);
  NAME(lstm_pad_gates)(layer, 1, weights->bias, bias);
  for (size_t j = 0; j < (size_t)layer->hidden; ++j) bias[h + j] += (REAL)layer->forget_bias;
  for (int lane = first_lane; lane < lanes; ++lane) {
    NAME(lstm_pack_states)(layer, inputs->initial_hidden[lane], parts[lane].hidden);
    NAME(lstm_pack_states)(layer, inputs->initial_cell[lane], parts[lane].cell);
  }

  size_t previous = 0, offset = 0;
  for (int32_t s = 0; s < layer->time; ++s) {
    const size_t start = state_start(layer, offset);
    const size_t inner = s > 0 || layer->has_initial_hidden ? f + h : f;
    for (int32_t first = 0; first < layer->active[s]; first += (int32_t)block) {
      const rows_of_step rows = some_rows(first, layer->active[s], block);
      const size_t event = (offset + (size_t)first) * h, state = (start + (size_t)first) * h;
      NAME(lstm_forward_step) step = {
          .rows = rows.count,
          .hidden = (int)h,
          .values = first_lane == 0,
          .tangents = lanes == 2,
          .squashed = parts[0].squashed + event,
      };
      for (int lane = 0; lane < lanes; ++lane) {
        step.activations[lane] = activations + (size_t)lane * block * 4 * h;
        step.gates[lane] = parts[lane].gates + 4 * event;
        step.previous_cell[lane] = parts[lane].cell + (previous + (size_t)first) * h;
        step.cell[lane] = parts[lane].cell + state;
        step.output[lane] = parts[lane].hidden + state;
      }
      cw_ahead ahead;
      ahead.count = 0;
      if (asks) NAME(lstm_ask_for_cell)(&step, lanes, &ahead);
      for (int lane = first_lane; lane < lanes; ++lane) {
        const REAL *hidden = parts[lane].hidden + previous * h;
        NAME(rows) multiplied = NAME(lstm_inputs_in_place)(
            layer, weights, s, offset, rows, inputs->input[lane]);
        NAME(rows) others = {hidden + (size_t)first * h, h, inner - f};
        if (!multiplied.rows) {
          NAME(lstm_gather)(
              layer, weights, s, offset, rows, inputs->input[lane], hidden, gathered);
          multiplied = (NAME(rows)){gathered, gathered_row, inner};
          others.inner = 0;
        }
        // The bias has no tangent.
        products->rows(
            (size_t)rows.count, multiplied, others, f + h, 4 * h, packed, lane == 0 ? bias : NULL,
            0, activations + (size_t)lane * block * 4 * h, 4 * h, &ahead);
      }
      NAME(lstm_cell_forward)(step, layer->flavour);
      for (int lane = first_lane; lane < lanes; ++lane) {
        if (!outputs->sequence[lane]) continue;
        NAME(lstm_scatter)(
            layer, s, rows, (size_t)layer->hidden, step.output[lane], h, outputs->sequence[lane]);
      }
    }
    previous = start;
    offset += (size_t)layer->active[s];
  }

  for (int lane = first_lane; lane < lanes; ++lane) {
    if (outputs->sequence[lane]) {
      NAME(lstm_clear_padding)(layer, (size_t)layer->hidden, outputs->sequence[lane]);
    }
    if (outputs->final_hidden[lane]) {
      NAME(lstm_unpack_final_states)(layer, parts[lane].hidden, outputs->final_hidden[lane]);
    }
    if (outputs->final_cell[lane]) {
      NAME(lstm_unpack_final_states)(layer, parts[lane].cell, outputs->final_cell[lane]);
    }
  }
}
