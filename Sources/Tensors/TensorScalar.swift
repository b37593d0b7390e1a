/// A number type that tensors can hold: `Float` for training, `Double` for gradient checks.
///
/// Each requirement protocol forwards to one family of C kernels, so that generic Swift code above
/// never loops over elements itself: such a loop would run unspecialised, some fifty times slower.
public protocol TensorScalar:
  BinaryFloatingPoint, Codable, Sendable, ElementwiseKernels, ReductionKernels, MatrixKernels,
  ActivationKernels, SequenceKernels, AttentionKernels, AdditiveAttentionKernels, LossKernels,
  RandomKernels, RecurrentKernels, NormalisationKernels, OptimiserKernels, NeighbourKernels,
  InterpolationKernels
{}

extension Float: TensorScalar {}
extension Double: TensorScalar {}
