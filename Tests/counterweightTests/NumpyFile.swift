import Foundation

/// Writes `.npy` files, right and wrong ones, for the tests.
enum NumpyFile {
  /// A file of format 1.0: magic, version, header length, header padded to 64 bytes, elements.
  static func bytes(type: String, shape: [Int], elements: Data) -> Data {
    let sizes = shape.map { "\($0)," }.joined()
    var header = "{'descr': '\(type)', 'fortran_order': False, 'shape': (\(sizes)), }"
    header += String(repeating: " ", count: 63 - (10 + header.utf8.count) % 64) + "\n"
    let length = UInt16(header.utf8.count)
    return Data([0x93] + Array("NUMPY".utf8) + [1, 0, UInt8(length & 255), UInt8(length >> 8)])
      + Data(header.utf8) + elements
  }

  /// Numbers as `<f4`.
  static func floats(_ shape: [Int], _ value: (Int) -> Float) -> Data {
    let count = shape.reduce(1, *)
    let elements = (0..<count).flatMap { index in
      withUnsafeBytes(of: value(index).bitPattern.littleEndian, Array.init)
    }
    return bytes(type: "<f4", shape: shape, elements: Data(elements))
  }

  /// Numbers as `<i8`.
  static func integers(_ shape: [Int], _ value: (Int) -> Int64) -> Data {
    let count = shape.reduce(1, *)
    let elements = (0..<count).flatMap { index in
      withUnsafeBytes(of: value(index).littleEndian, Array.init)
    }
    return bytes(type: "<i8", shape: shape, elements: Data(elements))
  }
}
