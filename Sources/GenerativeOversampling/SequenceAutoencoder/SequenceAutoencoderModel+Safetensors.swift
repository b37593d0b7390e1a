import Foundation
import Networks
import Oversampling
import RandomStreams
import Sequences

extension SequenceAutoencoderModel {
  private static let format = "counterweight.sequence-autoencoder.1"

  /// The model as the bytes of a `.safetensors` file.
  ///
  /// Weights are tensors under their names; settings and scaling are metadata, each as JSON. Equal
  /// models give equal bytes.
  func safetensors() throws -> [UInt8] {
    func json(_ value: some Encodable) throws -> String {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return String(decoding: try encoder.encode(value), as: UTF8.self)
    }
    return Safetensors(
      tensors: parameters.namedTensors,
      metadata: [
        "format": Self.format, "configuration": try json(configuration),
        "scaling": try json(scaling),
      ]
    ).encoded()
  }

  /// The model that `safetensors()` wrote.
  ///
  /// - Parameters:
  ///   - bytes: the file; nil if there is none.
  ///   - method: the oversampler that needs it, for errors.
  /// - Throws: `OversamplingError.foreignModel` if the bytes are absent, truncated or something else.
  init(safetensors bytes: [UInt8]?, for method: String) throws(OversamplingError) {
    func foreign(_ reason: String) -> OversamplingError {
      .foreignModel(method: method, reason: reason)
    }
    guard let bytes else { throw foreign("there is none") }
    do {
      let file = try Safetensors(decoding: bytes)
      func field<Value: Decodable>(_ name: String, as type: Value.Type) throws -> Value {
        guard let text = file.metadata[name],
          let value = try? JSONDecoder().decode(Value.self, from: Data(text.utf8))
        else { throw foreign("its metadata lacks a usable \(name)") }
        return value
      }
      guard file.metadata["format"] == Self.format else {
        throw foreign(
          "its format is \(file.metadata["format"] ?? "not given") instead of \(Self.format)")
      }
      let configuration = try field("configuration", as: SequenceAutoencoderConfiguration.self)
      if let problem = configuration.problems().first { throw foreign("its \(problem)") }
      // First weights are drawn only for their names and shapes; all are replaced at once.
      self.init(
        configuration, scaling: try field("scaling", as: FeatureScaling.self),
        stream: RandomStream(seed: 0))
      try parameters.restore(file.tensors)
    } catch let error as OversamplingError {
      throw error
    } catch {
      throw foreign("\(error)")
    }
  }
}
