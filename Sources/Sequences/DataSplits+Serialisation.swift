import Files

extension DataSplits {
  /// The three splits as bytes, to be sent from the coordinator to other nodes.
  ///
  /// Equal splits give equal bytes. Overlapping samples share their values here too. Cost: a copy;
  /// 4 bytes for each stored value and 6 to 10 for each sample.
  public func serialised() -> [UInt8] {
    var bytes: [UInt8] = []
    let layout = SplitsLayout(self)
    bytes.reserveCapacity(layout.count)
    layout.forEachPiece { bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The three splits as bytes that all processes of this node can use: those of `serialised()`.
  ///
  /// Cost: a copy, piece by piece, without another one on the way.
  ///
  /// - Throws: `FileError` if there is too little memory.
  public func shared() throws -> SharedBytes {
    let layout = SplitsLayout(self)
    return try SharedBytes.make(count: layout.count) { writer in
      try layout.forEachPiece { try writer.append($0) }
    }
  }

  /// The splits that `shared()` or `serialised()` put into bytes.
  ///
  /// The values stay where they are; what is known of each sample is copied, 32 bytes for each.
  /// Everything is checked again, so damaged bytes cannot make an unsound data set. Cost: one pass
  /// over the values.
  ///
  /// - Throws: `ByteDecoder.Failure` for foreign or truncated bytes, `DataError` for unsound data.
  public init(shared bytes: SharedBytes) throws {
    let layout = try SplitsLayout.Head(of: bytes)
    var datasets = try layout.datasets(in: bytes)[...]
    guard let training = datasets.popFirst(), let validation = datasets.popFirst(),
      let test = datasets.popFirst()
    else { throw ByteDecoder.Failure(position: 0) }
    try self.init(
      training: TrainingSplit(training), validation: ValidationSplit(validation),
      test: TestSplit(test))
  }

  /// The splits that `serialised()` put into bytes.
  ///
  /// Cost: a copy of the bytes, which the splits share.
  ///
  /// - Throws: `ByteDecoder.Failure` for foreign or truncated bytes, `DataError` for unsound data,
  ///   `FileError` if there is too little memory.
  public init(serialised bytes: [UInt8]) throws {
    try self.init(shared: SharedBytes.make(count: bytes.count) { try $0.append(bytes) })
  }

  /// The SHA-256 of names, values, labels and how they are split, as 64 hexadecimal digits.
  ///
  /// Whatever in the data changes a result changes it. Cost: a pass over the values, without a copy.
  public var contentHash: String {
    // It tells run folders which data they belong to, so its order of bytes must never change,
    // whatever becomes of the layout: that of version 2.
    let digest = SHA256.Pieces()
    func flush(_ encoder: inout ByteEncoder) {
      encoder.bytes.withUnsafeBytes { digest.append($0) }
      encoder = ByteEncoder()
    }
    var encoder = ByteEncoder()
    encoder.append(SplitsLayout.name)
    encoder.append(2)
    encoder.append(training.dataset.featureNames)
    encoder.append(training.dataset.classNames)
    for dataset in datasets {
      encoder.append(dataset.values.count)
      flush(&encoder)
      dataset.values.withUnsafeBufferPointer { digest.append(UnsafeRawBufferPointer($0)) }
      dataset.encodeSamples(to: &encoder)
      flush(&encoder)
    }
    return digest.hexDigest()
  }

  /// Training, validation and test.
  fileprivate var datasets: [SequenceDataset] {
    [training.dataset, validation.dataset, test.dataset]
  }
}

/// Where things lie in the bytes of splits.
///
/// First a fixed number of bytes that say what this is and how long the head is, then the head with
/// everything but the values, then the values of the three data sets. Each of these begins at a
/// multiple of `alignment`, so that they can be used where they are.
private struct SplitsLayout {
  static let name = "counterweight data splits"
  /// A change of layout counts it up.
  static let version = 3
  static let alignment = 16

  private let head: [UInt8]
  private let values: [EventValues]
  /// The number of bytes.
  let count: Int

  init(_ splits: DataSplits) {
    var content = ByteEncoder()
    content.append(splits.training.dataset.featureNames)
    content.append(splits.training.dataset.classNames)
    for dataset in splits.datasets {
      content.append(dataset.values.count)
      dataset.encodeSamples(to: &content)
    }
    var head = ByteEncoder()
    head.append(Self.name)
    head.append(Self.version)
    head.append(content.bytes)
    self.head = head.bytes
    values = splits.datasets.map(\.values)
    count = values.reduce(Self.aligned(head.bytes.count)) { $0 + Self.size(of: $1.count) }
  }

  /// Calls a function with all bytes, piece by piece.
  func forEachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) rethrows {
    func pad(behind count: Int) throws {
      let padding = [UInt8](repeating: 0, count: Self.aligned(count) - count)
      try padding.withUnsafeBytes { try body($0) }
    }
    try head.withUnsafeBytes { try body($0) }
    try pad(behind: head.count)
    for values in values {
      try values.withUnsafeBufferPointer { try body(UnsafeRawBufferPointer($0)) }
      try pad(behind: values.count * MemoryLayout<Float>.size)
    }
  }

  /// The bytes of some values, with what is filled up behind them.
  static func size(of count: Int) -> Int { aligned(count * MemoryLayout<Float>.size) }

  static func aligned(_ position: Int) -> Int {
    (position + alignment - 1) / alignment * alignment
  }
}

extension SplitsLayout {
  /// Everything but the values, taken out of bytes.
  struct Head {
    private var decoder: ByteDecoder
    private let count: Int

