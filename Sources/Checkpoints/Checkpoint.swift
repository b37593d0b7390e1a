import Files

/// The state of a training as bytes that say what they are.
///
/// Sealed, it has the name of the format with its version, the kind of training, a fingerprint of
/// everything that decides the training's result, the state itself and a checksum of all this. What
/// is cut short, altered, of another version, of another kind or of a training with other settings,
/// data or seed does not open: such a training begins anew.
struct Checkpoint {
  /// The state, as the trainer encoded it.
  let content: [UInt8]

  private static let format = "counterweight.checkpoint.1"

  init(_ content: [UInt8]) {
    self.content = content
  }

  /// The bytes to keep.
  func sealed(as kind: String, fingerprint: UInt64) -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(Self.format)
    encoder.append(kind)
    encoder.append(Int(truncatingIfNeeded: fingerprint))
    encoder.append(content)
    encoder.append(SHA256.hexDigest(of: encoder.bytes))
    return encoder.bytes
  }

  /// The state in `sealed` bytes; nil if they are anything but a state of this very training.
  init?(sealed bytes: [UInt8], kind: String, fingerprint: UInt64) {
    var decoder = ByteDecoder(bytes)
    guard (try? decoder.text()) == Self.format, (try? decoder.text()) == kind,
      (try? decoder.integer()) == Int(truncatingIfNeeded: fingerprint),
      let content = try? decoder.content()
    else { return nil }
    let end = decoder.consumed
    guard let checksum = try? decoder.text(), decoder.isAtEnd,
      checksum == SHA256.hexDigest(of: Array(bytes[..<end]))
    else { return nil }
    self.content = content
  }
}
