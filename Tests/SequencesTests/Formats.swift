import Foundation
import TestSupport
import Testing

@testable import Sequences

/// The files of `Tests/Fixtures/formats` and what `formats.py` says they hold.
struct Formats {
  private struct Contents: Decodable {
    struct Tensor: Decodable {
      var values: [Double]
    }
    var tensors: [String: Tensor]
    var vectorWords: [String]
    var texts: [String]
    var words: [[String]]
    var lowerWords: [[String]]
  }

  /// The folder of the files.
  static let folder = Fixture.url("formats").path
  private let tensors: [String: Contents.Tensor]
  /// The words that have vectors.
  let vectorWords: [String]
  /// Texts, and their words by Python's regular expressions.
  let texts: [String]
  let words: [[String]]
  let lowerWords: [[String]]

  init() throws {
    let data = try Data(contentsOf: Fixture.url("formats.json"))
    let contents = try JSONDecoder().decode(Contents.self, from: data)
    tensors = contents.tensors
    vectorWords = contents.vectorWords
    texts = contents.texts
    words = contents.words
    lowerWords = contents.lowerWords
  }

  /// The values of a tensor, row-major.
  func floats(_ name: String) throws -> [Float] {
    try #require(tensors[name]).values.map(Float.init)
  }

  /// The whole numbers of a tensor.
  func integers(_ name: String) throws -> [Int] {
    try #require(tensors[name]).values.map { Int($0) }
  }

  /// The bytes of a file.
  static func bytes(_ name: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: Fixture.url("formats/\(name)")))
  }
}

/// Whether reading fails with a sentence that contains all of the given parts.
func fails<Result>(_ parts: String..., with action: () throws -> Result) -> Bool {
  do {
    _ = try action()
    return false
  } catch {
    let sentence = "\(error)"
    let isRight = sentence.hasSuffix(".") && parts.allSatisfy { sentence.contains($0) }
    if !isRight { print("unexpected: \(sentence)") }
    return isRight
  }
}
