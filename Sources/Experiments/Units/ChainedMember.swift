import Classification
import Files

/// A member's files, and where its training ended, for the next one to go on from.
struct ChainedMember {
  let files: [UnitFile]
  let finalState: MemberState

  init(files: [UnitFile], finalState: MemberState) {
    self.files = files
    self.finalState = finalState
  }

  /// The bytes that a checkpoint of the chain keeps.
  func encoded() -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(files: files)
    encoder.append(finalState.encoded())
    return encoder.bytes
  }

  /// Reads what `encoded` wrote.
  ///
  /// - Throws: what is wrong with the bytes.
  init(decoding bytes: [UInt8], _ configuration: ClassifierConfiguration) throws {
    var decoder = ByteDecoder(bytes)
    files = try decoder.files()
    finalState = try MemberState(decoding: try decoder.content(), configuration)
  }
}
