import RandomStreams

/// Turns splits of token numbers into splits of events: vectors of words, or one-hot.
///
/// This is the last step of loading, when duplicates and thinned samples have gone: fifty thousand
/// film reviews take 50 MB as numbers, and 36 GB as vectors of 300 numbers. The events of all splits
/// together are bounded by `text.maximumGigabytes`.
struct TokenEncoder {
  private let configuration: DataConfiguration
  private let tokens: [String]

  /// An encoder of the tokens of a table.
  init(_ configuration: DataConfiguration, tokens: TokenTable) {
    self.configuration = configuration
    self.tokens = tokens.tokens
  }

  /// Training, validation and test with events instead of tokens, at most `length.maximum` of them
  /// in each sample.
  ///
  /// Unknown words are dropped before samples are cut off.
  ///
  /// - Parameters:
  ///   - datasets: training first; their only feature is the number of a token.
  ///   - files: where the word vectors are read from.
  /// - Returns: the data sets, with sentences about known words.
  /// - Throws: `DataError` or `FileError`.
  func encode(_ datasets: [SequenceDataset], files: FileStore) throws -> EncodedTokens {
    let encoding =
      configuration.text.vectors.isEmpty
      ? try oneHot(fittedTo: datasets[0])
      : try vectors(for: datasets, files: files)
    let coded = datasets.map { codes(of: $0, by: encoding) }
    try requireMemory(for: coded, featureNames: encoding.featureNames)
    let events = coded[0].known + coded[0].unknown
    let share = events == 0 ? 0 : (Double(coded[0].known) / Double(events) * 1000).rounded() / 10
    let without = coded.map(\.withoutKnown).reduce(0, +)
    return EncodedTokens(
      datasets: zip(datasets, coded).map { $0.replacingEvents($1, of: encoding) },
      notes: [
        "\(share) % of the words in training are known (\(encoding.description)); others are "
          + "treated by the rule \(configuration.text.unknown.rawValue)."
      ],
      warnings: without == 0
        ? [] : ["\(without) samples have no known word and became one event of zeros."])
  }

  // MARK: What a token becomes

  private func oneHot(fittedTo training: SequenceDataset) throws(DataError) -> TokenEncoding {
    var counts = [Int](repeating: 0, count: tokens.count)
    for sample in 0..<training.count {
      for number in training.sequence(at: sample) { counts[Int(number)] += 1 }
    }
    let known = tokens.indices.filter { counts[$0] >= configuration.text.minimumCount }
      .map { tokens[$0] }
    guard !known.isEmpty else {
      throw DataError(
        .configuration(
          sentence: "no word occurs \(configuration.text.minimumCount) times in training; set a "
            + "smaller data.text.minimumCount."),
        at: DataPlace(split: "training"))
    }
    let names = ClassNaming.sorted(known)
    let columns = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
    let hasUnknown = configuration.text.unknown == .column
    return TokenEncoding(
      featureNames: (names + (hasUnknown ? ["(unknown)"] : [])).map {
        FeatureName.oneHot(TokenTable.featureName, text: $0)
      }, vectors: nil,
      codes: tokens.map { columns[$0] ?? (hasUnknown ? names.count : TokenEncoding.unknown) },
      isKnown: tokens.map { columns[$0] != nil },
      description: "\(names.count) different ones")
  }

  private func vectors(
    for datasets: [SequenceDataset], files: FileStore
  ) throws -> TokenEncoding {
    var isUsed = [Bool](repeating: false, count: tokens.count)
    for dataset in datasets {
      for sample in 0..<dataset.count {
        for number in dataset.sequence(at: sample) { isUsed[Int(number)] = true }
      }
    }
    let used = Set(tokens.indices.filter { isUsed[$0] }.map { tokens[$0] })
    let path = configuration.text.vectors
    var vectors = try WordVectorFile(
      files.contentOnce(of: path), file: path, format: configuration.text.vectorFormat
    ).vectors { used.contains($0) }
    guard vectors.count > 0 else {
      throw DataError(
        .configuration(
          sentence: "none of the words of the samples has a vector; check data.text.vectors, its "
            + "language and data.text.lowerCase."),
        at: DataPlace(file: path))
    }
    let known = vectors.rows
    let found = vectors.count
    if configuration.text.unknown == .hash {
      // A uniform number from -a to a has the mean square a^2 / 3 (Kim 2014 does the same).
      let reach = (3 * vectors.meanSquare).squareRoot()
      let streams = RandomStream(seed: 0).substream("word-vectors")
      for token in tokens where used.contains(token) && known[token] == nil {
        var stream = streams.substream(token)
        vectors.append(
          token, (0..<vectors.dimension).map { _ in Float((2 * stream.uniform() - 1) * reach) })
      }
    }
    return TokenEncoding(
      featureNames: (0..<vectors.dimension).map { "vector\($0)" }, vectors: vectors.values,
      codes: tokens.map { vectors.rows[$0] ?? TokenEncoding.unknown },
      isKnown: tokens.map { known[$0] != nil },
      description: "\(found) different ones have vectors of \(vectors.dimension) numbers")
  }

