import Files
import TestSupport
import Testing

@testable import Sequences

@Suite("Texts and tokens")
struct TextFormatTests {
  private func words(_ text: String, lowerCase: Bool = true) -> [String] {
    var words: [String] = []
    Array(text.utf8).withUnsafeBufferPointer {
      WordScanner.forEachWord(of: $0, lowerCase: lowerCase) { words.append($0) }
    }
    return words
  }

  /// Three splits of lines of symbols, each with an id of its own.
  private func threeSplits(
    _ training: String, _ validation: String, _ test: String, in folder: TemporaryFolder,
    format: DataConfiguration.Format = .tokens
  ) throws -> DataConfiguration {
    var configuration = DataConfiguration()
    configuration.format = format
    for (name, text) in [("training", training), ("validation", validation), ("test", test)] {
      _ = try folder.put("label\ttext\n" + text, as: name)
    }
    configuration.files.training = SplitFiles(values: "training")
    configuration.files.validation = SplitFiles(values: "validation")
    configuration.files.test = SplitFiles(values: "test")
    return configuration
  }

  private let training = "n\t5 22 5\nn\t5\na\t7 5\n"

  @Test("words are those of Python's regular expressions, in any script")
  func tokenisation() throws {
    let formats = try Formats()
    for (index, text) in formats.texts.enumerated() {
      #expect(words(text) == formats.lowerWords[index])
      #expect(words(text, lowerCase: false) == formats.words[index])
    }
    #expect(words(" ... ''' \u{2019} ") == [])
  }

  @Test("tokens are one-hot over the vocabulary of training, in the order of their numbers")
  func oneHot() throws {
    let folder = try TemporaryFolder()
    let configuration = try threeSplits(
      training, "a\t99 7\n", "n\t22 99\nn\t5\n", in: folder)
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    let dataset = data.splits.training.dataset
    #expect(dataset.featureNames == ["token=5", "token=7", "token=22"])
    #expect(dataset.lengths == [3, 1, 2])
    #expect(dataset.values == [1, 0, 0, 0, 0, 1, 1, 0, 0, 1, 0, 0, 0, 1, 0, 1, 0, 0])
    // 99 is in no training sample, so it is dropped.
    #expect(data.splits.validation.dataset.values == [0, 1, 0])
    #expect(data.splits.test.dataset.values == [0, 0, 1, 1, 0, 0])
    #expect(data.notes.contains { $0.contains("100.0 % of the words in training are known") })
  }

