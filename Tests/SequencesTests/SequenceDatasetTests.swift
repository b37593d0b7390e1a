import Testing

@testable import Sequences

@Suite("Data sets, batches, splits and their bytes")
struct SequenceDatasetTests {
  /// Three samples of two features: lengths 2, 1, 3; values 0, 1, 2, ...
  static func small(labels: [Int] = [0, 1, 0]) throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["no", "yes"], values: (0..<12).map(Float.init),
      lengths: [2, 1, 3], labels: labels)
  }

  @Test("sequences and labels are found by sample")
  func access() throws {
    let data = try Self.small()
    #expect(data.count == 3)
    #expect(data.rowCount == 6)
    #expect(data.starts == [0, 2, 3])
    #expect(Array(data.sequence(at: 1)) == [4, 5])
    #expect(Array(data.labelSequence(at: 1)) == [1])
    #expect(data.maximumLength == 3)
  }

  @Test(
    "E1: NaN and infinity are refused with sample, event and feature",
    arguments: [
      Float.nan, .infinity, -.infinity,
    ])
  func notFinite(value: Float) {
    var values = (0..<20_000).map(Float.init)
    values[9_999] = value
    #expect(
      throws: DataError(
        .notFinite, at: DataPlace(sample: 999, event: 4, feature: "b"))
    ) {
      try SequenceDataset(
        featureNames: ["a", "b"], classNames: ["0", "1"], values: values,
        lengths: [Int](repeating: 5, count: 2000), labels: [Int](repeating: 0, count: 2000))
    }
  }

  @Test("E6, E7, E8: zero length, ragged features, wrong labels are refused with the sample")
  func malformed() {
    func make(
      values: [Float] = [1, 2, 3, 4], lengths: [Int] = [1, 1], labels: [Int] = [0, 1],
      labelLength: Int = 1
    ) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["a", "b"], classNames: ["0", "1"], labelLength: labelLength, values: values,
        lengths: lengths, labels: labels)
    }
    #expect(throws: DataError(.zeroLength, at: DataPlace(sample: 1))) {
      try make(lengths: [2, 0])
    }
    #expect(throws: DataError(.wrongCount(of: "values", found: 5, expected: 4))) {
      try make(values: [1, 2, 3, 4, 5])
    }
    #expect(
      throws: DataError(.labelOutsideClasses(label: 2, classes: 2), at: DataPlace(sample: 1))
    ) { try make(labels: [0, 2]) }
    #expect(
      throws: DataError(.labelOutsideClasses(label: -1, classes: 2), at: DataPlace(sample: 1))
    ) { try make(labels: [0, 0, -1, 0], labelLength: 2) }
    #expect(throws: DataError(.wrongCount(of: "labels", found: 1, expected: 2))) {
      try make(labels: [0])
    }
    #expect(throws: DataError(.outsideStorage, at: DataPlace(sample: 0))) {
      try SequenceDataset(
        featureNames: ["a"], classNames: ["0"], values: [1, 2], starts: [1], lengths: [2],
        labels: [0])
    }
    #expect(throws: DataError(.outsideStorage, at: DataPlace(sample: 0))) {
      try SequenceDataset(
        featureNames: ["a"], classNames: ["0"], values: [1, 2], starts: [-1], lengths: [2],
        labels: [0])
    }
  }

  @Test("subsets repeat and reorder samples and share values; compacting drops unused rows")
  func subsets() throws {
    let data = try Self.small()
    let subset = data.subset([2, 1, 2])
    #expect(subset.lengths == [3, 1, 3])
    #expect(subset.labels == [0, 1, 0])
    #expect(subset.values == data.values)
    #expect(data.subset([]).isEmpty)
    let compacted = subset.compacted()
    #expect(compacted.values == [4, 5, 6, 7, 8, 9, 10, 11])
    #expect(compacted.starts == [1, 0, 1])
    for sample in 0..<3 {
      #expect(compacted.sequence(at: sample).elementsEqual(subset.sequence(at: sample)))
    }
  }

  @Test("appending keeps the samples of both; different features or classes are refused")
  func appending() throws {
    let data = try Self.small()
    let both = try data.subset([1]).appending(data.subset([2, 0]))
    #expect(both.count == 3)
    #expect(Array(both.sequence(at: 0)) == [4, 5])
    #expect(Array(both.sequence(at: 2)) == [0, 1, 2, 3])
    #expect(both.labels == [1, 0, 0])
    let other = try SequenceDataset(
      featureNames: ["a"], classNames: ["no", "yes"], values: [1], lengths: [1], labels: [0])
    #expect(
      throws: DataError(.incompatible(what: "features", first: "a, b", second: "a"))
    ) { try data.appending(other) }
  }

  @Test("B3: a batch holds its samples, zeros behind them, and lengths, however long it is padded")
  func batches() throws {
    let data = try Self.small()
    let batch = data.batch([1, 0])
    #expect(batch.values == [4, 5, 0, 0, 0, 1, 2, 3])
    #expect(batch.lengths == [1, 2])
    #expect(batch.time == 2)
    #expect(batch.labels == [1, 0])
    let longer = data.batch([1], paddedTo: 3)
    #expect(longer.values == [4, 5, 0, 0, 0, 0])
    #expect(longer.lengths == [1])
    #expect(data.batch([]).values == [])
  }

  @Test("one position of label sequences can be selected")
  func labelPosition() throws {
    let data = try SequenceDataset(
      featureNames: ["a"], classNames: ["0", "1", "2"], labelLength: 3, values: [1, 2],
      lengths: [1, 1], labels: [0, 1, 2, 2, 1, 0])
    #expect(data.selectingLabel(at: 2).labels == [2, 0])
    #expect(data.selectingLabel(at: 2).labelLength == 1)
    #expect(data.selectingLabel(at: -1).labels == [2, 0])
    #expect(try Self.ragged().selectingLabel(at: -1).labels == [2, 1, 0])
    #expect(try Self.ragged().selectingLabel(at: 0).labels == [0, 1, 1])
  }

  /// Three samples with 3, 1 and 2 labels.
  private static func ragged() throws -> SequenceDataset {
    try SequenceDataset(
      featureNames: ["a"], classNames: ["0", "1", "2"], values: [1, 2, 3, 4], lengths: [1, 2, 1],
      labels: [0, 1, 2, 1, 1, 0], labelLengths: [3, 1, 2])
  }

  @Test("samples may have label sequences of different lengths, each with its own")
  func raggedLabels() throws {
    let data = try Self.ragged()
    #expect(data.hasRaggedLabels)
    #expect(data.labelLength == 3)
    #expect(data.labelLengths == [3, 1, 2])
    #expect((0..<3).map { Array(data.labelSequence(at: $0)) } == [[0, 1, 2], [1], [1, 0]])

    let subset = data.subset([2, 1, 2])
    #expect((0..<3).map { Array(subset.labelSequence(at: $0)) } == [[1, 0], [1], [1, 0]])
    #expect(subset.labelLength == 3)
    #expect(subset.compacted().labelLengths == [2, 1, 2])
    #expect(try subset.replacingValues(Array(data.values)).labelLengths == [2, 1, 2])
    #expect(
      FeatureScaling(.standardise, fittedTo: try TrainingSplit(data))
        .applied(to: subset).labelLengths == [2, 1, 2])

    let fixed = try SequenceDataset(
      featureNames: ["a"], classNames: ["0", "1", "2"], labelLength: 4, values: [1], lengths: [1],
      labels: [0, 0, 0, 2])
    #expect(!fixed.hasRaggedLabels)
    let both = try data.appending(fixed)
    #expect(both.labelLength == 4)
    #expect(Array(both.labelSequence(at: 3)) == [0, 0, 0, 2])
    #expect(Array(both.labelSequence(at: 2)) == [1, 0])

    let batch = data.batch([2, 0])
    #expect(batch.labels == [1, 0, 0, 0, 1, 2])
    #expect(batch.labelLength == 3)
    #expect(batch.labelLengths == [2, 3])
    #expect(try Self.small().batch([0, 1]).labelLengths == [1, 1])

    let splits = try DataSplits(
      training: TrainingSplit(data), validation: ValidationSplit(subset),
      test: TestSplit(both))
    #expect(splits.vocabulary.sequences == [[0, 1, 2], [1], [1, 0]])
    let decoded = try DataSplits(serialised: splits.serialised())
    #expect(decoded == splits)
    #expect(decoded.test.dataset.labelLengths == [3, 1, 2, 4])
  }

  @Test("E8: lengths of labels that do not fit are refused")
  func malformedLabelLengths() {
    func make(_ labelLengths: [Int], labels: [Int] = [0, 1, 0]) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["a"], classNames: ["0", "1"], values: [1, 2], lengths: [1, 1],
        labels: labels, labelLengths: labelLengths)
    }
    #expect(throws: DataError(.noLabel, at: DataPlace(sample: 1))) { try make([3, 0]) }
    #expect(throws: DataError(.noLabel, at: DataPlace(sample: 0))) { try make([-1, 3]) }
    #expect(throws: DataError(.wrongCount(of: "labels", found: 3, expected: 4))) {
      try make([2, 2])
    }
    #expect(throws: DataError(.wrongCount(of: "label lengths", found: 1, expected: 2))) {
      try make([3])
    }
    #expect(
      throws: DataError(
        .wrongCount(of: "labels", found: 3, expected: Int.max), at: DataPlace(sample: 1))
    ) { try make([1, Int.max]) }
    #expect(
      throws: DataError(.labelOutsideClasses(label: 2, classes: 2), at: DataPlace(sample: 1))
    ) { try make([2, 1], labels: [0, 1, 2]) }
  }

  @Test("E2: an empty split and a single class in training are refused")
  func splits() throws {
    let data = try Self.small()
    #expect(throws: DataError(.empty, at: DataPlace(split: "training"))) {
      try TrainingSplit(data.subset([]))
    }
    #expect(throws: DataError(.empty, at: DataPlace(split: "validation"))) {
      try ValidationSplit(data.subset([]))
    }
    #expect(throws: DataError(.empty, at: DataPlace(split: "test"))) {
      try TestSplit(data.subset([]))
    }
    #expect(throws: DataError(.singleClass(label: "'no'"), at: DataPlace(split: "training"))) {
      try DataSplits(
        training: TrainingSplit(data.subset([0, 2])), validation: ValidationSplit(data),
        test: TestSplit(data))
    }
  }

  @Test("splits survive becoming bytes; equal splits have equal bytes and hashes, others do not")
  func serialisation() throws {
    let data = try Self.small()
    // Overlapping samples, as windows have.
    let windows = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["no", "yes"], values: data.values, starts: [0, 1, 1],
      lengths: [3, 3, 5], labels: [0, 0, 1])
    let splits = try DataSplits(
      training: TrainingSplit(windows), validation: ValidationSplit(data.subset([2, 0])),
      test: TestSplit(data.subset([0])))
    let bytes = splits.serialised()
    #expect(try DataSplits(serialised: bytes) == splits)
    #expect(try DataSplits(serialised: bytes).contentHash == splits.contentHash)
    let other = try DataSplits(
      training: TrainingSplit(windows), validation: ValidationSplit(data.subset([0, 2])),
      test: TestSplit(data.subset([0])))
    #expect(other.contentHash != splits.contentHash)
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) {
        try DataSplits(serialised: Array(bytes.prefix(length)))
      }
    }
    #expect(throws: (any Error).self) { try DataSplits(serialised: bytes + [0]) }
  }

  @Test("every reason makes a sentence with the place in front")
  func sentences() {
    let place = DataPlace(file: "a.csv", line: 3, column: "x")
    let error = DataError(.notANumber(text: "abc"), at: place)
    #expect(error.description.hasPrefix("a.csv, line 3, column 'x': 'abc' is not a number;"))
    let nan = DataError(.notFinite, at: DataPlace(sample: 4, event: 2, feature: "v"))
    #expect(nan.description.hasPrefix("sample 4, event 2, feature 'v': the value is NaN"))
    let reasons: [DataError.Reason] = [
      .notFinite, .zeroLength, .outsideStorage, .wrongCount(of: "labels", found: 1, expected: 2),
      .noLabel, .labelOutsideClasses(label: 3, classes: 2), .notOneHot(sum: 0), .empty,
      .singleClass(label: "'1'"), .incompatible(what: "features", first: "a", second: "b"),
      .classAbsent(name: "x"), .unknownClass(name: "x", classes: ["y"]),
      .memberCount(members: 0, majority: 5), .memberCount(members: 6, majority: 5),
      .bootstrapSize(size: 0, majority: 5), .missingColumn(available: ["a"]), .duplicateColumn,
      .fieldCount(found: 1, expected: 2), .notANumber(text: "x"), .missingValue,
      .notATime(text: "x"), .timeNotIncreasing, .labelChanges(id: "1", first: "a", then: "b"),
      .unterminatedQuote, .groupChanges(id: "1", first: "a", then: "b"),
      .wrongFormat(expected: "a CSV file", detail: "it is not"),
      .truncated(expected: 2, found: 1), .elementType(found: "<U1", expected: "numbers"),
      .pickledObjects, .shape(found: [2], expected: "(1,)"),
      .missingMember(name: "x", available: []), .offsets(detail: "decrease"),
      .configuration(sentence: "it is wrong."), .noWindows(length: 2, horizon: 1),
    ]
    for reason in reasons {
      #expect(reason.sentence.count > 10, "\(reason)")
      #expect(reason.sentence.hasSuffix("."), "\(reason)")
    }
  }
}
