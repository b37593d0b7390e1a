import Testing

@testable import Sequences

@Suite("Projection to valid events")
struct EventProjectionTests {
  /// x and y with gaps, and a column of texts that is sometimes missing.
  private static let training = """
    id,x,y,colour,label
    a,1,5,red,no
    a,,6,blue,no
    a,3,,,no
    b,,7,red,yes
    b,8,,red,yes
    c,4,8,green,no

    """

  private func loaded(
    _ change: (inout MissingValueConfiguration) -> Void
  ) throws -> (training: TrainingSplit, projection: EventProjection) {
    var data = try RecipeData(
      training: Self.training, validation: Self.training, test: Self.training)
    data.configuration.columns.categorical = ["colour"]
    change(&data.configuration.missing)
    let training = try data.load().splits.training
    return (training, EventProjection(data.configuration.missing, fittedTo: training))
  }

  /// One sample of made-up events with the features of others.
  private func sample(_ rows: [[Float]], like dataset: SequenceDataset) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: dataset.featureNames, classNames: dataset.classNames,
      values: rows.flatMap(\.self), lengths: [rows.count], labels: [1])
  }

  private static let names = [
    "x", "y", "colour=blue", "colour=green", "colour=red", "x.present", "y.present",
    "colour.present",
  ]

  @Test("mask: indicators are rounded, texts one-hot, and what was not measured is the constant")
  func mask() throws {
    let (training, projection) = try loaded { $0.rule = .mask }
    #expect(training.dataset.featureNames == Self.names)
    let made = try sample(
      [
        [2.5, 9.25, 0.4, 0.3, 0.2, 0.7, 0.5, 1.4],
        [2.5, 9.25, -0.4, -0.3, -0.5, 0.49, -3, 0.6],
        [2.5, 9.25, 0.4, 0.3, 0.9, 0.2, 0.9, 0.1],
      ], like: training.dataset)
    let valid = projection.applied(to: made)
    // The medians of training are 3 and 6.
    let expected: [Float] = [
      2.5, 9.25, 1, 0, 0, 1, 1, 1,
      3, 6, 0, 1, 0, 0, 0, 1,
      3, 9.25, 0, 0, 0, 0, 1, 0,
    ]
    #expect(valid.values == expected)
    #expect(valid.labels == [1] && valid.lengths == [3])
    #expect(projection.applied(to: valid) == valid)
  }

  @Test("forward-fill-and-mask: the last value of the same sample that was measured")
  func forwardFill() throws {
    let (training, projection) = try loaded {
      $0.rule = .forwardFillAndMask
      $0.fill = .mean
    }
    let rows: [[Float]] = [
      [2.5, 9.25, 0.4, 0.3, 0.2, 0, 0.5, 1],
      [2, 7, 0, 0, 0.7, 1, 0, 0],
      [1, 1, 0.4, 0.3, 0.2, 0, 0, 0],
    ]
    let made = try sample(rows, like: training.dataset)
    // The mean of what was measured of x is 4; nothing is known before the first event.
    let expected: [Float] = [
      4, 9.25, 1, 0, 0, 0, 1, 1,
      2, 9.25, 1, 0, 0, 1, 0, 0,
      2, 9.25, 1, 0, 0, 0, 0, 0,
    ]
    #expect(projection.applied(to: made).values == expected)
    // The next sample knows nothing of the one before.
    let twice = projection.applied(to: try made.appending(made))
    #expect(twice.values == expected + expected)
  }

  @Test("Real samples are valid: the projection changes nothing in training")
  func training() throws {
    for rule in [MissingValueConfiguration.Rule.mask, .forwardFillAndMask, .forwardFill] {
      let (training, projection) = try loaded { $0.rule = rule }
      #expect(projection.applied(to: training.dataset) == training.dataset)
    }
    // Windows that share rows become samples of their own, with the same events.
    let (training, projection) = try loaded { $0.rule = .mask }
    let windows = training.dataset.subset([0, 1, 0])
    let projected = projection.applied(to: windows)
    for sample in 0..<3 {
      #expect(projected.sequence(at: sample).elementsEqual(windows.sequence(at: sample)))
    }
  }

  @Test("Constants are those of completion also where a limit hides events of training")
  func limitedLength() throws {
    var data = try RecipeData(
      training: Self.training, validation: Self.training, test: Self.training)
    data.configuration.columns.exclude = ["colour"]
    data.configuration.missing.rule = .mask
    data.configuration.length.maximum = 1
    let training = try data.load().splits.training
    #expect(training.dataset.lengths == [1, 1, 1])
    let projection = EventProjection(data.configuration.missing, fittedTo: training)
    let made = try sample([[70, 80, 0.1, 0.2]], like: training.dataset)
    let expected: [Float] = [3, 6, 0, 0]
    #expect(projection.applied(to: made).values == expected)
  }

  @Test("Rows of zeros stay possible where training has them, and only there")
  func unknownTexts() throws {
    let names = ["token=a", "token=b", "lone=u", "n=1", "n=2", "plain"]
    func projection(_ values: [Float]) throws -> (EventProjection, SequenceDataset) {
      let dataset = try SequenceDataset(
        featureNames: names, classNames: ["0", "1"], values: values,
        lengths: [values.count / names.count], labels: [0])
      return (
        EventProjection(MissingValueConfiguration(), fittedTo: try TrainingSplit(dataset)), dataset
      )
    }
    let made: [Float] = [0.3, 0.2, 0.45, 0.5, 3, 0.3]
    let (withNone, dataset) = try projection([1, 0, 1, 0.5, 2, 4, 0, 0, 0, 1, 1, 5])
    // Features n=1 and n=2 are numbers whatever their names.
    let none: [Float] = [0, 0, 0, 0.5, 3, 0.3]
    #expect(withNone.applied(to: try sample([made], like: dataset)).values == none)
    let (withoutNone, _) = try projection([1, 0, 1, 0.5, 2, 4, 0, 1, 1, 1, 1, 5])
    let one: [Float] = [1, 0, 1, 0.5, 3, 0.3]
    #expect(withoutNone.applied(to: try sample([made], like: dataset)).values == one)
  }

  @Test("Data without categories or indicators need no projection; equals are the first of texts")
  func trivial() throws {
    let numbers = try SequenceDataset(
      featureNames: ["x", "y"], classNames: ["0", "1"], values: [0, 1, 1, 0], lengths: [2],
      labels: [0])
    let projection = EventProjection(
      MissingValueConfiguration(), fittedTo: try TrainingSplit(numbers))
    #expect(projection.isTrivial)
    let made = try sample([[0.3, 0.6]], like: numbers)
    #expect(projection.applied(to: made) == made)
    let (training, other) = try loaded { $0.rule = .mask }
    let tie = try sample([[1, 1, 0.2, 0.2, 0.1, 1, 1, 1]], like: training.dataset)
    #expect(other.applied(to: tie).values[2...4] == [1, 0, 0])
  }

  @Test("Indicators that the files bring along are rounded, and values stay as they are")
  func foreignIndicators() throws {
    func made(_ indicator: Float) throws -> [Float] {
      let dataset = try SequenceDataset(
        featureNames: ["x", "x.present"], classNames: ["0", "1"], values: [4, indicator, 3, 0],
        lengths: [2], labels: [0])
      return Array(
        EventProjection(MissingValueConfiguration(), fittedTo: try TrainingSplit(dataset))
          .applied(to: try sample([[2, 0.3]], like: dataset)).values)
    }
    #expect(try made(1) == [2, 0])
    // Something else by that name.
    #expect(try made(17.5) == [2, 0.3])
  }
}
