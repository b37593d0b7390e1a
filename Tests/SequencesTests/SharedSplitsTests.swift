import Files
import Testing

@testable import Sequences

@Suite("Splits in memory that processes share, and their values")
struct SharedSplitsTests {
  /// Windows that overlap, a subset in another order, and label sequences of several lengths.
  private static func splits(
    values: [Float] = (0..<12).map(Float.init)
  ) throws -> DataSplits {
    let windows = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["no", "yes"], values: values, starts: [0, 1, 1],
      lengths: [3, 3, 5], labels: [0, 1, 0, 1, 1], labelLengths: [1, 2, 2])
    let apart = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["no", "yes"], labelLength: 2,
      values: [-1, 0.5, 2, 3, 7, 8], lengths: [2, 1], labels: [0, 1, 1, 0])
    return try DataSplits(
      training: TrainingSplit(windows), validation: ValidationSplit(apart),
      test: TestSplit(windows.subset([2, 0])))
  }

  @Test("Shared splits are equal to those in arrays; their values lie in the shared bytes")
  func sharing() throws {
    let splits = try Self.splits()
    let bytes = try splits.shared()
    // As another process would.
    let opened = try SharedBytes(opening: bytes.path, count: bytes.count)
    let shared = try DataSplits(shared: opened)
    #expect(shared == splits)
    #expect(shared.contentHash == splits.contentHash)
    #expect(bytes.withUnsafeBytes { Array($0) } == splits.serialised())
    let datasets = [shared.training.dataset, shared.validation.dataset, shared.test.dataset]
    let range = opened.withUnsafeBytes {
      let start = Int(bitPattern: $0.baseAddress)
      return start..<start + $0.count
    }
    for dataset in datasets {
      #expect(dataset.values.isShared)
      let place = dataset.values.withUnsafeBufferPointer {
        Int(bitPattern: $0.baseAddress)
      }
      #expect(range.contains(place))
      #expect(place.isMultiple(of: 16))
      // Subsets share further.
      #expect(dataset.subset([1, 0]).values.isShared)
    }
    #expect(!splits.training.dataset.values.isShared)
  }

  @Test("Values outlive everything but themselves")
  func lifetime() throws {
    let slice: EventValues
    do { slice = try DataSplits(shared: Self.splits().shared()).training.dataset.sequence(at: 1) }
    #expect(slice == [2, 3, 4, 5, 6, 7])
  }

  @Test("What is computed from shared values is what is computed from arrays, bit for bit")
  func computing() throws {
    let splits = try Self.splits()
    let shared = try DataSplits(shared: splits.shared())
    let (ours, theirs) = (shared.training.dataset, splits.training.dataset)
    #expect(ours.batch([2, 0]) == theirs.batch([2, 0]))
    #expect([FeatureStatistics](of: ours) == [FeatureStatistics](of: theirs))
    #expect(ours.subset([1]).compacted() == theirs.subset([1]).compacted())
    #expect(try ours.appending(ours.subset([0])) == theirs.appending(theirs.subset([0])))
    let scaling = FeatureScaling(.standardise, fittedTo: shared.training)
    #expect(scaling == FeatureScaling(.standardise, fittedTo: splits.training))
    #expect(scaling.applied(to: ours) == scaling.applied(to: theirs))
    #expect(scaling.inverted(on: ours) == scaling.inverted(on: theirs))
  }

  @Test("The content hash is that of older run folders")
  func contentHash() throws {
    // Made apart from this code, by struct.pack and hashlib of Python: the texts with their lengths in
    // 8 bytes, 2, features, classes, and for each data set the values with their number, starts,
    // lengths, the label length, labels and label lengths with their number and width.
    #expect(
      try Self.splits().contentHash
        == "8579176993a91c07c51f7382ab87cfbc6b68fceaf9a33d866290fb9de07d70b6")
  }

  @Test("Foreign, truncated and damaged bytes are refused")
  func badBytes() throws {
    let bytes = try Self.splits().serialised()
    func decode(_ bytes: [UInt8]) throws -> DataSplits {
      try DataSplits(shared: SharedBytes.make(count: bytes.count) { try $0.append(bytes) })
    }
    #expect(try decode(bytes) == Self.splits())
    for length in 0..<bytes.count {
      #expect(throws: (any Error).self) { try decode(Array(bytes.prefix(length))) }
    }
    #expect(throws: ByteDecoder.Failure.self) { try decode(bytes + [0]) }
    #expect(throws: ByteDecoder.Failure.self) {
      try decode(bytes + [UInt8](repeating: 0, count: 16))
    }
    #expect(throws: ByteDecoder.Failure.self) { try decode([UInt8](repeating: 0, count: 100)) }
    // A byte of the head that says something else must be refused or give a sound data set: what
    // cannot be sound ends this test.
    let reference = try Self.splits()
    for position in 0..<bytes.count {
      for flipped: UInt8 in [0x01, 0x80, 0xFF] {
        var damaged = bytes
        damaged[position] ^= flipped
        guard let splits = try? decode(damaged) else { continue }
        for dataset in [splits.training.dataset, splits.validation.dataset, splits.test.dataset] {
          _ = dataset.batch(Array(0..<dataset.count))
        }
        #expect(splits.training.dataset.featureCount == reference.training.dataset.featureCount)
      }
    }
  }

  @Test("E1: a value that is not finite is refused, with its place")
  func notFinite() throws {
    let values: [Float] = (0..<12).map(Float.init)
    var bytes = try Self.splits(values: values).serialised()
    // The 7 of the first data set.
    let pattern = withUnsafeBytes(of: Float(7)) { Array($0) }
    let place = try #require(
      bytes.indices.first { $0.isMultiple(of: 4) && bytes[$0...].starts(with: pattern) })
    bytes.replaceSubrange(place..<place + 4, with: withUnsafeBytes(of: Float.nan) { Array($0) })
    #expect(throws: DataError(.notFinite, at: DataPlace(sample: 1, event: 2, feature: "b"))) {
      try DataSplits(serialised: bytes)
    }
  }

  @Test("Values are a collection like a slice of an array")
  func values() throws {
    let array: [Float] = [5, 6, 7, 8]
    for values in [EventValues(array), try Self.shared(array)] {
      #expect(values.count == 4 && values.first == 5 && values.last == 8)
      #expect(values == array)
      #expect(Array(values) == array && values.map { $0 } == array)
      let slice = values[1..<3]
      #expect(slice.startIndex == 1 && slice[2] == 7 && slice == [6, 7])
      #expect(slice.withUnsafeBufferPointer { Array($0) } == [6, 7])
      #expect(slice[2..<3] == [7] && slice[2..<2].isEmpty)
      #expect(array + slice == [5, 6, 7, 8, 6, 7])
      #expect(values == EventValues(array) && slice != values)
    }
    #expect(EventValues().isEmpty)
    #expect(try Self.shared([]).withUnsafeBufferPointer { $0.count } == 0)
  }

  private static func shared(_ array: [Float]) throws -> EventValues {
    let bytes = try SharedBytes.make(count: 16 + 4 * array.count) { writer in
      try writer.append([UInt8](repeating: 9, count: 16))
      try array.withUnsafeBytes { try writer.append($0) }
    }
    return EventValues(bytes, at: 16, count: array.count)
  }
}
