/// How often what was called probable came true: probabilities in ten bins of equal width.
struct CalibrationBins {
  /// A bin that holds samples.
  struct Bin {
    /// The mean of the probabilities in it.
    var predicted: Double
    /// The share of minority samples in it.
    var observed: Double
    /// How many samples it holds.
    var count: Int
  }

  /// The bins that hold samples, by rising probability.
  let bins: [Bin]

  /// The bins of the runs' samples taken together; runs without probabilities are left out.
  init(_ runs: [PredictionRecord]) {
    var sums = Array(repeating: (probability: 0.0, positives: 0, count: 0), count: 10)
    for run in runs where run.isProbability && run.hasFiniteScores {
      for (probability, truth) in zip(run.minorityScores, run.truth) {
        let bin = min(9, max(0, Int(probability * 10)))
        sums[bin].probability += probability
        sums[bin].positives += truth != 0 ? 1 : 0
        sums[bin].count += 1
      }
    }
    bins = sums.filter { $0.count > 0 }.map {
      Bin(
        predicted: $0.probability / Double($0.count),
        observed: Double($0.positives) / Double($0.count), count: $0.count)
    }
  }
}
