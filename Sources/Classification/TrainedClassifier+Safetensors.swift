import Foundation
import Networks
import RandomStreams
import Sequences

extension TrainedClassifier {
  private static let format = "counterweight-classifier-2"

  /// The classifier as the bytes of a `.safetensors` file.
  ///
  /// Weights are tensors under their names; settings, form, features, classes, label sequences
  /// and scaling are metadata, each as JSON. Equal classifiers give equal bytes.
  public func safetensors() throws -> [UInt8] {
    func json(_ value: some Encodable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    return try Safetensors(
      tensors: parameters.namedTensors,
      metadata: [
        "format": Self.format, "configuration": json(configuration),
        "featureNames": json(featureNames), "classNames": json(classNames),
        "labelSequences": json(labelSequences), "scaling": json(scaling), "form": json(form),
      ]
    ).encoded()
  }

  /// The classifier that `safetensors()` wrote.
  ///
  /// - Throws: `ClassificationError.foreignModel` or `CheckpointMismatch` if the file holds something
  ///   else, and what reading a truncated `.safetensors` file throws (spec/06 E14).
  public init(safetensors bytes: [UInt8]) throws {
    let file = try Safetensors(decoding: bytes)
    func field<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
      guard let text = file.metadata[name],
        let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
      else {
        throw ClassificationError.foreignModel(reason: "its metadata lacks a usable '\(name)'")
      }
      return value
    }
    guard file.metadata["format"] == Self.format else {
      throw ClassificationError.foreignModel(
        reason: "its metadata does not say that its format is \(Self.format)")
    }
    let configuration = try field("configuration", as: ClassifierConfiguration.self)
    let scaling = try field("scaling", as: FeatureScaling.self)
    let featureNames = try field("featureNames", as: [String].self)
    let labelSequences = try field("labelSequences", as: [[Int]].self)
    let classNames = try field("classNames", as: [String].self)
    let form = try field("form", as: ClassifierForm.self)
    guard configuration.problems().isEmpty, scaling.featureCount == featureNames.count,
      !labelSequences.isEmpty, !classNames.isEmpty, form != .auto
    else {
      throw ClassificationError.foreignModel(reason: "its metadata contradicts itself")
    }
    // Drawn only to learn the names and shapes; every weight is then replaced.
    self.init(
      configuration: configuration, form: form, featureNames: featureNames,
      classNames: classNames, labelSequences: labelSequences, scaling: scaling,
      stream: RandomStream(seed: 0))
    try parameters.restore(file.tensors)
  }
}
