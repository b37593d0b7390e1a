import TestSupport
import Testing

@testable import Sequences

@Suite("Series and their windows")
struct SeriesTests {
  private func configuration(
    length: Int = 3, stride: Int = 1, horizon: Int = 1, share: Double = 0.25
  ) -> DataConfiguration {
    var configuration = DataConfiguration()
    configuration.format = .seriesCSV
    configuration.columns.exclude = ["v"]
    configuration.label.rule = .significantChange
    configuration.label.column = "v"
    configuration.label.horizon = horizon
    configuration.label.share = share
    configuration.window.length = length
    configuration.window.stride = stride
    return configuration
  }

  private func series(_ text: String, _ configuration: DataConfiguration) throws -> Series {
    try SeriesCSVReader(Array(text.utf8), file: "s.csv", configuration: configuration).read()
  }

  @Test(
    "the original form of the household file is read: semicolons, question marks, two columns of time"
  )
  func household() throws {
    var configuration = configuration()
    configuration.columns.time = ["Date", "Time"]
    configuration.columns.exclude = ["Voltage"]
    configuration.label.column = "Voltage"
    let series = try series(
      """
      Date;Time;Global_active_power;Voltage;Sub_metering_3
      16/12/2006;17:24:00;4.216;234.840;17.000
      16/12/2006;17:25:00;5.360;233.630;16.000
      16/12/2006;17:26:00;?;?;
      16/12/2006;17:27:00;5.388;233.740;17.000
      16/12/2006;17:29:00;3.666;235.680;17.000
      16/12/2006;17:30:00;3.520;235.020;17.000
      """, configuration)
    #expect(series.featureNames == ["Global_active_power", "Sub_metering_3"])
    #expect(series.values == [4.216, 17, 5.36, 16, 0, 0, 5.388, 17, 3.666, 17, 3.52, 17])
    #expect(series.watched == [234.84, 233.63, 0, 233.74, 235.68, 235.02])
    #expect(series.runs == [2, 1, 0, 1, 2, 1])
    #expect(series.incompleteRows == 1)
    #expect(series.gaps == 1)
  }

  @Test("windows avoid incomplete rows, gaps and borders, and all three are counted")
  func windows() throws {
    let text = "x,v\n" + (0..<12).map { $0 == 4 ? "?,1\n" : "\($0),\($0 * $0)\n" }.joined()
    let configuration = configuration()
    let series = try series(text, configuration)
    let all = SeriesWindows(of: series, rows: 0..<12, configuration: configuration)
    #expect(all.starts == [0, 5, 6, 7, 8])
    #expect(all.dropped == LoadedData.DroppedWindows(incomplete: 4, atBorders: 3))
    let part = SeriesWindows(of: series, rows: 6..<11, configuration: configuration)
    #expect(part.starts == [6, 7])
    #expect(part.measures() == [17, 19])
    let data = try part.samples().dataset
    #expect(data.compacted().values == [6, 7, 8, 9])
    #expect(data.starts == [0, 1])
    let strided = SeriesWindows(
      of: series, rows: 5..<12, configuration: self.configuration(stride: 2))
    #expect(strided.starts == [5, 7])
  }

  @Test("L label positions follow the window, each a change of one step")
  func horizon() throws {
    let text = "x,v\n" + [0, 0, 1, 3, 6, 10, 15].map { "0,\($0)\n" }.joined()
    let configuration = configuration(length: 2, horizon: 3)
    let windows = SeriesWindows(
      of: try series(text, configuration), rows: 0..<7, configuration: configuration)
    #expect(windows.starts == [0, 1, 2])
    #expect(windows.measures() == [1, 2, 3, 2, 3, 4, 3, 4, 5])
  }

