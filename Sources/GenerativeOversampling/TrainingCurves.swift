import Files

/// The losses of one epoch, each the mean over its updates.
struct EpochLosses: Sendable, Equatable {
  var generator = 0.0
  var generatorAdversarial = 0.0
  var critic = 0.0
  var criticAdversarial = 0.0
  var penalty = 0.0
  var autoencoder = 0.0
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
/// reconstruction must improve.
struct TrainingCurves: Sendable, Equatable {
  /// The columns of `table` behind the number of the epoch.
  static let columns = [
    "generatorLoss", "generatorAdversarial", "criticLoss", "criticAdversarial", "gradientPenalty",
    "autoencoderLoss",
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
  /// The losses in the order of `TrainingCurves.columns`.
  var values: [Double] {
    [generator, generatorAdversarial, critic, criticAdversarial, penalty, autoencoder]
  }

  /// The inverse of `values`.
  ///
  /// - Precondition: six numbers.
  init(values: [Double]) {
    precondition(values.count == TrainingCurves.columns.count)
    self.init(
      generator: values[0], generatorAdversarial: values[1], critic: values[2],
      criticAdversarial: values[3], penalty: values[4], autoencoder: values[5])
  }
}
