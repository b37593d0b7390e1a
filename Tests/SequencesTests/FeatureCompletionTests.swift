import TestSupport
import Testing

@testable import Sequences

@Suite("Missing values and categories")
struct FeatureCompletionTests {
  /// Three training samples, of which the second knows nothing of x at first.
  private static let training = """
    id,x,y,colour,label
    a,1,5,red,no
    a,,6,blue,no
    a,3,,,no
    b,,7,red,yes
    b,8,,red,yes
    c,4,8,blue,no

    """
  private static let other = "id,x,y,colour,label\nd,,,green,no\nd,9,1,blue,no\ne,,2,red,yes\n"

  private func data(_ rule: MissingValueConfiguration.Rule) throws -> RecipeData {
    var data = try RecipeData(
      training: Self.training, validation: Self.other, test: Self.other)
    data.configuration.columns.exclude = ["colour"]
    data.configuration.missing.rule = rule
    return data
  }

  @Test("mask: the training median where nothing is known, and a feature that says where")
  func mask() throws {
    let training = try data(.mask).training()
    #expect(training.featureNames == ["x", "y", "x.present", "y.present"])
    #expect(
      training.values == [
        1, 5, 1, 1, 3, 6, 0, 1, 3, 6, 1, 0, 3, 7, 0, 1, 8, 6, 1, 0, 4, 8, 1, 1,
      ])
    #expect(training.indicatorOfFeature == [2, 3, nil, nil])
    let test = try data(.mask).load().splits.test.dataset
    #expect(test.values == [3, 6, 0, 0, 9, 1, 1, 1, 3, 2, 0, 1])
  }

  @Test("forward-fill: the last value of the same sample, the constant before the first one")
  func forwardFill() throws {
    let training = try data(.forwardFill).training()
    #expect(training.featureNames == ["x", "y"])
    #expect(training.values == [1, 5, 1, 6, 3, 6, 3, 7, 8, 7, 4, 8])
    var mean = try data(.forwardFill)
    mean.configuration.missing.fill = .mean
    #expect(try mean.training().values[6] == 4)
    let both = try data(.forwardFillAndMask).training()
    #expect(both.featureNames == ["x", "y", "x.present", "y.present"])
    #expect(Array(both.values[4..<8]) == [1, 6, 0, 1])
  }

  @Test("rules of single features differ; a feature complete in training gets no indicator")
  func perFeature() throws {
    var data = try data(.mask)
    data.configuration.missing.features = ["x": .forwardFill]
    #expect(try data.training().featureNames == ["x", "y", "y.present"])
    try data.folder.put(
      Self.training.split(separator: "\n").map { $0.contains(",,") ? "" : $0 + "\n" }.joined()
        + "b,2,2,red,yes\n", as: "training.csv")
    let loaded = try data.load()
    #expect(loaded.splits.training.dataset.featureNames == ["x", "y"])
    // Whatever validation and test lack is filled in all the same.
    #expect(loaded.splits.test.dataset.values == [2, 5, 9, 1, 2, 2])
    #expect(loaded.missing.map(\.feature) == ["x", "y"])
    #expect(loaded.missing[0].events == [0, 2 / 3.0, 2 / 3.0])
    #expect(loaded.missing[0].samples == [0, 0.5, 0.5])
  }

  @Test("error is the default and names line and column; unknown features are refused")
  func errors() throws {
    var data = try data(.error)
    #expect(
      throws: DataError(.missingValue, at: DataPlace(file: "training.csv", line: 3, column: "x"))
    ) { try data.load() }
    data.configuration.missing.features = ["z": .mask]
    #expect(
      throws: DataError(
        .missingColumn(available: ["x", "y"]), at: DataPlace(file: "training.csv", column: "z"))
    ) { try data.load() }
    data.configuration.missing.features = [:]
    data.configuration.missing.rule = .mask
    try data.folder.put("id,x,y,label\na,,1,no\nb,,2,yes\n", as: "training.csv")
    data.configuration.columns.exclude = []
    try data.folder.put("id,x,y,label\na,1,1,no\n", as: "test.csv")
    try data.folder.put("id,x,y,label\na,1,1,no\n", as: "validation.csv")
    #expect { try data.load() } throws: {
      "\($0)".contains("feature 'x'") && "\($0)".contains("no value at all in training")
    }
    try data.folder.put("id,x,x.present,label\na,,1,no\nb,1,2,yes\n", as: "training.csv")
    for name in ["test.csv", "validation.csv"] {
      try data.folder.put("id,x,x.present,label\na,1,1,no\n", as: name)
    }
    #expect { try data.load() } throws: {
      "\($0)".contains("'x.present'") && "\($0)".contains("rename it")
    }
  }

  @Test(
    "a categorical column becomes one feature per text of training; others are 0, and warned of")
  func oneHot() throws {
    var data = try data(.mask)
    data.configuration.columns.exclude = ["x", "y"]
    data.configuration.columns.categorical = ["colour"]
    let loaded = try data.load()
    let training = loaded.splits.training.dataset
    #expect(training.featureNames == ["colour=blue", "colour=red", "colour.present"])
    #expect(
      training.values == [0, 1, 1, 1, 0, 1, 0, 0, 0, 0, 1, 1, 0, 1, 1, 1, 0, 1])
    #expect(training.featuresByColumn().map(\.features) == [0..<2, 2..<3])
    #expect(training.indicatorOfFeature == [2, 2, nil])
    #expect(loaded.splits.test.dataset.values == [0, 0, 1, 1, 0, 1, 0, 1, 1])
    #expect(
      loaded.warnings.contains {
        $0.hasPrefix("In the test split: 'colour' has texts that training does not show ('green')")
      })
    data.configuration.columns.categorical = ["hue"]
    #expect { try data.load() } throws: {
      guard case .missingColumn? = ($0 as? DataError)?.reason else { return false }
      return true
    }
  }

  @Test("check-data tells apart what is measured, one-hot, or says where something was measured")
  func summary() throws {
    var data = try data(.mask)
    data.configuration.columns.exclude = []
    data.configuration.columns.categorical = ["colour"]
    try data.folder.put(
      Self.training.replacing("8", with: "7").replacing(",6,", with: ",7,")
        .replacing(",5,", with: ",7,"), as: "training.csv")
    let summary = DataSummary(of: try data.load())
    #expect(summary.measured.map { summary.features[$0].name } == ["x", "y"])
    #expect(
      summary.warnings.contains {
        $0.hasPrefix("Constant in training wherever it was measured") && $0.hasSuffix(": 'y'.")
      })
    #expect(summary.text.contains("Besides, 3 features NAME.present say where"))
    #expect(!summary.text.contains("colour.present"))
  }

  @Test("groups of one-hot features are found among others")
  func groups() throws {
    let names = ["x", "a=1", "a=2", "a=3", "b=1", "y", "c=u", "c=v"]
    let dataset = try SequenceDataset(
      featureNames: names, classNames: ["k"], values: names.map { _ in 0 }, lengths: [1],
      labels: [0])
    let columns = dataset.featuresByColumn()
    #expect(columns.map(\.name) == ["x", "a", "b", "y", "c"])
    #expect(columns.map(\.features) == [0..<1, 1..<4, 4..<5, 5..<6, 6..<8])
  }

  @Test("A46: what fills and codes is of training alone, so other splits change nothing in it")
  func leakage() throws {
    for rule in [MissingValueConfiguration.Rule.mask, .forwardFill, .forwardFillAndMask] {
      var data = try data(rule)
      data.configuration.columns.exclude = []
      data.configuration.columns.categorical = ["colour"]
      let first = try data.training()
      for name in ["validation.csv", "test.csv"] {
        try data.folder.put(
          "id,x,y,colour,label\nd,1000,-77,violet,no\nd,,,green,no\ne,5,,red,yes\n", as: name)
      }
      #expect(try data.training() == first)
    }
  }
}
