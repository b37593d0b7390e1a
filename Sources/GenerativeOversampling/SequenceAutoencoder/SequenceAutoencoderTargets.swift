import Sequences

/// What a sequence autoencoder reads and what it is to return, for its training (spec/01 8.3).
///
/// Both have the same samples and lengths; scalings are fitted to the samples that are trained on.
struct SequenceAutoencoderTargets: Sendable {
  /// How the data becomes `inputs`, and how outputs become data.
  let scaling: FeatureScaling
  /// What is read.
  let inputs: SequenceDataset
  /// What is to be returned.
  let targets: SequenceDataset
  /// The entries of `targets` that count, by the indicators in `inputs`; nil for all.
  let measured: MeasuredEntries?

  /// The inputs and targets of the minority samples.
  ///
  /// - Parameters:
  ///   - minority: all of them, in the units of the data.
  ///   - trainedOn: those that are trained on, at least one.
  ///   - scaling: how.
  /// - Throws: `DataError` if there is nothing to train on.
  init(
    _ minority: SequenceDataset, trainedOn: [Int], scaling: SequenceAutoencoderScaling
  ) throws {
    let training = try TrainingSplit(minority.subset(trainedOn))
    measured = MeasuredEntries(minority)
    switch scaling {
    case .consistent:
      self.scaling = FeatureScaling(.symmetricRange, fittedTo: training)
      inputs = self.scaling.applied(to: minority)
      targets = inputs
    case .code:
      self.scaling = FeatureScaling(.none, fittedTo: training)
      inputs = minority.compacted()
      targets = try Self.coordinatesInUnitRange(minority, trainedOn: trainedOn)
    }
  }

  /// Each event and feature on its own, from the least to the greatest value of any sample there.
  ///
  /// Windows that share rows do so no longer, as a row is another event in each. What lies beyond
  /// the longest sample that is trained on, or never changes, becomes 0; what says where values were
  /// measured is 0 or 1 as it is.
  private static func coordinatesInUnitRange(
    _ dataset: SequenceDataset, trainedOn: [Int]
  ) throws -> SequenceDataset {
    let coordinates = dataset.maximumLength * dataset.featureCount
    var least = [Float](repeating: .infinity, count: coordinates)
    var greatest = [Float](repeating: -.infinity, count: coordinates)
    for sample in trainedOn {
      for (coordinate, value) in dataset.sequence(at: sample).enumerated() {
        least[coordinate] = min(least[coordinate], value)
        greatest[coordinate] = max(greatest[coordinate], value)
      }
    }
    let isIndicator = dataset.isIndicator
    let values = (0..<dataset.count).flatMap { sample in
      dataset.sequence(at: sample).enumerated().map { coordinate, value in
        if isIndicator[coordinate % dataset.featureCount] { return value }
        let range = greatest[coordinate] - least[coordinate]
        return range > 0 ? (value - least[coordinate]) / range : 0
      }
    }
    // An autoencoder asks for no labels.
    return try SequenceDataset(
      featureNames: dataset.featureNames, classNames: dataset.classNames, values: values,
      lengths: dataset.lengths, labels: dataset.lengths.map { _ in 0 })
  }
}
