#include "CKernels.h"
#include "clones.h"
#include "products.h"

#include <string.h>

// MARK: The packed order of a batch

void cw_lstm_plan(const cw_lstm_layer *layer, int32_t *order, int32_t *active) {
  const int32_t time = layer->time;
  memset(active, 0, (size_t)time * sizeof *active);
  for (int32_t n = 0; n < layer->batch; ++n) {
    if (layer->lengths[n] > 0) ++active[layer->lengths[n] - 1];
  }
  for (int32_t s = time - 1; s > 0; --s) active[s - 1] += active[s];
  // A counting sort: the sequences of length s begin behind the active[s] longer ones, so active[s]
  // serves as their cursor and ends where active[s - 1] began.
  int32_t longest = 0;
  for (int32_t n = 0; n < layer->batch; ++n) {
    const int32_t length = layer->lengths[n];
    order[length == time ? longest++ : active[length]++] = n;
  }
  for (int32_t s = 0; s + 1 < time; ++s) active[s] = active[s + 1];
  if (time > 0) active[time - 1] = longest;
}

// Packed events of the whole batch, tangents not counted.
static size_t event_count(const cw_lstm_layer *layer) {
  size_t events = 0;
  for (int32_t s = 0; s < layer->time; ++s) events += (size_t)layer->active[s];
  return events;
}

// Where the events of one step lie in an array [N, T, ...], by packed row. A value, so that loops
// over rows keep it in registers.
typedef struct {
  const int32_t *order;
  const int32_t *lengths;  // NULL unless reversed
  size_t time, step;
} step_places;

static step_places places_at(const cw_lstm_layer *layer, int32_t s, int32_t first_row) {
  return (step_places){
      layer->order + first_row, layer->reversed ? layer->lengths : NULL, (size_t)layer->time,
      (size_t)s};
}

INLINE size_t event_row(step_places places, int32_t row) {
  const size_t n = (size_t)places.order[row];
  const size_t t = places.lengths ? (size_t)places.lengths[n] - 1 - places.step : places.step;
  return n * places.time + t;
}

// Where in the packed hidden and cell states, which begin with the initial ones, step s begins;
// `offset` is the number of events before step s.
static size_t state_start(const cw_lstm_layer *layer, size_t offset) {
  return (size_t)layer->batch + offset;
}

// The units of a row as the passes see them: filled up to whole vectors with units whose weights
// are zero, which stay zero.
static size_t padded(int32_t units) { return units <= 8 ? 8 : cw_round_up((size_t)units, 16); }

static size_t padded_units(const cw_lstm_layer *layer) { return padded(layer->hidden); }

size_t cw_lstm_packed_width(int32_t units) { return padded(units); }

// How far apart gathered rows [F + h] lie: an odd number of cache lines, so that the same place of
// many rows does not fall on the same few places of the cache.
static size_t gathered_step(const cw_lstm_layer *layer) {
  const size_t lines = ((size_t)layer->inputs + padded_units(layer) + 15) / 16;
  return 16 * (lines | 1);
}

// How many rows ahead of the one at hand to ask for.
enum { ROWS_AHEAD = 6 };

// Whether products ask for memory ahead of the cell: those of narrow layers have no large tiles.
static int asks_ahead(const cw_lstm_layer *layer) { return padded_units(layer) > 8; }

// Some of the sequences that run at a step.
typedef struct {
  int32_t first, count;
} rows_of_step;

static rows_of_step some_rows(int32_t first, int32_t end, size_t most) {
  const size_t left = (size_t)(end - first);
  return (rows_of_step){first, (int32_t)(left < most ? left : most)};
}

// Sequences that a forward pass takes at once: their pre-activations fit the first cache, and whole
// tiles are made of them.
static size_t forward_block(const cw_lstm_layer *layer) {
  const size_t fitting = 4096 / (4 * padded_units(layer)) / 12 * 12;
  return fitting < 12 ? 12 : fitting;
}

size_t cw_lstm_packed_sequence_start(const cw_lstm_layer *layer) {
  return state_start(layer, 0) * padded_units(layer);
}

size_t cw_lstm_packed_sequence_count(const cw_lstm_layer *layer) {
  return event_count(layer) * padded_units(layer);
}

size_t cw_lstm_saved_count(const cw_lstm_layer *layer, int lane) {
  const size_t events = event_count(layer), states = events + (size_t)layer->batch;
  return (2 * states + (lane == 0 ? 5 : 4) * events) * padded_units(layer);
}

size_t cw_lstm_forward_workspace_count(const cw_lstm_layer *layer) {
  const size_t inner = (size_t)layer->inputs + padded_units(layer), gates = 4 * padded_units(layer);
  return 2 * inner * gates + gates +
         forward_block(layer) * (gathered_step(layer) + (size_t)layer->lanes * gates);
}

size_t cw_lstm_backward_workspace_count(const cw_lstm_layer *layer) {
  const size_t inner = (size_t)layer->inputs + padded_units(layer), gates = 4 * padded_units(layer);
  const size_t columns = cw_round_up(inner, CW_COLUMN_UNIT);
  const size_t states = (size_t)layer->batch * (size_t)layer->lanes * padded_units(layer);
  return gates * (2 * inner + columns + 1) + 2 * states + CW_EVENT_BUFFER +
         CW_EVENT_RUN * (columns + gathered_step(layer) + gates);
}

#include "precision_single.h"
#include "fastmath_template.h"
#include "lstm_chains_template.h"
#include "lstm_short_template.h"
#include "lstm_wide_template.h"
#include "lstm_cell_template.h"
#include "lstm_packing_template.h"
#include "lstm_forward_template.h"
#include "lstm_weight_sums_template.h"
#include "lstm_backward_template.h"

#include "precision_double.h"
#include "fastmath_template.h"
#include "lstm_chains_template.h"
#include "lstm_short_template.h"
#include "lstm_wide_template.h"
#include "lstm_cell_template.h"
#include "lstm_packing_template.h"
#include "lstm_forward_template.h"
#include "lstm_weight_sums_template.h"
#include "lstm_backward_template.h"
