#include "CKernels.h"
#include "clones.h"

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

// The row of sequence n's event at step s in an array [N, T, ...].
static size_t event_row(const cw_lstm_layer *layer, int32_t n, int32_t s) {
  const int32_t t = layer->reversed ? layer->lengths[n] - 1 - s : s;
  return (size_t)n * (size_t)layer->time + (size_t)t;
}

// Where in the packed hidden and cell states, which begin with the initial ones, step s begins;
// `offset` is the number of events before step s.
static size_t state_start(const cw_lstm_layer *layer, size_t offset) {
  return (size_t)layer->batch + offset;
}

size_t cw_lstm_saved_count(const cw_lstm_layer *layer, int has_recurrent_mask) {
  const size_t events = event_count(layer), states = events + (size_t)layer->batch;
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden;
  return lanes * events * (size_t)layer->inputs + 2 * lanes * states * h + 4 * lanes * events * h +
         events * h + (has_recurrent_mask ? lanes * events * h : 0);
}

size_t cw_lstm_workspace_count(const cw_lstm_layer *layer, int wants_input_gradient) {
  const size_t events = event_count(layer);
  const size_t lanes = (size_t)layer->lanes, h = (size_t)layer->hidden;
  return 4 * lanes * events * h + 2 * lanes * (size_t)layer->batch * h +
         (wants_input_gradient ? lanes * events * (size_t)layer->inputs : 0);
}

#include "precision_single.h"
#include "fastmath_template.h"
#include "lstm_cell_template.h"
#include "lstm_template.h"

#include "precision_double.h"
#include "fastmath_template.h"
#include "lstm_cell_template.h"
#include "lstm_template.h"
