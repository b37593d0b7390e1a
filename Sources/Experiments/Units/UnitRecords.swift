import Foundation
import NoveltyDetection
import Oversampling
import Reports

/// What is worth knowing about a fitted oversampler, beside its model and curves.
struct OversamplerRecord: Codable, Equatable {
  let unit: String
  let minoritySamples: Int
  let warnings: [String]
  /// Whether members train on its samples; nil if nobody looked at them.
  var gate: SyntheticQualityRecord.Gate?
}

/// What is worth knowing about a trained member, beside its model, curves and probabilities.
struct MemberRecord: Codable, Equatable {
  let unit: String
  let realSamples: Int
  let syntheticSamples: Int
  let bestEpoch: Int
  let validationF1: Double
  let warnings: [String]
  /// What became of samples that were made with the majority's labels; nil if labels are not made.
  var redraws: RedrawCounts?
  /// How it does on what it was trained on; nil in a record of an earlier version.
  var trainingFit: TrainingFit?
}

/// What is worth knowing about a fitted detector, beside its model and curves.
struct DetectorRecord: Codable, Equatable {
  let unit: String
  let majoritySamples: Int
  let diagnostics: [String: Double]
  let warnings: [String]
}

/// How a detector's scores become decisions; the threshold may be infinite.
struct DecisionRecord: Codable, Equatable {
  let unit: String
  let direction: ScoreReading.Direction
  let threshold: Double
  let validationF1: Double
}

/// JSON with sorted keys, so that equal values are equal bytes; infinite numbers are texts.
enum JSONFile {
  static func encode(_ value: some Encodable, pretty: Bool = true) throws -> [UInt8] {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    if pretty { encoder.outputFormatting.insert(.prettyPrinted) }
    return [UInt8](try encoder.encode(value)) + (pretty ? [UInt8(ascii: "\n")] : [])
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    let decoder = JSONDecoder()
    decoder.nonConformingFloatDecodingStrategy = .convertFromString(
      positiveInfinity: "inf", negativeInfinity: "-inf", nan: "nan")
    return try decoder.decode(type, from: Data(bytes))
  }
}
