import CKernels
import RandomStreams

/// Filling tensors with random numbers from a stream.
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
    stream.fillNormal(y)
  }

  public static func fillUniform(_ y: UnsafeMutableBufferPointer<Float>, stream: inout RandomStream)
  {
    stream.fillUniform(y)
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
    stream.fillNormal(y)
  }

  public static func fillUniform(
    _ y: UnsafeMutableBufferPointer<Double>, stream: inout RandomStream
  ) {
    stream.fillUniform(y)
  }

  public static func makeDropoutMask(_ y: UnsafeMutablePointer<Double>, keep: Double, count: Int) {
    cw_dropout_mask_f64(count, keep, y, y)
  }
}
