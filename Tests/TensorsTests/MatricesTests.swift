import Tensors
import TestSupport
import Testing

@Suite("Matrices")
struct MatricesTests {
  private static let extents = [
    [1, 1, 1], [2, 3, 4], [1, 7, 5], [17, 1, 3], [16, 33, 9], [64, 31, 65], [3, 2, 0],
  ]

  @Test("Products equal three plain loops, transposed or not", arguments: extents)
  func product(extents: [Int]) {
    let (rows, columns, inner) = (extents[0], extents[1], extents[2])
    for transposingFirst in [false, true] {
      for transposingSecond in [false, true] {
        let first = Tensor<Double>.testInput(
          transposingFirst ? [inner, rows] : [rows, inner], seed: 1)
        let second = Tensor<Double>.testInput(
          transposingSecond ? [columns, inner] : [inner, columns], seed: 2)
        let left = transposingFirst ? first.transposed2D() : first
        let right = transposingSecond ? second.transposed2D() : second
        let expected = plainProduct(left, right)
        expectClose(
          Tensor.matrixProduct(
            first, second, transposingFirst: transposingFirst,
            transposingSecond: transposingSecond), expected, absolute: 1e-13)
        expectClose(
          Tensor.matrixProduct(
            Tensor<Float>(converting: first), Tensor<Float>(converting: second),
            transposingFirst: transposingFirst, transposingSecond: transposingSecond),
          Tensor(converting: expected), relative: 1e-5, absolute: 1e-5)
      }
    }
  }

  private func plainProduct(_ left: Tensor<Double>, _ right: Tensor<Double>) -> Tensor<Double> {
    let (rows, inner, columns) = (left.shape[0], left.shape[1], right.shape[1])
    let (a, b) = (left.scalars, right.scalars)
    var product = [Double](repeating: 0, count: rows * columns)
    for i in 0..<rows {
      for j in 0..<columns {
        for k in 0..<inner {
          product[i * columns + j] += a[i * inner + k] * b[k * columns + j]
        }
      }
    }
    return Tensor(product, shape: [rows, columns])
  }

  @Test(
    "A transpose exchanges rows and columns", arguments: [[1, 1], [2, 3], [16, 17], [33, 5]])
  func transpose(extents: [Int]) {
    let (rows, columns) = (extents[0], extents[1])
    let tensor = Tensor<Float>.testInput([rows, columns])
    let transposed = tensor.transposed2D()
    #expect(transposed.shape == [columns, rows])
    let (before, after) = (tensor.scalars, transposed.scalars)
    for i in 0..<rows {
      for j in 0..<columns {
        #expect(after[j * rows + i] == before[i * columns + j])
      }
    }
    #expect(transposed.transposed2D() == tensor)
  }

  @Test("Column sums add up all leading dimensions")
  func columnSums() {
    let tensor = Tensor<Double>([1, 2, 3, 10, 20, 30, 100, 200, 300, 4, 5, 6], shape: [2, 2, 3])
    #expect(tensor.columnSums() == Tensor([115, 227, 339], shape: [3]))
  }

  @Test("Extents that do not match stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Tensor.matrixProduct(Tensor<Float>.zeros([2, 3]), .zeros([2, 3]))
    }
    await #expect(processExitsWith: .failure) {
      _ = Tensor.matrixProduct(Tensor<Float>.zeros([2, 3, 1]), .zeros([1, 3]))
    }
  }
}
