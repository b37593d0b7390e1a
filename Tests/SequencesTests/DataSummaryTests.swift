import Testing

@testable import Sequences

@Suite("Summary of data")
struct DataSummaryTests {
  private func data(
    missing: [[Double]] = [], _ change: (inout [[Float]]) -> Void = { _ in }
  ) throws -> LoadedData {
    var samples = (0..<30).map { sample -> [Float] in
      (0...(sample % 3)).flatMap { event -> [Float] in [Float(sample * 10 + event), 7] }
    }
    change(&samples)
    func dataset(_ range: Range<Int>) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["x", "constant"], classNames: ["no", "yes"],
        values: samples[range].flatMap(\.self), lengths: samples[range].map { $0.count / 2 },
        labels: range.map { $0 % 6 == 0 ? 1 : 0 })
    }
    return LoadedData(
      splits: try DataSplits(
        training: TrainingSplit(dataset(0..<18)), validation: ValidationSplit(dataset(18..<24)),
        test: TestSplit(dataset(24..<30))),
      notes: ["A note."], warnings: ["A warning."], files: [],
      droppedWindows: LoadedData.DroppedWindows(incomplete: 3, atBorders: 4),
      missing: missing.map { LoadedData.MissingShares(feature: "x", events: $0, samples: $0) })
  }

  @Test("samples, lengths, labels and features are counted")
  func numbers() throws {
    let summary = DataSummary(of: try data())
    let training = summary.splits[0]
    #expect(training.sampleCount == 18)
    #expect(
      [training.minimumLength, training.medianLength, training.maximumLength] == [1, 2, 3])
    #expect(training.labelCounts == [15, 3, 0])
    #expect(summary.imbalanceRatio == 5)
    #expect(summary.features[0].maximum == 172)
    #expect(summary.features[1].isConstant)
    #expect(summary.splits.map(\.duplicates) == [0, 0, 0])
    #expect(summary.splits.map(\.duplicatesAcross) == [0, 0, 0])
  }

  @Test("E12: repeated samples are found within and across splits")
  func duplicates() throws {
    let summary = DataSummary(
      of: try data { samples in
        samples[1] = samples[0]
        samples[2] = samples[0]
        samples[20] = samples[0]
        samples[25] = samples[20]
        samples[26] = samples[5]
      })
    #expect(summary.splits.map(\.duplicates) == [2, 0, 0])
    #expect(summary.splits.map(\.duplicatesAcross) == [0, 1, 2])
    #expect(summary.warnings.contains { $0.contains("2 test samples also occur in an earlier") })
    #expect(summary.warnings.contains { $0.contains("2 of 18 training samples repeat") })
  }

  @Test("warnings say what a colleague would, after those of the loader")
  func warnings() throws {
    let summary = DataSummary(of: try data())
    #expect(summary.warnings.first == "A warning.")
    for text in [
      "Constant in training, so without information: 'constant';", "3 minority training samples",
      "imbalance is mild (5.0 to 1)", "test split has only 1 minority samples",
    ] {
      #expect(summary.warnings.contains { $0.contains(text) }, "\(text)")
    }
  }

  @Test("values on another scale, equal samples with other labels and lengths are told")
  func moreWarnings() throws {
    let summary = DataSummary(
      of: try data { samples in
        for sample in 24..<30 { samples[sample] = samples[sample].map { $0 * 1000 } }
        samples[7] = samples[6]
        for sample in [0, 6, 12] { samples[sample] = (0..<8).map { Float(sample * 100 + $0) } }
        samples[13] = samples[12]
      }, further: ["A method's warning."])
    for text in [
      "Values are on another scale in test than in training", "1 training samples equal another",
      "the median is 4 events for minority samples and 2 for others",
    ] {
      #expect(summary.warnings.contains { $0.contains(text) }, "\(text)")
    }
    #expect(summary.warnings.last == "A method's warning.")
    #expect(summary.splits.map(\.contradictions) == [1, 0, 0])
    #expect(summary.text.contains("shifted"))
  }

  @Test("missing shares are shown, per split where they differ, and warned of")
  func missing() throws {
    let summary = DataSummary(of: try data(missing: [[0.95, 0.5, 0.9499]]))
    #expect(summary.text.contains("95.0 / 50.0 / 95.0 %"))
    for text in [
      "Never measured in more than half of the training samples: 'x'",
      "Much more or less is missing in validation than in training: 'x'",
    ] {
      #expect(summary.warnings.contains { $0.contains(text) }, "\(text)")
    }
    #expect(DataSummary(of: try data(missing: [[0.2, 0.2, 0.2]])).text.contains("20.0 %"))
  }

  @Test("label sequences have a table of their own")
  func labelSequences() throws {
    func dataset(_ first: Int) throws -> SequenceDataset {
      try SequenceDataset(
        featureNames: ["x"], classNames: ["steady", "jump"], labelLength: 3,
        values: (0..<8).map { Float(first + $0) }, lengths: [Int](repeating: 1, count: 8),
        labels: [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 1, 1, 1])
    }
    let data = LoadedData(
      splits: try DataSplits(
        training: TrainingSplit(dataset(0)), validation: ValidationSplit(dataset(10)),
        test: TestSplit(dataset(20))), notes: [], warnings: [], files: [],
      droppedWindows: LoadedData.DroppedWindows(), missing: [])
    let lines = DataSummary(of: data).text.split(separator: "\n")
    #expect(lines[0] == "split       samples  lengths    minority  repeated  in earlier split")
    #expect(lines[1] == "training          8        1  5 (62.5 %)         0                 0")
    #expect(lines[5].hasPrefix("label "))
    #expect(lines[6].hasPrefix("steady steady steady (majority)  3 (37.5 %)  3 (37.5 %)"))
    #expect(lines[7].hasPrefix("steady steady jump "))
  }

  @Test("the text shows all of it in aligned columns")
  func text() throws {
    let text = DataSummary(of: try data()).text
    #expect(
      text.hasPrefix(
        """
        split       samples        lengths  no (majority)         yes  repeated  in earlier split
        training         18  1-3, median 2    15 (83.3 %)  3 (16.7 %)         0                 0
        validation        6  1-3, median 2     5 (83.3 %)  1 (16.7 %)         0                 0
        test              6  1-3, median 2     5 (83.3 %)  1 (16.7 %)         0                 0
        Imbalance in training: 5.0 to 1.

        feature (training)  minimum  mean  maximum
        """))
    #expect(text.contains("constant"))
    #expect(!text.contains("missing  "))
    #expect(text.contains("Windows left out: 3 with a missing value or time gap, 4 across"))
    #expect(text.contains("\nA note.\n"))
    #expect(text.hasSuffix(".\n"))
  }
}
