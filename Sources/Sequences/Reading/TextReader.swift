/// Reads samples that are texts or lines of symbols, as data sets of token numbers.
///
/// Either a CSV file with a header has a text and its label in each row, or one file has a text per
/// line and another the label of each. A table may also say which texts must stay in one split.
struct TextReader {
  private let configuration: DataConfiguration
  private let files: FileStore
  private let tokens: TokenTable

  /// A reader whose tokens are numbered in a table that other files share.
  init(_ configuration: DataConfiguration, files: FileStore, tokens: TokenTable) {
    self.configuration = configuration
    self.files = files
    self.tokens = tokens
  }

  /// The samples of one set of files; the only feature is the number of a token.
  ///
  /// Cost: about 5 million words a second.
  ///
  /// - Throws: `DataError` with file, line and column, or `FileError`.
  func read(_ paths: SplitFiles) throws -> SampleTable {
    var samples = TokenSamples(file: paths.values)
    let content = try files.content(of: paths.values)
    if paths.labels.isEmpty {
      try readTable(content, into: &samples)
    } else {
      try readLines(content, labels: files.content(of: paths.labels), of: paths, into: &samples)
    }
    return try samples.table()
  }

  private func readTable(
    _ content: [UInt8], into samples: inout TokenSamples
  ) throws(DataError) {
    let table = try DelimitedText(
      content, file: samples.file, separator: configuration.separator,
      quotes: configuration.quotes)
    let textColumn = try table.column(configuration.columns.text)
    let labelColumns = try table.columns(configuration.columns.labels)
    let groupColumn =
      configuration.columns.group.isEmpty ? nil : try table.column(configuration.columns.group)
    let cells = LabelCells(
      labelColumns, of: table, missing: MissingTokens(configuration.missing.tokens))
    samples.labelPositions = labelColumns.count
    try table.forEachRow { row throws(DataError) in
      try cells.append(row, to: &samples.labels, texts: &samples.labelTexts)
      if let groupColumn {
        samples.groups.append(
          samples.groupTexts.number(of: row.fields[groupColumn], in: row.bytes))
      }
      let place = table.place(line: row.line, column: textColumn)
      // Doubled quotes inside a quoted field are single ones of the text.
      if row.fields[textColumn].isQuoted, row.content(textColumn).contains(UInt8(ascii: "\"")) {
        try Array(row.text(textColumn).utf8).withUnsafeBufferPointer { text throws(DataError) in
          try append(text, at: place, to: &samples)
        }
      } else {
        try append(row.content(textColumn), at: place, to: &samples)
      }
    }
  }

  private func readLines(
    _ content: [UInt8], labels: [UInt8], of paths: SplitFiles, into samples: inout TokenSamples
  ) throws(DataError) {
    let lines = try TextLines(content, file: paths.values, kind: "a text file")
    try lines.forEach { line, number throws(DataError) in
      try append(line, at: DataPlace(file: paths.values, line: number), to: &samples)
    }
    let missing = MissingTokens(configuration.missing.tokens)
    try TextLines(labels, file: paths.labels, kind: "a text file").forEach {
      line, number throws(DataError) in
      guard !missing.contains(line) else {
        throw DataError(.missingValue, at: DataPlace(file: paths.labels, line: number))
      }
      samples.labels.append(samples.labelTexts.number(of: line.text))
    }
    guard samples.labels.count == samples.lengths.count else {
      throw DataError(
        .wrongCount(
          of: "labels", found: samples.labels.count, expected: samples.lengths.count),
        at: DataPlace(file: paths.labels))
    }
  }

  /// Adds a text as a sample.
  private func append(
    _ text: UnsafeBufferPointer<UInt8>, at place: DataPlace, to samples: inout TokenSamples
  ) throws(DataError) {
    let first = samples.values.count
    func append(_ token: String) {
      samples.values.append(Float(tokens.number(of: token)))
    }
    if configuration.format == .text {
      WordScanner.forEachWord(of: text, lowerCase: configuration.text.lowerCase, append)
    } else {
      WordScanner.forEachSymbol(of: text, append)
    }
    guard samples.values.count > first else { throw DataError(.zeroLength, at: place) }
    guard tokens.tokens.count <= TokenTable.capacity else {
      throw DataError(
        .wrongFormat(
          expected: "text that can be read",
          detail: "it has more than \(TokenTable.capacity) different words"),
        at: place)
    }
    samples.lengths.append(samples.values.count - first)
  }
}

/// Samples of token numbers on their way to a data set.
private struct TokenSamples {
  let file: String
  var values: [Float] = []
  var lengths: [Int] = []
  /// `[sample, position]`, `LabelCells.absent` behind a sample's last label.
  var labels: [Int] = []
  var labelPositions = 1
  var labelTexts = TextNumbering()
  /// The group of each sample; empty if there are none.
  var groups: [Int] = []
  var groupTexts = TextNumbering()

  init(file: String) {
    self.file = file
  }

  func table() throws(DataError) -> SampleTable {
    guard !lengths.isEmpty else { throw DataError(.empty, at: DataPlace(file: file)) }
    let isRagged = labels.contains(LabelCells.absent)
    let labelLengths = lengths.indices.map { sample in
      labels[sample * labelPositions..<(sample + 1) * labelPositions].count {
        $0 != LabelCells.absent
      }
    }
    do throws(DataError) {
      return SampleTable(
        dataset: try SequenceDataset(
          featureNames: [TokenTable.featureName], classNames: labelTexts.texts,
          labelLength: labelPositions, values: values, lengths: lengths,
          labels: labels.filter { $0 != LabelCells.absent },
          labelLengths: isRagged ? labelLengths : nil), groups: groups)
    } catch {
      throw error.located(in: file)
    }
  }
}
