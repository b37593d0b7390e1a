import Differentiation
import RandomStreams
import Tensors

/// Batch normalisation: each feature is brought to mean 0 and variance 1, then scaled and shifted.
///
/// In training by the mean and variance of the batch's valid events, in inference by running means
/// of these. Ioffe and Szegedy, "Batch normalization" (2015). Trains `NAME.scale [features]`, 1 at
/// first, and `NAME.shift [features]`, 0 at first; the running statistics are not trained, and the
/// model keeps them beside its parameters and saves them with `namedTensors`.
public struct BatchNormalisation: Sendable {
  /// What a feature is multiplied by, `[features]`.
  public let scale: ParameterID
  /// What is added to a feature, `[features]`.
  public let shift: ParameterID
  /// Added to the variance under the root.
  public let epsilon: Double
  /// The share of the batch's statistics in the running ones after each training pass.
  public let momentum: Double

  /// Running statistics, at first those of a standard distribution.
  public struct Running<Scalar: TensorScalar>: Sendable, Equatable {
    /// Means and unbiased variances.
    public internal(set) var statistics: BatchStatistics<Scalar>

    /// Mean 0 and variance 1 for each of `features`.
    public init(features: Int) {
      statistics = BatchStatistics(
        mean: .zeros([features]), variance: Tensor(repeating: 1, shape: [features]))
    }

    /// The statistics under names, for a checkpoint.
    public var namedTensors: [NamedTensor<Scalar>] {
      [
        NamedTensor("runningMean", statistics.mean),
        NamedTensor("runningVariance", statistics.variance),
      ]
    }

    /// Takes the statistics from a checkpoint.
    ///
    /// - Throws: `CheckpointMismatch` unless names and shapes are those of these statistics.
    public mutating func restore(
      _ stored: [NamedTensor<Scalar>]
    ) throws(CheckpointMismatch) {
      let tensors = try stored.matched(to: namedTensors.map { ($0.name, $0.tensor.shape) })
      statistics = BatchStatistics(mean: tensors[0], variance: tensors[1])
    }
  }

  /// Adds the layer's parameters to `parameters`.
  public init<Scalar: TensorScalar>(
    named name: String, features: Int, epsilon: Double = 1e-5, momentum: Double = 0.1,
    in parameters: inout Parameters<Scalar>
  ) {
    self.epsilon = epsilon
    self.momentum = momentum
    scale = parameters.add(Tensor(repeating: 1, shape: [features]), named: "\(name).scale")
    shift = parameters.add(.zeros([features]), named: "\(name).shift")
  }

  /// `[batch, time, features]` to the same shape; padding is neither read nor counted.
  ///
  /// Training normalises by the batch and moves `running` towards its statistics; inference
  /// normalises by `running` and leaves it alone.
  ///
  /// - Precondition: in training, more than one valid event in all.
  public func callAsFunction<Scalar: TensorScalar>(
    _ x: Variable<Scalar>, _ weights: Weights<Scalar>, lengths: [Int32], mode: Mode,
    running: inout Running<Scalar>
  ) -> Variable<Scalar> {
    guard case .training = mode else {
      return x.normalised(
        by: running.statistics, scale: weights[scale], shift: weights[shift], lengths: lengths,
        epsilon: epsilon)
    }
    let count = lengths.reduce(0) { $0 + Double($1) }
    precondition(count > 1, "The variance of a batch needs more than one event.")
    let (output, batch) = x.batchNormalised(
      scale: weights[scale], shift: weights[shift], lengths: lengths, epsilon: epsilon)
    running.statistics.mean.scale(by: Scalar(1 - momentum))
    running.statistics.mean.add(batch.mean, scaledBy: Scalar(momentum))
    running.statistics.variance.scale(by: Scalar(1 - momentum))
    running.statistics.variance.add(
      batch.variance, scaledBy: Scalar(momentum * count / (count - 1)))
    return output
  }
}
