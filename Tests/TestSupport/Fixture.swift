import Foundation
import Tensors

/// Numbers that an independent program computed, for comparing ours with.
///
/// A fixture is `Tests/Fixtures/NAME.json`, made by `Tests/Fixtures/NAME.py` beside it:
///
///     {"tensors": {"weight": {"shape": [2, 3], "values": [...]}}, "numbers": {"loss": 0.5}}
///
/// Values are row-major. Both members may be absent, and further members are ignored.
public struct Fixture: Sendable {
  /// Why a fixture could not be used.
  public struct Failure: Error, CustomStringConvertible {
    /// A sentence that names the fixture and what is wrong with it.
    public let description: String
  }

  private struct Contents: Decodable {
    struct Array: Decodable {
      var shape: [Int]
      var values: [Double]
    }
    var tensors: [String: Array]?
    var numbers: [String: Double]?
  }

  private let name: String
  private let contents: Contents

  /// Reads `Tests/Fixtures/NAME.json`.
  ///
  /// - Throws: `Failure` or a decoding error when the file is absent or not a fixture.
  public init(_ name: String) throws {
    self.name = name
    let data = try Data(contentsOf: Self.url("\(name).json"))
    contents = try JSONDecoder().decode(Contents.self, from: data)
  }

  /// Where a file of `Tests/Fixtures` lies.
  public static func url(_ file: String) -> URL {
    URL(fileURLWithPath: #filePath).deletingLastPathComponent()  // Tests/TestSupport
      .deletingLastPathComponent().appendingPathComponent("Fixtures/\(file)")
  }

  /// The names of all tensors, sorted.
  public var tensorNames: [String] { (contents.tensors ?? [:]).keys.sorted() }

  /// A tensor by name, rounded to `Scalar`.
  ///
  /// - Throws: `Failure` when there is none or its values do not fill its shape.
  public func tensor<Scalar: TensorScalar>(
    _ tensor: String, as type: Scalar.Type = Scalar.self
  ) throws -> Tensor<Scalar> {
    let array = try stored(tensor)
    return Tensor(array.values.map { Scalar($0) }, shape: Shape(array.shape))
  }

  /// The elements of a tensor of whole numbers, such as lengths or classes.
  ///
  /// - Throws: `Failure` when there is none or a value is not a whole number of 32 bits.
  public func integers(_ tensor: String) throws -> [Int32] {
    try stored(tensor).values.map { value in
      guard let integer = Int32(exactly: value) else {
        throw Failure(description: "Fixture \(name): \(value) in '\(tensor)' is no whole number.")
      }
      return integer
    }
  }

  /// A single number by name.
  ///
  /// - Throws: `Failure` when there is none.
  public func number(_ number: String) throws -> Double {
    guard let value = contents.numbers?[number] else {
      throw Failure(description: "Fixture \(name) has no number '\(number)'.")
    }
    return value
  }

  private func stored(_ tensor: String) throws -> Contents.Array {
    guard let array = contents.tensors?[tensor] else {
      throw Failure(description: "Fixture \(name) has no tensor '\(tensor)'.")
    }
    guard array.shape.reduce(1, *) == array.values.count, array.shape.count <= 4 else {
      throw Failure(
        description: "Fixture \(name): \(array.values.count) values in '\(tensor)' do not fill "
          + "the shape \(array.shape).")
    }
    return array
  }
}
