/// Which activations an LSTM cell uses (spec/00 section 6.1).
///
/// | flavour    | gates                                | cell input and output |
/// |------------|--------------------------------------|-----------------------|
/// | standard   | logistic 1 / (1 + exp(-a))           | tanh                  |
/// | keras-relu | hard sigmoid clip(0.2 a + 0.5, 0, 1) | max(0, a)             |
/// | keras-tanh | hard sigmoid                         | tanh                  |
///
/// Where a hard sigmoid or max(0, a) has a kink its derivative is taken to be 0, and so is its
/// second derivative everywhere.
public enum LSTMFlavour: String, Codable, Sendable, CaseIterable {
  /// Logistic gates and tanh, as in PyTorch and TensorFlow.
  case standard
  /// Hard sigmoid gates and a rectified cell, as in Keras with `activation="relu"`.
  case kerasReLU = "keras-relu"
  /// Hard sigmoid gates and tanh: the default of Keras 2.
  case kerasTanh = "keras-tanh"

  /// The constant that the forget gate's pre-activation is raised by.
  ///
  /// The Keras flavours have none: there the trained bias starts from 1 instead.
  public var constantForgetBias: Double { self == .standard ? 1 : 0 }
}
