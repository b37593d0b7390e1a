import Files
import Networks
import Oversampling
import Sequences

/// What a fit of the oversampler leaves: one model for all minority classes, or one for each.
///
/// As bytes it is a `.safetensors` file. A single model is the file of that model; where there are
/// several, the names and keys of each stand under `classN`, and `labels` lists the classes.
struct GANAutoencoderModels {
  /// The models, each with the label sequence that it is for; nil stands for every one.
  var entries: [(labels: [Int]?, file: GANAutoencoderFile)]

  /// The model for samples of a label sequence.
  ///
  /// - Throws: `OversamplingError.foreignModel` if there is none.
  func file(for labels: some Collection<Int>) throws(OversamplingError) -> GANAutoencoderFile {
    let entry = entries.first { entry in entry.labels.map { $0.elementsEqual(labels) } ?? true }
    guard let entry else {
      throw GANAutoencoderFile.foreign("it was not trained on the label \(Array(labels))")
    }
    return entry.file
  }

  /// The bytes of the models: what synthesis needs.
  func encoded() throws -> [UInt8] {
    if entries.count == 1, entries[0].labels == nil { return try entries[0].file.encodedModel() }
    var contents = Safetensors(
      tensors: [],
      metadata: [
        "format": Self.format,
        "labels": try GANAutoencoderFile.json(entries.map { $0.labels ?? [] }),
      ])
    for (index, entry) in entries.enumerated() {
      let model = try entry.file.modelContents()
      contents.tensors += model.tensors.prefixed(Self.prefix(index))
      for (key, value) in model.metadata {
        contents.metadata["\(Self.prefix(index)).\(key)"] = value
      }
    }
    return contents.encoded()
  }

  private static let format = "counterweight.gan-autoencoder.per-class.2"

  private static func prefix(_ index: Int) -> String { "class\(index)" }
}

extension GANAutoencoderModels {
  /// Reads one model or several.
  ///
  /// - Throws: `OversamplingError.foreignModel` if the bytes are truncated or something else.
  init(decoding bytes: [UInt8]) throws(OversamplingError) {
    do {
      let contents = try Safetensors(decoding: bytes)
      guard contents.metadata["format"] == Self.format else {
        entries = [(nil, try GANAutoencoderFile(contents: contents))]
        return
      }
      let labels = try GANAutoencoderFile.value(
        of: "labels", in: contents.metadata, as: [[Int]].self)
      entries = try labels.enumerated().map { index, labels in
        let prefix = "\(Self.prefix(index))."
        var metadata: [String: String] = [:]
        for (key, value) in contents.metadata where key.hasPrefix(prefix) {
          metadata[String(key.dropFirst(prefix.count))] = value
        }
        return (
          labels,
          try GANAutoencoderFile(
            contents: Safetensors(
              tensors: contents.tensors.under(Self.prefix(index)), metadata: metadata))
        )
      }
    } catch let error as OversamplingError {
      throw error
    } catch {
      throw GANAutoencoderFile.foreign("\(error)")
    }
  }
}
