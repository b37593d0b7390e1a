// The passes of an LSTM layer over a batch; lstm_layer.h says what they read and write.

/// The forward pass: O(events (F + H) H), of which nearly all are matrix products. Fills `saved`.
void NAME(lstm_forward)(
  const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
  const cw_lstm_outputs *outputs, void *saved);
/// The gradients of a loss from its gradients at the outputs, at about twice the forward cost.
void NAME(lstm_backward)(
  const cw_lstm_layer *layer, const cw_lstm_weights *weights, const void *saved,
  const cw_lstm_arrived *arrived, const cw_lstm_gradients *gradients, void *workspace);
