#ifndef COUNTERWEIGHT_LSTM_LAYER_H
#define COUNTERWEIGHT_LSTM_LAYER_H

#include <stddef.h>
#include <stdint.h>

// A whole LSTM layer over a batch of sequences of different length, forward and backward, for
// values alone or for values together with their tangents (spec/00 section 6.1).
//
//   N batch, T time, F inputs, H hidden; every array is row-major.
//
//   a_t = x_t W + h_{t-1} U + b, split into input, forget, cell and output part of H each
//   i = s(a_i)   f = s(a_f + forget bias)   g = phi(a_g)   o = s(a_o)
//   c_t = f c_{t-1} + i g                   h_t = o phi(c_t)
//
// Tangents are derivatives along one direction of the inputs and initial states; the weights have
// none. A pass with tangents costs about two without, or one if the values are known.
//
// How it works. Sequences are sorted by length, longest first: at step s those that still run are
// the first `active[s]`. So padding is never read, multiplied or written to, whatever it holds. A
// pass takes some of these rows at a time: it gathers x_t and h_{t-1} side by side, multiplies them
// by [W; U], and applies the gates while the products are in the first cache; backwards it is the
// same with the transposed weights, and the weights' gradients grow from the same rows before they
// leave the cache. A reversed layer runs each sequence from its last event. Values and tangents lie
// apart, so that a pass with tangents can take the values of an earlier pass as they are.
//
// Nothing is allocated here: the caller provides `saved`, which the forward pass fills and the
// backward pass reads, and a `workspace` for each, which holds nothing between calls. Every
// function exists for float (_f32) and for double (_f64); pointers are untyped so that one set of
// structures serves both.

enum {
  CW_LSTM_STANDARD = 0,    // s logistic, phi tanh
  CW_LSTM_KERAS_RELU = 1,  // s hard sigmoid clip(0.2 a + 0.5, 0, 1), phi max(0, .)
  CW_LSTM_KERAS_TANH = 2,  // s hard sigmoid, phi tanh
};

// The extents and settings of a pass. `order` and `active` are filled by cw_lstm_plan.
typedef struct {
  int32_t batch, time, inputs, hidden;
  int32_t lanes;     // 1: values; 2: values and tangents
  int32_t flavour;   // CW_LSTM_...
  int32_t reversed;  // whether each sequence is run from its last event to its first
  int32_t values_known;  // with two lanes: whether saved[0] is that of a pass over the same values
  int32_t packed_input;   // whether the input and its gradient are packed, see below
  int32_t packed_output;  // whether the gradient that arrives at the sequence is packed
  int32_t has_initial_hidden;  // whether any lane starts from a hidden state other than zeros
  double forget_bias;          // constant added to the forget gate's pre-activation
  const int32_t *lengths;  // [N] valid events of each sequence, 0...T
  const int32_t *order;    // [N] the sequence in each packed row, longest first
  const int32_t *active;   // [T] rows that still run at each step
} cw_lstm_layer;

// The weights, which have no tangents.
typedef struct {
  const void *input;           // W [F, 4H]
  const void *recurrent;       // U [H, 4H]
  const void *bias;            // b [4H]; not read by a backward pass
  const void *input_mask;      // [N, F] multiplies x_t before W at every step, or NULL
  const void *recurrent_mask;  // [N, H] multiplies h_{t-1} before U at every step, or NULL
} cw_lstm_weights;

// What a forward pass reads. Pairs are (value, tangent); the tangent only counts with two lanes.
// NULL stands for zeros.
typedef struct {
  const void *input[2];  // [N, T, F], or packed
  const void *initial_hidden[2];  // [N, H]
  const void *initial_cell[2];    // [N, H]
} cw_lstm_inputs;

// What a forward pass writes; each may be NULL. Known values are not written again.
typedef struct {
  void *sequence[2];      // [N, T, H], zeros beyond each sequence's end
  void *final_hidden[2];  // [N, H] after the last valid event (reversed: the first)
  void *final_cell[2];    // [N, H]
} cw_lstm_outputs;

// The gradients that arrive at a backward pass; NULL stands for zeros.
typedef struct {
  const void *sequence[2];  // [N, T, H], or packed; what stands on padding is not read
  const void *final_hidden[2];
  const void *final_cell[2];
} cw_lstm_arrived;

// The gradients that a backward pass writes; NULL where not wanted.
typedef struct {
  void *input[2];  // [N, T, F], zeros on padding, or packed
  void *initial_hidden[2];
  void *initial_cell[2];
  void *input_weight;
  void *recurrent_weight;
  void *bias;
} cw_lstm_gradients;

// Sorts the batch: fills order [N] and active [T] from layer->lengths (layer->order and
// layer->active may still be NULL). Equal lengths keep their order. O(N + T).
void cw_lstm_plan(const cw_lstm_layer *layer, int32_t *order, int32_t *active);

// Packed sequences, for layers upon layers: the outputs of a layer lie in its `saved` in the order in
// which a layer above it over the same batch, in the same direction, reads them, and need not be
// scattered to [N, T, H] and gathered again. They are rows of `packed_width(H)` numbers, one per
// event, from `packed_sequence_start` on; a gradient has the same form.
size_t cw_lstm_packed_width(int32_t units);
size_t cw_lstm_packed_sequence_start(const cw_lstm_layer *layer);
size_t cw_lstm_packed_sequence_count(const cw_lstm_layer *layer);

// How many numbers `saved` and each pass' `workspace` must hold.
size_t cw_lstm_saved_count(const cw_lstm_layer *layer, int lane);
size_t cw_lstm_forward_workspace_count(const cw_lstm_layer *layer);
size_t cw_lstm_backward_workspace_count(const cw_lstm_layer *layer);

#endif
