import Sequences
import Tensors

extension SequenceDataset {
  /// The samples as rows of one length, for maps and other methods on points (spec/01 section 16, 6).
  ///
  /// Sample i is row i: its events one after another, and zeros behind the last one. Zero is the mean
  /// of a standardised feature, so the padding of scaled samples is like events that tell nothing.
  ///
  ///     let rows = try real.appending(synthetic).flattened(scaling: scaling)
  ///
  /// Lengths count in the distances of rows, then, as far as events differ from their mean.
  ///
  /// Cost: one copy of the values; memory: samples x time x features numbers.
  ///
  /// - Parameters:
  ///   - scaling: what to apply to the features first, fitted on training samples; nil for none.
  ///   - time: the number of events of a row; nil for the longest sample's.
  /// - Returns: `[samples, time x features]`.
  /// - Precondition: `time` is no less than the longest sample's length, and the scaling is of as
  ///   many features.
  public func flattened(scaling: FeatureScaling? = nil, paddedTo time: Int? = nil) -> Tensor<Float>
  {
    // Scaled before padding, so that padding stays 0; compacted before scaling, so that rows of a
    // subset's whole are not scaled for nothing.
    let samples = scaling.map { $0.applied(to: self) } ?? self
    let batch = samples.batch(Array(0..<count), paddedTo: time)
    return Tensor(batch.values, shape: [count, batch.time * featureCount])
  }
}
