import CKernels
import RandomStreams

/// Filling tensors with random numbers from a stream.
///
/// The numbers are those of `RandomStream.fillNormal` and `fillUniform`, made many blocks at a time:
/// uniform ones to the last bit, normal ones up to the rounding of sine, cosine and logarithm.
public protocol RandomKernels {
  /// Independent standard normal numbers.
  static func fillNormal(_ y: UnsafeMutableBufferPointer<Self>, stream: inout RandomStream)

  /// Independent uniform numbers from [0, 1).
  static func fillUniform(_ y: UnsafeMutableBufferPointer<Self>, stream: inout RandomStream)

  /// y = 1 / keep where y < keep, else 0.
  static func makeDropoutMask(_ y: UnsafeMutablePointer<Self>, keep: Double, count: Int)
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Float: RandomKernels {
  public static func fillNormal(_ y: UnsafeMutableBufferPointer<Float>, stream: inout RandomStream)
  {
    guard let base = y.baseAddress else { return }
    cw_philox_normal_f32(y.count, stream.blocks(for: y.count), base)
  }

  public static func fillUniform(_ y: UnsafeMutableBufferPointer<Float>, stream: inout RandomStream)
  {
    guard let base = y.baseAddress else { return }
    cw_philox_uniform_f32(y.count, stream.blocks(for: y.count), base)
  }

  public static func makeDropoutMask(_ y: UnsafeMutablePointer<Float>, keep: Double, count: Int) {
    cw_dropout_mask_f32(count, keep, y, y)
  }
}

// Documented at the protocol.
// swift-format-ignore: AllPublicDeclarationsHaveDocumentation
extension Double: RandomKernels {
  public static func fillNormal(_ y: UnsafeMutableBufferPointer<Double>, stream: inout RandomStream)
  {
    guard let base = y.baseAddress else { return }
    cw_philox_normal_f64(y.count, stream.blocks(for: y.count), base)
  }

  public static func fillUniform(
    _ y: UnsafeMutableBufferPointer<Double>, stream: inout RandomStream
  ) {
    guard let base = y.baseAddress else { return }
    cw_philox_uniform_f64(y.count, stream.blocks(for: y.count), base)
  }

  public static func makeDropoutMask(_ y: UnsafeMutablePointer<Double>, keep: Double, count: Int) {
    cw_dropout_mask_f64(count, keep, y, y)
  }
}

extension RandomStream {
  /// The blocks that the next `count` numbers come from, four from each.
  fileprivate mutating func blocks(for count: Int) -> cw_philox_blocks {
    let (key, lane, first) = takeBlocks((count + 3) / 4)
    return cw_philox_blocks(key: key, lane: lane, first: first)
  }
}
