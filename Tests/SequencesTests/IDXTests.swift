import Files
import TestSupport
import Testing

@testable import Sequences

@Suite("idx files")
struct IDXTests {
  private func configuration(images: String, labels: String = "labels.idx.gz") -> DataConfiguration
  {
    var configuration = DataConfiguration()
    configuration.format = .idx
    configuration.files.all = SplitFiles(values: images)
    configuration.files.all.labels = labels
    configuration.split.training = 0.6
    configuration.split.validation = 0.2
    return configuration
  }

  @Test("a row of an image is an event", arguments: ["images.idx", "images-double.idx"])
  func images(name: String) throws {
    let formats = try Formats()
    let configuration = configuration(images: name)
    let table = try ArrayReader(configuration, files: FileStore(relativeTo: Formats.folder))
      .read(configuration.files.all)
    #expect(table.dataset.values == (try formats.floats("images")))
    #expect(table.dataset.lengths == [3, 3, 3, 3, 3])
    #expect(table.dataset.featureCount == 2)
    let names = table.dataset.labels.map { Int(table.dataset.classNames[$0]) }
    #expect(names == (try formats.integers("labels")))
  }

  @Test("numbers may be negative and of two bytes")
  func shorts() throws {
    let array = try NumpyArray(idx: Formats.bytes("images-short.idx"), name: "x")
    #expect(array.floats() == (try Formats().floats("images").map { $0 - 100 }))
    #expect(array.shape == [5, 3, 2])
  }

  @Test("images are loaded and split like other samples")
  func loading() throws {
    let data = try DataLoader.load(
      configuration(images: "images.idx"), relativeTo: Formats.folder)
    #expect(data.splits.training.dataset.count == 3)
    #expect(data.splits.training.dataset.classNames == ["5", "6"])
    #expect(data.files.map(\.path) == ["images.idx", "labels.idx.gz"])
  }

  @Test("what is no idx file, or not all of one, is told")
  func bad() throws {
    let whole = try Formats.bytes("images.idx")
    func read(_ bytes: [UInt8]) throws -> NumpyArray { try NumpyArray(idx: bytes, name: "x") }
    for count in 1..<whole.count {
      #expect(fails("x: ", "truncated") { try read(Array(whole[..<count])) })
    }
    #expect(fails("x: ", "zero bytes") { try read([]) })
    #expect(fails("x: ", "zero bytes") { try read(NumpyArray.magic) })
    #expect(fails("x: ", "type of elements") { try read([0, 0, 7, 1, 0, 0, 0, 0]) })
    #expect(fails("x: ", "no axis") { try read([0, 0, 8, 0]) })
    #expect(
      fails("x: ", "impossibly") {
        try read([0, 0, 8, 3] + [UInt8](repeating: 255, count: 12))
      })
    #expect(fails("x: ", "2 bytes follow") { try read(whole + [0, 0]) })
    #expect(
      fails("labels is empty") {
        try DataLoader.load(
          configuration(images: "images.idx", labels: ""), relativeTo: Formats.folder)
      })
    #expect(
      fails("images.idx", "one-hot") {
        try DataLoader.load(
          configuration(images: "images.idx", labels: "images.idx"), relativeTo: Formats.folder)
      })
  }
}
