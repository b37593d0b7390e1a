import Files

/// The state of a unit that is not done, and what it has taken so far.
///
/// As a file it carries its own checksum: a file that is not whole is as good as none.
struct UnitCheckpoint: Equatable {
  /// What a computation saved, to be continued from by any rank.
  var state: [UInt8]
  /// What it took until then, in all parts that it was computed in.
  var spent: UnitTiming

  private static let formatName = "counterweight checkpoint 1"

  init(state: [UInt8], spent: UnitTiming) {
    self.state = state
    self.spent = spent
  }

  /// The file of the checkpoint of a unit; the name ties the one to the other.
  func encoded(of unit: UnitID) -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(Self.formatName)
    encoder.append("\(unit)")
    encoder.append(spent)
    encoder.append(state)
    var file = ByteEncoder()
    file.append(SHA256.hexDigest(of: encoder.bytes))
    file.append(encoder.bytes)
    return file.bytes
  }

  /// Reads what `encoded` wrote; nil if it is damaged, or of another unit.
  init?(decoding bytes: [UInt8], of unit: UnitID) {
    var file = ByteDecoder(bytes)
    guard let digest = try? file.text(), let content = try? file.content(), file.isAtEnd,
      SHA256.hexDigest(of: content) == digest
    else { return nil }
    var decoder = ByteDecoder(content)
    guard (try? decoder.text()) == Self.formatName, (try? decoder.text()) == "\(unit)",
      let spent = try? decoder.timing(), let state = try? decoder.content()
    else { return nil }
    self.init(state: state, spent: spent)
  }
}
