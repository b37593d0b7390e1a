// The sums over events that are the gradients of a layer's weights. Included once for float and
// once for double, before the backward pass.

// The gradients as they grow. Events gather in a buffer until there are enough of
// them for a product, whatever the number of rows of a step.
typedef struct {
  size_t inner;    // the rows of the weights' gradient that grow: F + h, or F at a zero state
  size_t events;   // rows in the buffer, tangents counted
  REAL *gathered;  // [CW_EVENT_RUN, F + h] x_t and h_{t-1}, gathered_step apart
  REAL *d_gates;   // [CW_EVENT_RUN, 4h] the gradients at the pre-activations
  REAL *buffer;    // [CW_EVENT_BUFFER]
  REAL *weight;    // [F + h, 4h]
  REAL *bias;      // [4h]
} NAME(lstm_weight_sums);

// Sums 32 columns at a time, which stay in registers; columns is a multiple of 32.
CLONES static void NAME(lstm_add_bias_gradient)(
    size_t events, size_t columns, const REAL *restrict d_gates, REAL *restrict sum) {
  for (size_t first = 0; first < columns; first += 32) {
    REAL total[32];
    for (size_t j = 0; j < 32; ++j) total[j] = sum[first + j];
    for (size_t e = 0; e < events; ++e) {
      for (size_t j = 0; j < 32; ++j) total[j] += d_gates[e * columns + first + j];
    }
    for (size_t j = 0; j < 32; ++j) sum[first + j] = total[j];
  }
}

static void NAME(lstm_flush)(
    const cw_lstm_layer *layer, const NAME(products) *products, NAME(lstm_weight_sums) *sums,
    cw_ahead *ahead) {
  if (sums->events == 0) return;
  const size_t columns = 4 * padded_units(layer);
  products->outer(
      sums->events, sums->inner, columns, sums->gathered, gathered_step(layer), sums->d_gates,
      columns, sums->buffer, sums->weight, columns, ahead);
  sums->events = 0;
}
