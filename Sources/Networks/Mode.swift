import RandomStreams

/// Whether a pass trains, with the stream that its dropout masks are drawn from, or infers.
///
/// Layers draw their masks from substreams of their own names. The same stream therefore gives the
/// same masks again, which is how the passes of one critic update share theirs (spec/01 section 11).
public enum Mode: Sendable {
  /// No dropout. Two calls agree to the last bit.
  case inference
  /// Dropout masks come from this stream.
  case training(RandomStream)

  /// The stream for one named layer; nil in inference.
  public func stream(for layer: String) -> RandomStream? {
    switch self {
    case .inference: nil
    case .training(let stream): stream.substream(layer)
    }
  }
}
