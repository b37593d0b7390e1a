/// Which entries of sequences were measured, for losses that leave out what was filled in (spec/01
/// sections 8.3, 11 and 15: means and norms over valid entries).
///
///     let measured = MeasuredEntries(dataset)         // nil: nothing says that a value is missing
///     let weights = measured?.weights(of: dataset.batch([0, 1]))
///
/// An entry counts unless the indicator of its feature is 0 at its event. Indicators are entries like
/// others and always count: where something is measured is part of what a sample is like.
public struct MeasuredEntries: Sendable, Equatable {
  /// For each feature the one that says where it was measured.
  private let indicatorOfFeature: [Int?]

  /// The entries of data sets with the features of this one; nil if no feature has an indicator.
  public init?(_ dataset: SequenceDataset) {
    indicatorOfFeature = dataset.indicatorOfFeature
    guard indicatorOfFeature.contains(where: { $0 != nil }) else { return nil }
  }

  /// 1 for each entry that counts, and 0 for those that were filled in and for padding.
  ///
  /// Row-major `[batch, time, features]`. Cost: one pass over the batch.
  ///
  /// - Parameter batch: with indicators that are 0 where nothing was measured, scaled or not.
  /// - Returns: one weight for each value of the batch.
  /// - Precondition: the batch has the features that the entries were made for.
  public func weights(of batch: PaddedBatch) -> [Float] {
    let (features, time) = (batch.featureCount, batch.time)
    precondition(features == indicatorOfFeature.count)
    var weights = [Float](repeating: 0, count: batch.values.count)
    for (sample, length) in batch.lengths.enumerated() {
      for event in sample * time..<sample * time + Int(length) {
        let row = event * features
        for (feature, indicator) in indicatorOfFeature.enumerated() {
          let isMeasured = indicator.map { batch.values[row + $0] != 0 } ?? true
          weights[row + feature] = isMeasured ? 1 : 0
        }
      }
    }
    return weights
  }
}
