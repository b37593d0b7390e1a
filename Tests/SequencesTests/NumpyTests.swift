import Files
import TestSupport
import Testing

@testable import Sequences

/// Files made by Tests/Fixtures/numpy-arrays.py.
@Suite("NumPy arrays and archives")
struct NumpyTests {
  private func bytes(_ name: String) throws -> [UInt8] {
    try FileContents.read(Fixture.url("numpy/\(name)").path)
  }

  private func array(_ name: String) throws -> NumpyArray {
    try NumpyArray(bytes("\(name).npy"), name: name)
  }

  private let expected = (0..<24).map { Float($0) / 2 - 3 }

  @Test(
    "floats of both sizes, byte orders, memory orders and all versions",
    arguments: [
      "f4", "f8", "f4-big-endian", "f8-fortran", "f4-version2", "f4-version3",
    ])
  func floats(name: String) throws {
    let array = try array(name)
    #expect(array.shape == [4, 3, 2])
    #expect(array.floats() == expected)
  }

  @Test(
    "whole numbers of every type",
    arguments: [
      "b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "big-i4", "big-u2",
    ])
  func wholeNumbers(code: String) throws {
    let array = try array("whole-\(code)")
    let expected =
      code == "b1"
      ? [0, 1, 1, 0, 1]
      : code.contains("i") && code != "big-u2"
        ? [0, 1, 100, -7, 3] : [0, 1, 100, 7, 3]
    #expect(try array.integers() == expected)
    #expect(array.floats() == expected.map(Float.init))
  }

