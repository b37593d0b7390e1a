import TestSupport
import Testing

@testable import Sequences

@Suite("Given splits, duplicates, thinning and merging of classes")
struct SampleChoiceTests {
  /// Samples of one row: x is the number of the sample.
  private func csv(_ labels: [String], from first: Int = 0) -> String {
    "id,x,label\n"
      + labels.enumerated().map { "\(first + $0),\(first + $0),\($1)\n" }.joined()
  }

  @Test("a column names the split; validation is cut from training if it names none")
  func given() throws {
    let names = ["train", "train", "test", "train", "dev", "train", "test"]
    let rows = names.enumerated().map { "\($0),\($0),\($0 % 3 == 0 ? "no" : "yes"),\($1)\n" }
    var data = try RecipeData("id,x,label,part\n" + rows.joined())
    data.configuration.split.rule = .given
    data.configuration.split.column = "part"
    let splits = try data.load().splits
    #expect(splits.training.dataset.values == [0, 1, 3, 5])
    #expect(splits.validation.dataset.values == [4])
    #expect(splits.test.dataset.values == [2, 6])
    data.configuration.split.trainingNames = ["train", "dev"]
    data.configuration.split.validationNames = []
    data.configuration.split.validation = 0.35
    data.configuration.split.test = 0.15
    data.configuration.split.training = 0.5
    let cut = try data.load()
    #expect(cut.splits.training.dataset.values == [0, 1, 3])
    #expect(cut.splits.validation.dataset.values == [4, 5])
    #expect(cut.splits.test.dataset.values == [2, 6])
    #expect(cut.notes.contains { $0.contains("as 'part' says; validation samples are taken") })
    data.configuration.split.testNames = ["exam"]
    #expect(
      throws: DataError(
        .unknownSplit(text: "test", names: ["train", "dev", "exam"]),
        at: DataPlace(file: "all.csv", column: "part", sample: 2))
    ) { try data.load() }
    try data.folder.put("id,x,label,part\n1,1,a,train\n1,1,a,test\n", as: "all.csv")
    #expect(
      throws: DataError(
        .splitChanges(id: "1", first: "train", then: "test"),
        at: DataPlace(file: "all.csv", line: 3, column: "part"))
    ) { try data.load() }
  }

  @Test("duplicates are kept by default; removed, the first one stays, and training before test")
  func duplicates() throws {
    func rows(_ values: [Int]) -> String {
      "id,x,label\n"
        + values.enumerated().map { "\($0),\($1),\($1 % 2 == 0 ? "no" : "yes")\n" }.joined()
    }
    var data = try RecipeData(
      training: rows([1, 2, 2, 3, 4]), validation: rows([5, 2, 6, 5]), test: rows([7, 5, 4, 8]))
    let kept = DataSummary(of: try data.load())
    #expect(kept.splits.map(\.duplicates) == [1, 1, 0])
    #expect(kept.splits.map(\.duplicatesAcross) == [0, 1, 2])
    data.configuration.duplicates = .remove
    let removed = try data.load()
    #expect(removed.splits.training.dataset.values == [1, 2, 3, 4])
    #expect(removed.splits.validation.dataset.values == [5, 6])
    #expect(removed.splits.test.dataset.values == [7, 8])
    #expect(DataSummary(of: removed).splits.map(\.duplicatesAcross) == [0, 0, 0])
    // In one file they go before the split, so that shares are those of what stays.
    var single = try RecipeData(rows((0..<20).flatMap { [$0, $0] }))
    single.configuration.duplicates = .remove
    let splits = try single.load().splits
    #expect(splits.training.dataset.values == (0..<14).map(Float.init))
    #expect(splits.test.dataset.count == 4)
  }

  @Test("a class is thinned to its share of training; the seed decides whom, and test stays")
  func thinning() throws {
    let labels = (0..<400).map { $0 % 2 == 0 ? "neg" : "pos" }
    var data = try RecipeData(csv(labels))
    data.configuration.thin.classes = ["pos": 0.05]
    func positives(_ dataset: SequenceDataset) -> [Float] {
      (0..<dataset.count).filter { dataset.classNames[dataset.labels[$0]] == "pos" }
        .map { dataset.values[$0] }
    }
    let first = try data.load().splits
    // 140 negative ones are 95 %, so 7 positive ones are 5 %.
    #expect(first.training.dataset.count == 147)
    #expect(positives(first.training.dataset).count == 7)
    #expect(first.test.dataset.count == 80)
    #expect(try data.load().splits == first)
    data.configuration.thin.seed = 1
    let other = try data.load().splits.training.dataset
    #expect(positives(other).count == 7)
    #expect(positives(other) != positives(first.training.dataset))
    data.configuration.thin.splits = .all
    #expect(try data.load().splits.test.dataset.count == 42)
    #expect(try data.load().splits.validation.dataset.count == 21)
    data.configuration.thin.classes = ["pos": 0.9]
    #expect(
      try data.load().warnings.contains {
        $0.contains("'pos' has 140 of 280 training samples, less than the share")
      })
    data.configuration.thin.classes = ["maybe": 0.1]
    #expect { try data.load() } throws: {
      "\($0)".contains("names the class 'maybe', which no training sample has")
    }
  }

  @Test("A46: which training samples are thinned out does not depend on the other splits")
  func thinningLeak() throws {
    let labels = (0..<60).map { $0 % 2 == 0 ? "neg" : "pos" }
    var data = try RecipeData(
      training: csv(labels), validation: csv(["neg", "pos"]), test: csv(["neg", "pos"]))
    data.configuration.thin.classes = ["pos": 0.2]
    data.configuration.thin.splits = .all
    let first = try data.training()
    try data.folder.put(csv([String](repeating: "pos", count: 30) + ["neg"]), as: "test.csv")
    #expect(try data.training() == first)
  }

  @Test("classes are merged, then all but those of interest become one")
  func merging() throws {
    let labels = (0..<40).map { "\($0 % 4)" }
    var data = try RecipeData(csv(labels))
    data.configuration.label.merge = ["odd": ["1", "3"]]
    let merged = try data.training()
    #expect(merged.classNames == ["0", "2", "odd"])
    #expect(Array(merged.labels[0..<4]) == [0, 2, 1, 2])
    data.configuration.label.minority = ["2"]
    let one = try data.load()
    #expect(one.splits.training.dataset.classNames == ["2", "other"])
    #expect(one.splits.vocabulary.counts == [21, 7])
    #expect(one.splits.vocabulary.sequences == [[1], [0]])
    data.configuration.label.minority = ["1"]
    #expect { try data.load() } throws: {
      "\($0)".contains("data.label.minority names the class '1', which does not occur")
    }
    data.configuration.label.merge = ["odd": ["one"]]
    #expect { try data.load() } throws: {
      "\($0)".contains("data.label.merge names the class 'one'")
    }
  }

  @Test("training samples that end after others begin are warned of, and splits at random")
  func timeWarnings() throws {
    func rows(_ length: Int) -> String {
      (0..<30).map { id in
        [0, length].map { "\(id),\(id * 10 + $0),1,\(id % 3 == 0 ? 1 : 0)\n" }.joined()
      }.joined()
    }
    var data = try RecipeData("id,t,x,label\n" + rows(5))
    data.configuration.columns.time = ["t"]
    #expect(try data.load().warnings == [])
    try data.folder.put("id,t,x,label\n" + rows(25), as: "all.csv")
    #expect(
      try data.load().warnings.contains {
        $0.hasPrefix("2 training samples end after the first validation sample begins")
      })
    data.configuration.split.rule = .stratified
    #expect(try data.load().warnings.contains { $0.contains("split at random") })
  }
}
