import Tensors

// Arithmetic per sample of padded sequences [samples, time, width], through the kernels that the
// losses use.

extension Tensor {
  /// Each sample's squared Euclidean distance to its target over its valid events, `[samples]`.
  func squaredDistances(to target: Tensor, lengths: [Int32]) -> Tensor {
    precondition(shape == target.shape && shape.rank == 3 && lengths.count == shape[0])
    return Tensor(
      shape: [shape[0]],
      kernel: { distances in
        withPointers(self, target) { x, target in
          Scalar.squaredDistances(
            x, to: target, batch: shape[0], time: shape[1], width: shape[2], lengths: lengths,
            into: distances)
        }
      })
  }

  /// This minus `other`, each sample times its factor, `[samples]`; exactly 0 on padding.
  func difference(from other: Tensor, scaledBy factors: Tensor, lengths: [Int32]) -> Tensor {
    precondition(shape == other.shape && shape.rank == 3 && lengths.count == shape[0])
    precondition(factors.shape == [shape[0]])
    return Tensor(
      shape: shape,
      kernel: { result in
        withPointers(self, other, factors) { x, other, factors in
          Scalar.scaledDifferences(
            x, to: other, scales: factors, batch: shape[0], time: shape[1], width: shape[2],
            lengths: lengths, into: result)
        }
      })
  }

  /// The sums over time of sequences `[samples, time, width]`: `[samples, width]`.
  func sumsOverTime() -> Tensor {
    Tensor(
      shape: [shape[0], shape[2]],
      kernel: { sums in
        withPointer {
          Scalar.sumOverTime($0, batch: shape[0], time: shape[1], width: shape[2], into: sums)
        }
      })
  }
}