  @Test("the threshold is exceeded by at most the wanted share, and by as many as possible")
  func threshold() {
    let changes = (1...100).map(Float.init)
    #expect(ThresholdLabels.threshold(of: changes, share: 0.02) == 98)
    let rule = ThresholdLabels(configuration(share: 0.02).label, fittedTo: changes)
    #expect(rule.labels(of: [98, 98.5]) == [0, 1])
    for share in [0.001, 0.013, 0.5, 0.999] {
      let threshold = ThresholdLabels.threshold(of: changes.shuffled(), share: share)
      #expect(changes.count { $0 > threshold } == Int(share * 100))
    }
    // Ties cannot be divided.
    let ties: [Float] = [5, 5, 5, 1, 1, 1, 1, 1, 1, 1]
    #expect(ThresholdLabels.threshold(of: ties, share: 0.2) == 5)
    #expect(ThresholdLabels.threshold(of: ties, share: 0.3) == 1)
  }

  @Test("changes that are equal in decimals are equal, whatever their binary noise")
  func decimalTies() throws {
    let configuration = configuration(length: 1)
    // 0.1 each, which no two of these differences are in double precision.
    let text = "x,v\n0,2.1\n0,2.2\n0,2.3\n0,2.4\n0,2.5\n0,234.5\n0,234.6\n"
    let windows = SeriesWindows(
      of: try series(text, configuration), rows: 0..<7, configuration: configuration)
    #expect(windows.measures() == [0.1, 0.1, 0.1, 0.1, 232, 0.1])
  }