  // MARK: What a sample becomes

  private func codes(of dataset: SequenceDataset, by encoding: TokenEncoding) -> CodedSamples {
    let limit = configuration.length
    let drops = configuration.text.unknown == .drop
    var coded = CodedSamples()
    coded.lengths.reserveCapacity(dataset.count)
    for sample in 0..<dataset.count {
      var codes: [Int] = []
      var known = 0
      for number in dataset.sequence(at: sample) {
        let token = Int(number)
        if encoding.isKnown[token] { known += 1 }
        if encoding.codes[token] == TokenEncoding.unknown && drops { continue }
        codes.append(encoding.codes[token])
      }
      coded.known += known
      coded.unknown += dataset.lengths[sample] - known
      if known == 0 { coded.withoutKnown += drops ? 1 : 0 }
      if codes.isEmpty { codes = [TokenEncoding.unknown] }
      if limit.maximum > 0, codes.count > limit.maximum {
        codes =
          limit.padding == .front
          ? Array(codes.suffix(limit.maximum)) : Array(codes.prefix(limit.maximum))
      }
      coded.codes += codes
      coded.lengths.append(codes.count)
    }
    return coded
  }

  private func requireMemory(
    for coded: [CodedSamples], featureNames: [String]
  ) throws(DataError) {
    let limit = configuration.length.complete(longestTraining: coded[0].lengths.max() ?? 0)
    let events = coded.reduce(0) { sum, samples in
      sum + (limit.maskPadding ? samples.codes.count : samples.lengths.count * limit.maximum)
    }
    let gigabytes = 4 * Double(events) * Double(featureNames.count) / 1e9
    guard gigabytes <= configuration.text.maximumGigabytes else {
      throw DataError(
        .configuration(
          sentence: "the words are \(events) events of \(featureNames.count) features, "
            + "\((gigabytes * 10).rounded() / 10) GB, more than data.text.maximumGigabytes "
            + "(\(configuration.text.maximumGigabytes)); set data.length.maximum, thin the classes, "
            + "or take shorter vectors."))
    }
  }
}

/// Data sets whose tokens became events.
struct EncodedTokens {
  let datasets: [SequenceDataset]
  /// What was decided: sentences.
  let notes: [String]
  /// What is doubtful: sentences.
  let warnings: [String]
}

/// What each token becomes.
struct TokenEncoding {
  /// The code of a token that becomes an event of zeros, if it is not dropped.
  static let unknown = -1
  /// The features of an event.
  let featureNames: [String]
  /// Row-major `[code, feature]`; nil for one-hot, where the code is the feature.
  let vectors: [Float]?
  /// The code of each token.
  let codes: [Int]
  /// Whether each token is one of the vocabulary, or has a vector of the file.
  let isKnown: [Bool]
  /// The vocabulary in words.
  let description: String
}

/// The codes of all samples, one behind another.
struct CodedSamples {
  var codes: [Int] = []
  var lengths: [Int] = []
  /// How many tokens were known, and unknown.
  var known = 0
  var unknown = 0
  /// How many samples have no known token and nothing to stand for it.
  var withoutKnown = 0
}

extension SequenceDataset {
  /// The same labels with the events that codes stand for.
  fileprivate func replacingEvents(
    _ coded: CodedSamples, of encoding: TokenEncoding
  ) -> SequenceDataset {
    let features = encoding.featureNames.count
    let values = [Float](unsafeUninitializedCapacity: coded.codes.count * features) {
      target, count in
      target.initialize(repeating: 0)
      count = target.count
      for (row, code) in coded.codes.enumerated() where code != TokenEncoding.unknown {
        if let vectors = encoding.vectors {
          for feature in 0..<features {
            target[row * features + feature] = vectors[code * features + feature]
          }
        } else {
          target[row * features + code] = 1
        }
      }
    }
    var starts: [Int] = []
    starts.reserveCapacity(coded.lengths.count)
    var row = 0
    for length in coded.lengths {
      starts.append(row)
      row += length
    }
    return replacingEvents(
      featureNames: encoding.featureNames, values: EventValues(values), starts: starts,
      lengths: coded.lengths)
  }
}
