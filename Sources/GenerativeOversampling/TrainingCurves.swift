import Files

/// The losses of one epoch and the sizes of gradients, each the mean over its updates.
struct EpochLosses: Sendable, Equatable {
  var generator = 0.0
  var generatorAdversarial = 0.0
  var critic = 0.0
  var criticAdversarial = 0.0
  var penalty = 0.0
  var autoencoder = 0.0
  /// The Euclidean norm of the gradient at all weights of the generator, before the optimiser's step.
  var generatorGradient = 0.0
  /// The same of the critic.
  var criticGradient = 0.0
  /// The same of the autoencoder's decoder.
  var autoencoderGradient = 0.0
  /// How different synthetic samples are at the end of the epoch, where that was measured.
  var diversity = SyntheticDiversity()
}

/// What the updates of an epoch that is not complete have come to.
struct BegunEpoch: Sendable, Equatable {
  /// How many there were.
  var updates = 0
  /// The sums of their losses.
  var losses = EpochLosses()
}

/// The losses of all epochs so far (spec/01 section 13, step 5).
///
/// A user tunes lambda and mu by looking at them: the critic must not learn too fast, and the
/// reconstruction must improve. The critic's gap, E[D(real)] - E[D(fake)], is `criticAdversarial` with
/// the other sign. Columns that are not defined in an epoch hold NaN, which CSV leaves empty.
struct TrainingCurves: Sendable, Equatable {
  /// The columns of `table` behind the number of the epoch.
  static let columns = [
    "generatorLoss", "generatorAdversarial", "criticLoss", "criticAdversarial", "gradientPenalty",
    "autoencoderLoss", "generatorGradient", "criticGradient", "autoencoderGradient",
    "distanceRatio", "coverage",
  ]

  /// One entry per epoch.
  var epochs: [EpochLosses] = []

  /// One row per epoch, which counts from 1.
  var table: NumberTable {
    var table = NumberTable(columns: ["epoch"] + Self.columns)
    for (index, losses) in epochs.enumerated() {
      table.append([Double(index + 1)] + losses.values)
    }
    return table
  }
}

extension EpochLosses {
  /// The numbers in the order of `TrainingCurves.columns`.
  var values: [Double] {
    [
      generator, generatorAdversarial, critic, criticAdversarial, penalty, autoencoder,
      generatorGradient, criticGradient, autoencoderGradient, diversity.distanceRatio ?? .nan,
      diversity.coverage ?? .nan,
    ]
  }

  /// The inverse of `values`.
  ///
  /// - Precondition: as many numbers as there are columns.
  init(values: [Double]) {
    precondition(values.count == TrainingCurves.columns.count)
    self.init(
      generator: values[0], generatorAdversarial: values[1], critic: values[2],
      criticAdversarial: values[3], penalty: values[4], autoencoder: values[5],
      generatorGradient: values[6], criticGradient: values[7], autoencoderGradient: values[8])
    func defined(_ value: Double) -> Double? { value.isNaN ? nil : value }
    diversity = SyntheticDiversity(
      distanceRatio: defined(values[9]), coverage: defined(values[10]))
  }
}
