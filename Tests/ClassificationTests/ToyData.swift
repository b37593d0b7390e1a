import Classification
import RandomStreams
import Sequences

/// Small data sets with a known rule.
enum ToyData {
  /// Sequences of 3 to 8 events of two features; rare if the last event's first feature is positive.
  static func signOfLastEvent(_ count: Int, seed: UInt64, rare: Double = 0.15) throws
    -> SequenceDataset
  {
    var draws = RandomStream(seed: seed).substream("sign")
    return try dataset(count, draws: &draws, rare: rare) { isRare, draws in
      let length = 3 + draws.index(below: 6)
      var values = (0..<(2 * length)).map { _ in Float(draws.normal()) }
      let size = Float(0.3 + draws.uniform())
      values[2 * (length - 1)] = isRare ? size : -size
      return values
    }
  }

  /// Sequences of 6 to 9 events with one event A and one event B; rare if A precedes B.
  ///
  /// Which events occur says nothing about the class, only their order does.
  static func order(_ count: Int, seed: UInt64) throws -> SequenceDataset {
    var draws = RandomStream(seed: seed).substream("order")
    return try dataset(count, draws: &draws, rare: 0.25) { isRare, draws in
      let length = 6 + draws.index(below: 4)
      let places = draws.permutation(count: length).prefix(2).sorted()
      var values = [Float](repeating: 0, count: 2 * length)
      values[2 * places[0] + (isRare ? 0 : 1)] = 1
      values[2 * places[1] + (isRare ? 1 : 0)] = 1
      return values
    }
  }

  /// Sequences of 4 to 7 events, each with as many labels as `labelLengths` allows: label `l` is 1 if
  /// event `l` is a burst, which happens to about a third of the samples.
  ///
  /// What is to be said at a position stands at an early event, and differs from position to
  /// position.
  static func bursts(
    _ count: Int, seed: UInt64, labelLengths: ClosedRange<Int> = 3...3
  ) throws -> SequenceDataset {
    var draws = RandomStream(seed: seed).substream("bursts")
    var values: [Float] = []
    var lengths: [Int] = []
    var labels: [Int] = []
    var labelled: [Int] = []
    for sample in 0..<count {
      let labelLength =
        labelLengths.lowerBound + draws.index(below: labelLengths.count)
      let isRare = sample == 1 || (sample > 1 && draws.uniform() < 0.35)
      let burst = isRare ? draws.index(below: labelLength) : -1
      let length = 4 + draws.index(below: 4)
      for event in 0..<length {
        values += [
          Float((event == burst ? 2 : 0) + 0.2 * draws.normal()), Float(0.2 * draws.normal()),
        ]
      }
      lengths.append(length)
      labels += (0..<labelLength).map { $0 == burst ? 1 : 0 }
      labelled.append(labelLength)
    }
    return try SequenceDataset(
      featureNames: ["first", "second"], classNames: ["calm", "burst"], values: values,
      lengths: lengths, labels: labels, labelLengths: labelled)
  }

  private static func dataset(
    _ count: Int, draws: inout RandomStream, rare: Double,
    events: (Bool, inout RandomStream) -> [Float]
  ) throws -> SequenceDataset {
    var values: [Float] = []
    var lengths: [Int] = []
    var labels: [Int] = []
    for sample in 0..<count {
      // Both classes occur in any data set of two samples or more.
      let isRare = sample == 1 || (sample > 1 && draws.uniform() < rare)
      let added = events(isRare, &draws)
      values += added
      lengths.append(added.count / 2)
      labels.append(isRare ? 1 : 0)
    }
    return try SequenceDataset(
      featureNames: ["first", "second"], classNames: ["common", "rare"], values: values,
      lengths: lengths, labels: labels)
  }

  /// Three splits of a toy.
  static func splits(
    _ toy: (Int, UInt64) throws -> SequenceDataset, training: Int = 120, validation: Int = 60,
    test: Int = 60
  ) throws -> DataSplits {
    try DataSplits(
      training: TrainingSplit(toy(training, 1)), validation: ValidationSplit(toy(validation, 2)),
      test: TestSplit(toy(test, 3)))
  }

  /// A configuration that trains in a blink.
  static func smallConfiguration(epochs: Int = 3) -> ClassifierConfiguration {
    var configuration = ClassifierConfiguration()
    configuration.hidden = 5
    configuration.dense = 6
    configuration.layers = 2
    configuration.batchSize = 32
    configuration.epochs = epochs
    return configuration
  }
}