  @Test("texts of one group stay in one split; the last label columns may be empty")
  func groupsAndRaggedLabels() throws {
    let folder = try TemporaryFolder()
    let rows = (0..<60).map {
      "\($0 % 2 == 0 ? "n" : "a"),\($0 % 3 == 0 ? "n" : ""),w\($0 / 5) x,\($0 / 5)"
    }
    try folder.put("l1,l2,text,author\n" + rows.joined(separator: "\n") + "\n", as: "all.csv")
    var configuration = DataConfiguration()
    configuration.format = .text
    configuration.columns.labels = ["l1", "l2"]
    configuration.columns.group = "author"
    configuration.files.all = SplitFiles(values: "all.csv")
    configuration.split.rule = .group
    #expect(configuration.problems() == [])
    let splits = try DataLoader.load(configuration, relativeTo: folder.path).splits
    let datasets = [splits.training.dataset, splits.validation.dataset, splits.test.dataset]
    #expect(datasets.map(\.count).reduce(0, +) == 60)
    // The word of an author stands in the samples of one split only, five times.
    #expect(datasets.allSatisfy { $0.count % 5 == 0 })
    #expect(Set(datasets.flatMap(\.labelLengths)) == [1, 2])

    configuration.columns.group = ""
    #expect(configuration.problems() == ["data.split.rule group needs data.columns.group."])
    configuration.columns.group = "author"
    configuration.files.all.labels = "labels.txt"
    #expect(configuration.problems().contains { $0.contains("lines without columns") })
    configuration.files.all.labels = ""
    configuration.columns.group = "writer"
    #expect(
      throws: DataError(
        .missingColumn(available: ["l1", "l2", "text", "author"]),
        at: DataPlace(file: "all.csv", column: "writer"))
    ) { try DataLoader.load(configuration, relativeTo: folder.path) }
  }

  @Test("unknown tokens are dropped, zero, or a feature of their own")
  func unknown() throws {
    let folder = try TemporaryFolder()
    var configuration = try threeSplits(training, "a\t99 7\n", "n\t99\n", in: folder)
    func splits() throws -> DataSplits {
      try DataLoader.load(configuration, relativeTo: folder.path).splits
    }
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(data.splits.test.dataset.values == [0, 0, 0])
    #expect(data.warnings.contains { $0.contains("1 samples have no known word") })
    configuration.text.unknown = .zero
    #expect(try splits().validation.dataset.values == [0, 0, 0, 0, 1, 0])
    configuration.text.unknown = .column
    #expect(try splits().validation.dataset.values == [0, 0, 0, 1, 0, 1, 0, 0])
    #expect(
      try splits().test.dataset.featureNames == ["5", "7", "22", "(unknown)"].map { "token=\($0)" })
    // 7 and 22 occur once in training, so training itself shows what is unknown.
    configuration.text.minimumCount = 2
    #expect(try splits().training.dataset.values == [1, 0, 0, 1, 1, 0, 1, 0, 0, 1, 1, 0])
    configuration.text.minimumCount = 9
    #expect(fails("training split", "minimumCount") { try splits() })
  }

  @Test("words have the vectors of a file; those without are dropped, zero or hashed")
  func vectors() throws {
    let folder = try TemporaryFolder()
    var configuration = try threeSplits(
      "n\tThe film!\na\tDON'T film\n", "n\tthe xyzzy film\n", "a\tplugh xyzzy\n", in: folder,
      format: .text)
    _ = try folder.put("the 1 2\nfilm 3 4\ndon't 5 6\nother 7 8\n", as: "vectors.txt")
    configuration.text.vectors = "vectors.txt"
    let data = try DataLoader.load(configuration, relativeTo: folder.path)
    #expect(data.splits.training.dataset.values == [1, 2, 3, 4, 5, 6, 3, 4])
    #expect(data.splits.validation.dataset.values == [1, 2, 3, 4])
    #expect(data.splits.test.dataset.values == [0, 0])
    #expect(data.splits.test.dataset.featureNames == ["vector0", "vector1"])
    #expect(data.files.last?.path == "vectors.txt")
    configuration.text.unknown = .hash
    func hashed() throws -> DataSplits {
      try DataLoader.load(configuration, relativeTo: folder.path).splits
    }
    let first = try hashed()
    let xyzzy = Array(first.validation.dataset.values[2..<4])
    #expect(Array(first.test.dataset.values[2...]) == xyzzy)
    #expect(Array(first.test.dataset.values[..<2]) != xyzzy)
    // The squares of 1 to 6 have the mean 91 / 6, and a uniform number reaches sqrt(3) as far.
    #expect(xyzzy.allSatisfy { abs($0) <= Float((91.0 / 2).squareRoot()) })
    #expect(try hashed() == first)
    _ = try folder.put("nothing 1 2\n", as: "vectors.txt")
    #expect(fails("vectors.txt", "none of the words") { try hashed() })
  }

  @Test("lower case can be left alone, and quotes can be characters like others")
  func raw() throws {
    let folder = try TemporaryFolder()
    var configuration = try threeSplits(
      "n\t\"So\" it is\na\tSo, \"it\n", "n\tso\n", "a\tit\n", in: folder, format: .text)
    func training() throws -> SequenceDataset {
      try DataLoader.load(configuration, relativeTo: folder.path).splits.training.dataset
    }
    #expect(try training().lengths == [1, 2])
    #expect(try training().featureNames == ["token=it", "token=so"])
    configuration.quotes = false
    configuration.text.lowerCase = false
    #expect(try training().lengths == [3, 2])
    #expect(try training().featureNames == ["token=So", "token=is", "token=it"])
  }

  @Test("lines of text have their labels in a second file")
  func lines() throws {
    let folder = try TemporaryFolder()
    _ = try folder.put("5 22 5\r\n 5\n7 5", as: "lines")
    _ = try folder.put("n\nn\na\n", as: "labels")
    var configuration = DataConfiguration()
    configuration.format = .tokens
    configuration.files.training = SplitFiles(values: "lines")
    configuration.files.training.labels = "labels"
    configuration.files.validation = configuration.files.training
    configuration.files.test = configuration.files.training
    func load() throws -> DataSplits {
      try DataLoader.load(configuration, relativeTo: folder.path).splits
    }
    #expect(try load().training.dataset.lengths == [3, 1, 2])
    #expect(try load().training.dataset.labels == [1, 1, 0])
    _ = try folder.put("n\nn\n", as: "labels")
    #expect(fails("labels", "2 labels where 3 belong") { try load() })
    _ = try folder.put("n\n\na\n", as: "labels")
    #expect(fails("labels, line 2", "missing") { try load() })
    _ = try folder.put("5\n \n7\n", as: "lines")
    #expect(fails("lines, line 2", "no event") { try load() })
    _ = try folder.put("", as: "lines")
    _ = try folder.put("", as: "labels")
    #expect(fails("lines", "no sample") { try load() })
  }

  @Test("bad tables of text are told with line and column")
  func badTables() throws {
    let folder = try TemporaryFolder()
    func load(_ rows: String) throws -> DataSplits {
      let configuration = try threeSplits(rows, training, training, in: folder)
      return try DataLoader.load(configuration, relativeTo: folder.path).splits
    }
    #expect(fails("training", "no sample") { try load("") })
    #expect(fails("training, line 2, column 'label'", "missing") { try load("\t1 2\n") })
    #expect(fails("training, line 3, column 'text'", "no event") { try load("a\t1\nb\t \n") })
    #expect(fails("training, line 2", "3 fields") { try load("a\t1\t2\n") })
    var configuration = try threeSplits(training, training, training, in: folder)
    configuration.columns.text = "review"
    #expect(
      fails("column 'review'", "label, text") {
        try DataLoader.load(configuration, relativeTo: folder.path)
      })
    configuration.columns.text = "text"
    configuration.text.maximumGigabytes = 1e-9
    #expect(
      fails("18 events of 3 features", "maximumGigabytes") {
        try DataLoader.load(configuration, relativeTo: folder.path)
      })
  }

  @Test("settings that contradict each other are refused")
  func problems() {
    func problems(_ change: (inout DataConfiguration) -> Void) -> String {
      var configuration = DataConfiguration()
      configuration.format = .tokens
      configuration.files.all = SplitFiles(values: "x")
      change(&configuration)
      return configuration.problems().joined()
    }
    #expect(problems { _ in } == "")
    #expect(problems { $0.text.unknown = .hash }.contains("needs data.text.vectors"))
    #expect(
      problems {
        $0.text.vectors = "v"; $0.text.unknown = .column
      }.contains("no meaning"))
    #expect(
      problems {
        $0.text.vectors = "v"; $0.text.minimumCount = 2
      }.contains("no meaning"))
    #expect(problems { $0.text.minimumCount = 0 }.contains("minimumCount is 0"))
    #expect(problems { $0.text.maximumGigabytes = 0 }.contains("maximumGigabytes is 0"))
    #expect(problems { $0.length.maximum = -1 }.contains("length.maximum is -1"))
    #expect(problems { $0.columns.text = "" }.contains("columns.text is empty"))
    #expect(
      problems {
        $0.format = .ts; $0.files.all.labels = "y"
      }.contains("no meaning"))
  }
}