  @Test("pickled objects are refused with the conversion")
  func objects() throws {
    #expect { try array("objects") } throws: { error in
      (error as? DataError)?.reason == .pickledObjects
        && "\(error)".contains("numpy.savez('data.npz', values=numpy.concatenate(x)")
    }
  }

  @Test(
    "types that cannot be read are named",
    arguments: [
      ("f2", "<f2"), ("text", "<U1"), ("record", "[('a', '<i4'), ('b', '<f4')]"),
    ])
  func otherTypes(name: String, type: String) {
    #expect { try array(name) } throws: { error in
      guard case .elementType(type, _)? = (error as? DataError)?.reason else { return false }
      return "\(error)".hasPrefix(name)
    }
  }

  @Test("fractions where whole numbers belong are refused")
  func fractions() throws {
    #expect { try array("f8").integers() } throws: { "\($0)".contains("-2.5") }
  }

  @Test("a truncated array is refused at every length, with the expected size if it is known")
  func truncated() throws {
    let whole = try bytes("f4.npy")
    for length in 0..<whole.count {
      #expect(throws: DataError.self) {
        try NumpyArray(Array(whole.prefix(length)), name: "f4")
      }
    }
    #expect(
      throws: DataError(
        .truncated(expected: whole.count, found: whole.count - 1), at: DataPlace(file: "f4"))
    ) { try NumpyArray(whole.dropLast(), name: "f4") }
  }

  @Test("foreign files and damaged headers are refused")
  func foreign() throws {
    #expect { try NumpyArray(Array("id,x,label\n1,2,3\n".utf8), name: "a.csv") } throws: {
      "\($0)".contains("this is not a NumPy array")
    }
    let whole = try bytes("f4.npy")
    for (old, new) in [
      ("'shape'", "'shame'"), ("(4, 3, 2)", "(4, x, 2)"), ("(4, 3, 2)", "(4,-3, 2)"),
      ("False", "Maybe"), ("'<f4'", "<f4,,"), ("(4, 3, 2)", "[4, 3, 2]"),
    ] {
      // Replaced by as many bytes, so that nothing else changes.
      let place = try #require(whole.firstRange(of: Array(old.utf8)))
      var changed = whole
      changed.replaceSubrange(place, with: Array(new.utf8))
      #expect(changed.count == whole.count)
      #expect(throws: DataError.self, "\(new)") { try NumpyArray(changed, name: "f4") }
    }
    // A shape whose product overflows.
    let header = "{'descr': '<f8', 'fortran_order': False, 'shape': (4611686018427387904, 8), }"
    let huge =
      NumpyArray.magic + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
    #expect(throws: DataError.self) { try NumpyArray(huge, name: "huge") }
  }

  @Test(
    "archives hold named arrays, stored or deflated",
    arguments: [
      "ragged.npz", "ragged-deflated.npz",
    ])
  func archives(name: String) throws {
    let archive = try NumpyArchive(bytes(name), file: name)
    #expect(archive.names == ["values", "offsets", "labels"])
    #expect(try archive.array("values").floats() == (0..<20).map { Float($0) / 2 - 3 })
    #expect(try archive.array("offsets").integers() == [0, 3, 4, 8, 10])
    #expect(
      throws: DataError(
        .missingMember(name: "x", available: ["values", "offsets", "labels"]),
        at: DataPlace(file: name))
    ) { try archive.array("x") }
  }

  @Test("truncated and damaged archives are refused")
  func damagedArchives() throws {
    let whole = try bytes("ragged-deflated.npz")
    for length in stride(from: 0, to: whole.count, by: 7) {
      #expect(throws: DataError.self) {
        try NumpyArchive(Array(whole.prefix(length)), file: "a.npz").array("values")
      }
    }
    var flipped = whole
    flipped[60] ^= 0x10
    #expect(throws: DataError.self) { try NumpyArchive(flipped, file: "a.npz").array("values") }
  }

  @Test("labels: class numbers, label sequences, one-hot rows and one-hot sequences")
  func labels() throws {
    let numbers = try LabelArray(array("whole-i4"), encoding: .auto)
    #expect(numbers.classNames == ["-7", "0", "1", "3", "100"])
    #expect(numbers.classes == [1, 2, 4, 0, 3])
    #expect(!numbers.isOneHot)
    let oneHot = try LabelArray(array("one-hot"), encoding: .auto)
    #expect(oneHot.isOneHot)
    #expect(oneHot.labelLength == 1)
    #expect(oneHot.classes == [0, 1, 0, 0])
    let sequences = try LabelArray(array("one-hot-sequences"), encoding: .auto)
    #expect(sequences.labelLength == 2)
    #expect(sequences.classes == [0, 0, 0, 1, 0, 0, 1, 1])
    let plain = try LabelArray(array("label-sequences"), encoding: .auto)
    #expect(plain.labelLength == 2)
    #expect(plain.classes == sequences.classes)
    let forced = try LabelArray(array("one-hot"), encoding: .classes)
    #expect(forced.labelLength == 2)
  }

  @Test("samples of an array may have fewer labels than it has positions; the rest is not read")
  func labelLengths() throws {
    let whole = try LabelArray(array("label-sequences"), encoding: .auto)
    let lengths = try array("label-lengths")
    let plain = try LabelArray(array("label-sequences"), encoding: .auto, lengths: lengths)
    #expect(plain.labelLengths == [2, 1, 2, 1])
    let expected = [0, 1, 2, 4, 5, 6].map { whole.classes[$0] }
    #expect(plain.classes == expected)
    let oneHot = try LabelArray(array("one-hot-sequences"), encoding: .auto, lengths: lengths)
    #expect(oneHot.classes == expected)

    var files = SplitFiles(values: "f4.npy")
    files.labels = "one-hot-sequences.npy"
    files.labelLengths = "label-lengths.npy"
    let dataset = try read(.npy, files).dataset
    #expect(dataset.labelLengths == [2, 1, 2, 1])
    #expect(dataset.labels == expected)
    #expect(dataset.labelLength == 2)

    files.labels = "one-hot.npy"
    #expect(
      throws: DataError(
        .wrongCount(of: "labels", found: 1, expected: 2),
        at: DataPlace(file: "label-lengths.npy", sample: 0))
    ) { try read(.npy, files) { $0.label.encoding = .oneHot } }
    files.labels = "one-hot-sequences.npy"
    files.labelLengths = "whole-i4.npy"
    #expect { try read(.npy, files) } throws: {
      "\($0)".contains("one number of labels per sample")
    }
  }

  @Test("E8: a row that is not one-hot is refused with its sample and sum")
  func notOneHot() throws {
    let array = try array("not-one-hot")
    #expect(
      throws: DataError(.notOneHot(sum: 2), at: DataPlace(file: "not-one-hot", sample: 0))
    ) { try LabelArray(array, encoding: .oneHot) }
    #expect { try LabelArray(self.array("whole-i4"), encoding: .oneHot) } throws: {
      guard case .shape(found: [5], _)? = ($0 as? DataError)?.reason else { return false }
      return true
    }
    #expect(throws: DataError.self) { try LabelArray(self.array("scalar"), encoding: .auto) }
  }

  private func read(
    _ format: DataConfiguration.Format, _ files: SplitFiles,
    _ change: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> SampleTable {
    var configuration = DataConfiguration()
    configuration.format = format
    change(&configuration)
    let store = FileStore(relativeTo: Fixture.url("numpy").path)
    return try ArrayReader(configuration, files: store).read(files)
  }

  @Test("the form of the published code: values [N, T, F] and one-hot labels")
  func published() throws {
    var files = SplitFiles(values: "f4.npy")
    files.labels = "one-hot.npy"
    let table = try read(.npy, files)
    #expect(table.dataset.lengths == [3, 3, 3, 3])
    #expect(table.dataset.values == expected)
    #expect(table.dataset.labels == [0, 1, 0, 0])
    #expect(table.dataset.featureNames == ["feature0", "feature1"])
    #expect(table.declaresClasses)
    files = SplitFiles(values: "splits.npz:x_val")
    files.labels = "splits.npz:y_val"
    let named = try read(.npy, files) { $0.columns.features = ["u", "v"] }
    #expect(named.dataset.values.first == 97)
    #expect(named.dataset.featureNames == ["u", "v"])
  }

  @Test("ragged archives: values, offsets and labels")
  func ragged() throws {
    let table = try read(.ragged, SplitFiles(values: "ragged.npz"))
    #expect(table.dataset.lengths == [3, 1, 4, 2])
    #expect(table.dataset.featureCount == 2)
    #expect(table.dataset.labels == [0, 0, 1, 0])
    #expect(Array(table.dataset.sequence(at: 1)) == [0, 0.5])
  }

  @Test("arrays that do not belong together are refused with the file")
  func mismatches() throws {
    var files = SplitFiles(values: "f4.npy")
    files.labels = "whole-i4.npy"
    #expect(
      throws: DataError(
        .wrongCount(of: "labels", found: 5, expected: 4), at: DataPlace(file: "whole-i4.npy"))
    ) { try read(.npy, files) }
    #expect { try read(.npy, SplitFiles(values: "f4.npy")) } throws: {
      "\($0)".contains("the file of labels is not set")
    }
    files.offsets = "whole-i4.npy"
    files.values = "label-sequences.npy"
    #expect { try read(.ragged, files) } throws: {
      ($0 as? DataError)?.reason == .offsets(detail: "end with 3, but there are 4 rows")
    }
    files.offsets = "whole-u1.npy:values"
    #expect(throws: FileError.self) { try read(.ragged, files) }
    // Values [10, 2] are ten sequences of two events, but there are five labels.
    files = SplitFiles(values: "ragged.npz")
    #expect { try read(.npy, files) } throws: {
      ($0 as? DataError)?.reason == .wrongCount(of: "labels", found: 4, expected: 10)
    }
  }
}
