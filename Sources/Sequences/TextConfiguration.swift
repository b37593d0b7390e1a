/// How words or symbols become events, for the formats `text` and `tokens`: `data.text`.
///
///     format: text
///     text: {vectors: word2vec.bin, unknown: drop}
///     length: {maximum: 600, padding: front}
///
/// An event is the vector of a word if a file of vectors is given. Else it is one-hot, with features
/// such as `token=word`, over the vocabulary, the different words of the training split in the order of their numbers or of the
/// alphabet, so that no other split decides what the features are.
public struct TextConfiguration: Codable, Equatable, Sendable {
  /// How vectors are written in their file.
  public enum VectorFormat: String, Codable, Sendable, CaseIterable {
    /// As the beginning of the file shows.
    case auto
    /// The binary format of word2vec: a line of two counts, then words with raw numbers.
    case word2vecBinary = "word2vec-binary"
    /// The text format of word2vec: a line of two counts, then a word and its numbers per line.
    case word2vecText = "word2vec-text"
    /// The format of GloVe: a word and its numbers per line.
    case glove
  }

  /// What becomes of a word without a vector, or outside the vocabulary.
  public enum Unknown: String, Codable, Sendable, CaseIterable {
    /// It is left out, and its neighbours move together.
    case drop
    /// It is an event of zeros.
    case zero
    /// One-hot: it is an event of the last feature, `token=(unknown)`.
    ///
    /// Without a `minimumCount` of more than 1, training has no such event, and a network learns
    /// nothing about it.
    case column
    /// Vectors: it has a random vector that depends on its letters alone, with numbers that are
    /// spread as widely as those of the known words' vectors.
    case hash
  }

  /// The file of word vectors; empty: events are one-hot.
  ///
  /// It must not come from the words of validation or test samples. It is read as a whole, so
  /// reading takes as much memory as it is long, decompressed; only vectors that occur are kept.
  /// Default: empty.
  public var vectors = ""
  /// How vectors are written in that file.
  ///
  /// Default: `auto`.
  public var vectorFormat = VectorFormat.auto
  /// What becomes of unknown words.
  ///
  /// A text without a known word becomes one event of zeros, with a warning. Default: `drop`.
  public var unknown = Unknown.drop
  /// One-hot: words that training has less often than this are unknown.
  ///
  /// Default: 1.
  public var minimumCount = 1
  /// Format `text`: whether upper and lower case are the same.
  ///
  /// Default: true.
  public var lowerCase = true
  /// How many gigabytes (10^9 bytes) the events of all splits may take; more is an error before any
  /// of them is made.
  ///
  /// An event takes 4 bytes per feature, and training holds a scaled copy besides. Default: 4.
  public var maximumGigabytes = 4.0

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each, naming the keys.
  func problems() -> [String] {
    var sentences: [String] = []
    if vectors.isEmpty && unknown == .hash {
      sentences.append("data.text.unknown hash needs data.text.vectors.")
    }
    if !vectors.isEmpty && unknown == .column {
      sentences.append(
        "data.text.unknown column has no meaning with data.text.vectors; choose drop, zero or hash."
      )
    }
    if minimumCount < 1 {
      sentences.append("data.text.minimumCount is \(minimumCount); it must be at least 1.")
    }
    if !vectors.isEmpty && minimumCount > 1 {
      sentences.append("data.text.minimumCount has no meaning with data.text.vectors; remove it.")
    }
    if !(maximumGigabytes > 0) {
      sentences.append("data.text.maximumGigabytes is \(maximumGigabytes); it must be positive.")
    }
    return sentences
  }
}
