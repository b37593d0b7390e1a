/// What a study is of: two studies with the same identity are one, wherever they lie.
public struct StudyIdentity: Sendable, Hashable {
  /// The checksum of the data as trained on, splits included.
  public var dataHash: String
  /// The checksum of the configuration without the study's name and the data's paths.
  public var configurationHash: String

  /// An identity as given.
  public init(dataHash: String, configurationHash: String) {
    self.dataHash = dataHash
    self.configurationHash = configurationHash
  }
}
