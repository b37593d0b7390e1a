import CKernels

/// The fused passes of recurrent layers; `LSTMPass` calls them.
public protocol RecurrentKernels {
  /// The passes of an LSTM layer in this precision.
  static var lstmKernels: LSTMKernels { get }
}

/// The two passes of an LSTM layer in one precision.
public struct LSTMKernels: Sendable {
  // `inputs`, `outputs` and so on point to numbers of the precision; see lstm_layer.h.
  let forward:
    @Sendable @convention(c) (
      _ layer: UnsafePointer<cw_lstm_layer>?, _ weights: UnsafePointer<cw_lstm_weights>?,
      _ inputs: UnsafePointer<cw_lstm_inputs>?, _ outputs: UnsafePointer<cw_lstm_outputs>?,
      _ saved: UnsafePointer<UnsafeMutableRawPointer?>?, _ workspace: UnsafeMutableRawPointer?
    ) -> Void
  let backward:
    @Sendable @convention(c) (
      _ layer: UnsafePointer<cw_lstm_layer>?, _ weights: UnsafePointer<cw_lstm_weights>?,
      _ inputs: UnsafePointer<cw_lstm_inputs>?, _ saved: UnsafePointer<UnsafeMutableRawPointer?>?,
      _ arrived: UnsafePointer<cw_lstm_arrived>?,
      _ gradients: UnsafePointer<cw_lstm_gradients>?, _ workspace: UnsafeMutableRawPointer?
    ) -> Void
}

extension Float: RecurrentKernels {
  /// The passes in single precision.
  public static var lstmKernels: LSTMKernels {
    LSTMKernels(forward: cw_lstm_forward_f32, backward: cw_lstm_backward_f32)
  }
}

extension Double: RecurrentKernels {
  /// The passes in double precision.
  public static var lstmKernels: LSTMKernels {
    LSTMKernels(forward: cw_lstm_forward_f64, backward: cw_lstm_backward_f64)
  }
}
