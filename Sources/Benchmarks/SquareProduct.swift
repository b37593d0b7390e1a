import RandomStreams
import Tensors

/// A product of two square matrices: how fast the machine multiplies when nothing is in the way.
///
/// The rates of the classifiers are compared with it. It is the rate of the library that the
/// networks use too, into memory that is already there.
struct SquareProduct: MeasuredWork {
  let multiplyAdds: Int?
  private let size: Int
  private let first: Tensor<Float>
  private let second: Tensor<Float>
  private(set) var product: Tensor<Float>

  init(_ size: Int, seed: UInt64 = 1) {
    var stream = RandomStream(seed: seed)
    self.size = size
    first = .normal([size, size], stream: &stream)
    second = .normal([size, size], stream: &stream)
    product = .zeros([size, size])
    multiplyAdds = size * size * size
  }

  mutating func run() {
    let (size, first, second) = (size, first, second)
    product.withMutableElements { product in
      first.withElements { first in
        second.withElements { second in
          guard let a = first.baseAddress, let b = second.baseAddress, let c = product.baseAddress
          else { return }
          Float.matrixProduct(
            a, stride: size, transposed: false, b, stride: size, transposed: false, rows: size,
            columns: size, inner: size, scale: 1, keep: 0, into: c, stride: size)
        }
      }
    }
  }
}
