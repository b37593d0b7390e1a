import Tensors

extension Tensor {
  /// The samples `count` times one after the other: `[samples, ...]` to `[count * samples, ...]`.
  func repeated(_ count: Int) -> Tensor {
    if count == 1 { return self }
    var extents = shape.dimensions
    extents[0] *= count
    return Tensor(shape: Shape(extents)) { result in
      withElements { elements in
        guard let source = elements.baseAddress, let target = result.baseAddress else { return }
        for copy in 0..<count {
          (target + copy * elements.count).initialize(from: source, count: elements.count)
        }
      }
    }
  }

  /// The samples of this tensor and then those of another of the same size per sample.
  package func followed(by other: Tensor) -> Tensor {
    var extents = shape.dimensions
    extents[0] += other.shape[0]
    precondition(
      shape.dimensions.dropFirst() == other.shape.dimensions.dropFirst(),
      "Samples of \(shape) and \(other.shape) do not go into one batch.")
    return Tensor(shape: Shape(extents)) { result in
      guard let target = result.baseAddress else { return }
      withElements { first in
        if let source = first.baseAddress {
          target.initialize(from: source, count: first.count)
        }
      }
      other.withElements { second in
        if let source = second.baseAddress {
          (target + shape.count).initialize(from: source, count: second.count)
        }
      }
    }
  }

  /// Some of the samples: `[samples, ...]` to `[range.count, ...]`.
  func samples(_ range: Range<Int>) -> Tensor {
    var extents = shape.dimensions
    precondition(range.upperBound <= extents[0], "Samples \(range) of \(shape).")
    let stride = extents.dropFirst().reduce(1, *)
    extents[0] = range.count
    return Tensor(shape: Shape(extents)) { result in
      withElements { elements in
        guard let source = elements.baseAddress, let target = result.baseAddress else { return }
        target.initialize(from: source + range.lowerBound * stride, count: range.count * stride)
      }
    }
  }
}
