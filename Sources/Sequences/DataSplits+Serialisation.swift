import Files

extension DataSplits {
  /// The version of the bytes; a change of layout counts it up.
  private static let formatVersion = 2
  private static let formatName = "counterweight data splits"

  /// The three splits as bytes, to be sent once from the coordinator to every worker.
  ///
  /// Equal splits give equal bytes. Overlapping samples share their values here too. Cost: a copy;
  /// 4 bytes for each stored value and 6 to 10 for each sample.
  public func serialised() -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(Self.formatName)
    encoder.append(Self.formatVersion)
    encoder.append(training.dataset.featureNames)
    encoder.append(training.dataset.classNames)
    for dataset in [training.dataset, validation.dataset, test.dataset] {
      encoder.append(dataset.values)
      encoder.append(natural: dataset.starts)
      encoder.append(natural: dataset.lengths)
      encoder.append(dataset.labelLength)
      encoder.append(natural: dataset.labels)
      // Most data sets need no lengths of labels.
      encoder.append(natural: dataset.hasRaggedLabels ? dataset.labelLengths : [])
    }
    return encoder.bytes
  }

  /// The splits that `serialised()` put into bytes.
  ///
  /// Everything is checked again, so damaged bytes cannot make an unsound data set.
  ///
  /// - Throws: `ByteDecoder.Failure` for foreign or truncated bytes, `DataError` for unsound data.
  public init(serialised bytes: [UInt8]) throws {
    var decoder = ByteDecoder(bytes)
    guard try decoder.text() == Self.formatName, try decoder.integer() == Self.formatVersion else {
      throw ByteDecoder.Failure(position: 0)
    }
    let featureNames = try decoder.texts()
    let classNames = try decoder.texts()
    func dataset() throws -> SequenceDataset {
      let values = try decoder.floats()
      let (starts, lengths) = (try decoder.naturals(), try decoder.naturals())
      let labelLength = try decoder.integer()
      let (labels, labelLengths) = (try decoder.naturals(), try decoder.naturals())
      // Checked here, because lengths of labels are looked up before the data set checks itself.
      guard (1...Int(Int32.max)).contains(labelLength) else {
        throw ByteDecoder.Failure(position: bytes.count)
      }
      return try SequenceDataset(
        featureNames: featureNames, classNames: classNames, labelLength: labelLength,
        values: values, starts: starts, lengths: lengths, labels: labels,
        labelLengths: labelLengths.isEmpty ? nil : labelLengths)
    }
    try self.init(
      training: TrainingSplit(dataset()), validation: ValidationSplit(dataset()),
      test: TestSplit(dataset()))
    guard decoder.isAtEnd else { throw ByteDecoder.Failure(position: bytes.count) }
  }

  /// The SHA-256 of names, values, labels and how they are split, as 64 hexadecimal digits.
  ///
  /// Whatever in the data changes a result changes it.
  public var contentHash: String { SHA256.hexDigest(of: serialised()) }
}