  @Test("time must increase; the most frequent step is the expected one unless one is set")
  func time() throws {
    var configuration = configuration()
    configuration.columns.time = ["t"]
    #expect(
      throws: DataError(.timeNotIncreasing, at: DataPlace(file: "s.csv", line: 4, column: "t"))
    ) { try series("t,x,v\n1,0,0\n2,0,0\n2,0,0\n", configuration) }
    let text = "t,x,v\n" + [0, 2, 4, 5, 7, 9].map { "\($0),0,0\n" }.joined()
    #expect(try series(text, configuration).runs == [3, 2, 1, 3, 2, 1])
    configuration.window.timeStep = 1
    #expect(try series(text, configuration).runs == [1, 1, 2, 1, 1, 1])
  }

  @Test("a text in a series is an error even beside a missing value")
  func text() {
    #expect(
      throws: DataError(
        .notANumber(text: "n/a"), at: DataPlace(file: "s.csv", line: 3, column: "x"))
    ) { try series("x,y,v\n1,1,1\nn/a,?,1\n", configuration()) }
  }

  @Test("given labels of a series are those of the window's last row")
  func givenLabels() throws {
    var configuration = configuration(length: 2)
    configuration.label.rule = .given
    configuration.columns.labels = ["state"]
    let folder = try TemporaryFolder()
    let rows = (0..<30).map { "\($0),\($0),\($0 % 5 == 1 ? "bad" : "good")\n" }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("x,v,state\n" + rows, as: "s.csv"))
    let data = try DataLoader.load(configuration, relativeTo: "")
    let training = data.splits.training.dataset
    #expect(training.classNames == ["bad", "good"])
    #expect(training.count == 20)
    for sample in 0..<training.count {
      let last = try #require(training.sequence(at: sample).last)
      #expect(training.labels[sample] == (Int(last) % 5 == 1 ? 0 : 1))
    }
  }

  @Test("A46: splits by time share no row, not even through a label")
  func noLeak() throws {
    var configuration = configuration(length: 4, horizon: 2, share: 0.2)
    configuration.columns.exclude = []
    let folder = try TemporaryFolder()
    let rows = (0..<200).map { "\($0),\(($0 * $0 * 37) % 101)\n" }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("x,v\n" + rows, as: "s.csv"))
    let data = try DataLoader.load(configuration, relativeTo: "")
    let splits = data.splits
    let used = [splits.training.dataset, splits.validation.dataset, splits.test.dataset].map {
      dataset in
      // Feature x is the row number; the label looks two rows further.
      let last = (0..<dataset.count).map { Int(dataset.sequence(at: $0).suffix(2).first ?? -1) + 2 }
      let first = (0..<dataset.count).map { Int(dataset.sequence(at: $0).first ?? -1) }
      return (first.min() ?? -1)...(last.max() ?? -1)
    }
    #expect(used == [0...139, 140...159, 160...199])
    #expect(splits.training.dataset.labelLength == 2)
    #expect(data.droppedWindows == LoadedData.DroppedWindows(incomplete: 0, atBorders: 15))
  }

  @Test("a series whose change never exceeds the threshold is refused")
  func noChange() throws {
    var configuration = configuration()
    let folder = try TemporaryFolder()
    let rows = (0..<40).map { "\($0),\($0)\n" }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("x,v\n" + rows, as: "s.csv"))
    #expect { try DataLoader.load(configuration, relativeTo: "") } throws: {
      "\($0)".contains("no change of 'v', up or down, by more than 1.0 in training")
    }
  }

  @Test("a value below a quantile of training is a label; the next rows of a column are, too")
  func otherRules() throws {
    var configuration = configuration(length: 2, horizon: 2, share: 0.3)
    configuration.columns.exclude = []
    configuration.label.rule = .quantile
    configuration.label.side = .below
    let folder = try TemporaryFolder()
    let rows = (0..<100).map { "\($0),\($0 % 10)\n" }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("x,v\n" + rows, as: "s.csv"))
    let data = try DataLoader.load(configuration, relativeTo: "")
    let training = data.splits.training.dataset
    #expect(training.classNames == ["not below", "below"])
    #expect(training.featureNames == ["x", "v"])
    for sample in 0..<training.count {
      let last = Int(training.sequence(at: sample).suffix(2).first ?? -1)
      let expected = [1, 2].map { (last + $0) % 10 < 3 ? 1 : 0 }
      #expect(Array(training.labelSequence(at: sample)) == expected)
    }
    #expect(
      data.notes.contains { $0.hasPrefix("A value of 'v' below 3.0 is of the class 'below'") })
    // A given column, one row behind the window.
    configuration.label.rule = .given
    configuration.label.horizon = 1
    configuration.label.ahead = 1
    configuration.columns.labels = ["v"]
    let given = try DataLoader.load(configuration, relativeTo: "").splits.test.dataset
    #expect(given.featureNames == ["x"])
    #expect(given.sequence(at: 0) == [80, 81])
    #expect(given.classNames[given.labels[0]] == "2")
  }

  @Test("with a rule for missing values windows keep their rows, filled within a stretch of time")
  func filled() throws {
    var configuration = configuration(length: 2)
    configuration.columns.time = ["t"]
    configuration.missing.rule = .forwardFillAndMask
    let folder = try TemporaryFolder()
    let lost: Set = [3, 10, 55, 56]
    let rows = (0..<60).map { row in
      "\(row + (row > 9 ? 5 : 0)),\(lost.contains(row) ? "" : "\(row)"),\(row * row)\n"
    }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("t,x,v\n" + rows, as: "s.csv"))
    let data = try DataLoader.load(configuration, relativeTo: "")
    let training = data.splits.training.dataset
    #expect(training.featureNames == ["x", "x.present"])
    // Row 10 comes behind a gap of time, so nothing is known; the median of the rest stands for it.
    func filled(_ dataset: SequenceDataset) -> [Float] {
      stride(from: 0, to: dataset.values.count, by: 2).filter { dataset.values[$0 + 1] == 0 }
        .map { dataset.values[$0] }
    }
    #expect(filled(training) == [2, 21])
    #expect(filled(data.splits.test.dataset) == [54, 54])
    #expect(data.missing.map(\.feature) == ["x"])
  }

  @Test("a series too short for a window is refused")
  func tooShort() throws {
    var configuration = configuration(length: 50)
    let folder = try TemporaryFolder()
    let rows = (0..<20).map { "\($0),\($0)\n" }.joined()
    configuration.files.all = SplitFiles(values: try folder.put("x,v\n" + rows, as: "s.csv"))
    #expect { try DataLoader.load(configuration, relativeTo: "") } throws: {
      ($0 as? DataError)?.reason == .noWindows(length: 50, horizon: 1)
    }
  }
}
