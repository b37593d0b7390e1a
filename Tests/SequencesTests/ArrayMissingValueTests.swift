import TestSupport
import Testing

@testable import Sequences

@Suite("Missing values in arrays")
struct ArrayMissingValueTests {
  /// The bytes of an `.npy` file of single-precision numbers.
  private func npy(_ values: [Float], _ shape: [Int]) -> [UInt8] {
    let sizes = shape.map { "\($0)" }.joined(separator: ", ") + (shape.count == 1 ? "," : "")
    let header = "{'descr': '<f4', 'fortran_order': False, 'shape': (\(sizes)), }\n"
    return NumpyArray.magic + [1, 0, UInt8(header.utf8.count), 0] + Array(header.utf8)
      + values.flatMap { value in (0..<4).map { UInt8(value.bitPattern >> ($0 * 8) & 0xFF) } }
  }

  /// Two samples of three events and two features; the first has two events only.
  private static let values: [Float] = [
    1, .nan, 2, 20, .nan, .nan,
    .nan, 30, 4, .nan, 6, 60,
  ]

  private func data(
    _ rule: MissingValueConfiguration.Rule, values: [Float] = Self.values
  ) throws -> (folder: TemporaryFolder, configuration: DataConfiguration) {
    let folder = try TemporaryFolder()
    try folder.put(npy(values, [2, 3, 2]), as: "values.npy")
    try folder.put(npy([0, 1], [2]), as: "labels.npy")
    try folder.put(npy([2, 3], [2]), as: "lengths.npy")
    var files = SplitFiles(values: "values.npy")
    files.labels = "labels.npy"
    files.lengths = "lengths.npy"
    var configuration = DataConfiguration()
    configuration.format = .npy
    configuration.missing.rule = rule
    configuration.files.training = files
    configuration.files.validation = files
    configuration.files.test = files
    return (folder, configuration)
  }

  private func training(_ rule: MissingValueConfiguration.Rule) throws -> SequenceDataset {
    let (folder, configuration) = try data(rule)
    return try DataLoader.load(configuration, relativeTo: folder.path).splits.training.dataset
  }

  @Test("NaN is a missing value, filled in by the rules of the section missing")
  func filled() throws {
    let masked = try training(.mask)
    #expect(
      masked.featureNames == ["feature0", "feature1", "feature0.present", "feature1.present"])
    // Measured are 1, 2, 4, 6 and 20, 30, 60; padding is nobody's event.
    #expect(
      masked.values == [
        1, 30, 1, 0, 2, 20, 1, 1,
        2, 30, 0, 1, 4, 30, 1, 0, 6, 60, 1, 1,
      ])
    // A value stands for later ones of its own sample only.
    #expect(try training(.forwardFill).values == [1, 30, 2, 20, 2, 30, 4, 30, 6, 60])
  }

  @Test("Without a rule NaN is refused with sample, event and feature; padding may be NaN")
  func refused() throws {
    let (folder, configuration) = try data(.error)
    let error = #expect(throws: DataError.self) {
      try DataLoader.load(configuration, relativeTo: folder.path)
    }
    #expect(
      error
        == DataError(
          .missingValue,
          at: DataPlace(file: "values.npy", sample: 0, event: 0, feature: "feature1")))
    #expect("\(try #require(error))".contains("let data.missing.rule say"))
    let complete: [Float] = [1, 10, 2, 20, .nan, .nan, 3, 30, 4, 40, 6, 60]
    let (other, same) = try data(.error, values: complete)
    let splits = try DataLoader.load(same, relativeTo: other.path).splits
    #expect(splits.training.dataset.values == [1, 10, 2, 20, 3, 30, 4, 40, 6, 60])
  }

  @Test("Infinity is refused whatever the rule, and so is a rule for no feature")
  func others() throws {
    var values = Self.values
    values[2] = .infinity
    let (folder, configuration) = try data(.mask, values: values)
    #expect(
      throws: DataError(
        .notFinite, at: DataPlace(file: "values.npy", sample: 0, event: 1, feature: "feature0"))
    ) { try DataLoader.load(configuration, relativeTo: folder.path) }
    var (other, named) = try data(.error)
    named.missing.features = ["pressure": .mask]
    #expect(
      throws: DataError(
        .missingColumn(available: ["feature0", "feature1"]),
        at: DataPlace(file: "values.npy", column: "pressure"))
    ) { try DataLoader.load(named, relativeTo: other.path) }
    // Rules by feature: the second may lack values, the first may not.
    (other, named) = try data(.error)
    named.missing.features = ["feature1": .mask]
    #expect(
      throws: DataError(
        .missingValue, at: DataPlace(file: "values.npy", sample: 1, event: 0, feature: "feature0"))
    ) { try DataLoader.load(named, relativeTo: other.path) }
  }
}
