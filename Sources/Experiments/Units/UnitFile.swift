/// A file of a unit's result, on its way from the rank that made it to the run folder.
public struct UnitFile: Sendable, Equatable {
  /// The name in the unit's folder, such as `model.safetensors`.
  public let name: String
  /// The content; the same bytes on whichever rank it was made.
  public let bytes: [UInt8]

  /// A file of a result.
  public init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  /// The model, of an oversampler or a member.
  static let model = "model.safetensors"
  /// Losses and scores per epoch.
  static let curves = "curves.csv"
  /// A member's probabilities on the validation and the test split.
  static let probabilities = "probabilities.safetensors"
  /// A detector's scores on the validation and the test split.
  static let scores = "scores.safetensors"
  /// What was found about an oversampler's synthetic samples, as JSON.
  static let quality = "quality.json"
  /// What else there is to know, as JSON.
  static let record = "record.json"

  /// The name of a member's file in the folder of a chain of members.
  static func name(_ name: String, ofMember member: Int) -> String {
    "member" + (member < 10 ? "0" : "") + "\(member)-\(name)"
  }
}

extension [UnitFile] {
  /// The content of the file of that name; nil if there is none.
  subscript(name: String) -> [UInt8]? { first { $0.name == name }?.bytes }
}