    /// Checks whether these are the bytes of splits.
    init(of bytes: SharedBytes) throws {
      let lengthOfName = 8 + SplitsLayout.name.utf8.count
      let fixed = lengthOfName + 16
      func prefix(_ count: Int) -> [UInt8] { bytes.withUnsafeBytes { Array($0.prefix(count)) } }
      var start = ByteDecoder(prefix(fixed))
      guard try start.text() == SplitsLayout.name, try start.integer() == SplitsLayout.version
      else { throw ByteDecoder.Failure(position: 0) }
      let length = try start.integer()
      guard length >= 0, length <= bytes.count - fixed else {
        throw ByteDecoder.Failure(position: lengthOfName + 8)
      }
      count = fixed + length
      // From the beginning again, so that failures name the position in the bytes.
      decoder = ByteDecoder(prefix(count))
      _ = (try decoder.text(), try decoder.integer(), try decoder.integer())
    }

    /// The three data sets; their values stay where they are.
    func datasets(in bytes: SharedBytes) throws -> [SequenceDataset] {
      var decoder = decoder
      var position = SplitsLayout.aligned(count)
      let featureNames = try decoder.texts()
      let classNames = try decoder.texts()
      let datasets = try (0..<3).map { _ in
        let valueCount = try decoder.integer()
        let left = (bytes.count - position) / MemoryLayout<Float>.size
        guard valueCount >= 0, valueCount <= left else {
          throw ByteDecoder.Failure(position: bytes.count)
        }
        let (starts, lengths) = (try decoder.naturals(), try decoder.naturals())
        let labelLength = try decoder.integer()
        let (labels, labelLengths) = (try decoder.naturals(), try decoder.naturals())
        // Checked here, because lengths of labels are looked up before the data set checks itself.
        guard (1...Int(Int32.max)).contains(labelLength) else {
          throw ByteDecoder.Failure(position: count)
        }
        let values = EventValues(bytes, at: position, count: valueCount)
        position += SplitsLayout.size(of: valueCount)
        return try SequenceDataset(
          featureNames: featureNames, classNames: classNames, labelLength: labelLength,
          values: values, starts: starts, lengths: lengths, labels: labels,
          labelLengths: labelLengths.isEmpty ? nil : labelLengths)
      }
      guard decoder.isAtEnd else { throw ByteDecoder.Failure(position: count) }
      guard position == bytes.count else { throw ByteDecoder.Failure(position: bytes.count) }
      return datasets
    }
  }
}

extension SequenceDataset {
  /// Appends what is known of each sample, apart from its values.
  fileprivate func encodeSamples(to encoder: inout ByteEncoder) {
    encoder.append(natural: starts)
    encoder.append(natural: lengths)
    encoder.append(labelLength)
    encoder.append(natural: labels)
    // Most data sets need no lengths of labels.
    encoder.append(natural: hasRaggedLabels ? labelLengths : [])
  }
}
