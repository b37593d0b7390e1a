// The passes of an LSTM layer over a batch; lstm_layer.h says what they read and write.

/// The forward pass: O(events (F + H) H), of which nearly all are matrix products. Fills `saved`.
void NAME(lstm_forward)(
  const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
  const cw_lstm_outputs *outputs, void *const saved[2], void *workspace);
/// The gradients of a loss from its gradients at the outputs, at about twice the forward cost;
/// `inputs` are those of the forward pass, of which the sequences are read again.
void NAME(lstm_backward)(
  const cw_lstm_layer *layer, const cw_lstm_weights *weights, const cw_lstm_inputs *inputs,
  void *const saved[2], const cw_lstm_arrived *arrived, const cw_lstm_gradients *gradients,
  void *workspace);
