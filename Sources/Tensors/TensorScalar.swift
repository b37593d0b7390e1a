/// A number type that tensors can hold: `Float` for training, `Double` for gradient checks.
///
/// Each requirement protocol forwards to one family of C kernels, so that generic Swift code above
/// never loops over elements itself.
public protocol TensorScalar:
  BinaryFloatingPoint, Codable, Sendable, ElementwiseKernels, MatrixKernels, RecurrentKernels,
  AttentionKernels, RandomKernels
{}

extension Float: TensorScalar {}
extension Double: TensorScalar {}
