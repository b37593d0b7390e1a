import Files

extension FittedOversampler {
  /// Model and curves as bytes, for a checkpoint of which they are a part.
  package func encoded() -> [UInt8] {
    var encoder = ByteEncoder()
    encoder.append(model)
    encoder.append(curves)
    return encoder.bytes
  }

  /// Reads what `encoded` wrote.
  ///
  /// - Throws: `ByteDecoder.Failure` if it is something else.
  package init(decoding bytes: [UInt8]) throws {
    var decoder = ByteDecoder(bytes)
    model = try decoder.content()
    curves = try decoder.table()
  }
}
