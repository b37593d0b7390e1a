import Tensors
import Testing

@Suite("Tensor")
struct TensorTests {
  @Test("Elements are kept in row-major order")
  func elements() {
    let tensor = Tensor<Float>([1, 2, 3, 4, 5, 6], shape: [2, 3])
    #expect(tensor.scalars == [1, 2, 3, 4, 5, 6])
    #expect(Tensor<Double>.zeros([2, 2]).scalars == [0, 0, 0, 0])
    #expect(Tensor<Double>(repeating: 1.5, shape: [3]).scalars == [1.5, 1.5, 1.5])
    #expect(Tensor<Float>.scalar(7).item == 7)
    #expect(Tensor<Float>([], shape: [0, 4]).scalars == [])
  }

  @Test("A changed copy leaves the original as it was")
  func copyOnWrite() {
    let original = Tensor<Float>([1, 2, 3], shape: [3])
    var copy = original
    var reshaped = original.reshaped([1, 3])
    copy.withMutableElements { $0[0] = 10 }
    reshaped.scale(by: 2)
    #expect(original.scalars == [1, 2, 3])
    #expect(copy.scalars == [10, 2, 3])
    #expect(reshaped.scalars == [2, 4, 6])
  }

  @Test("Arithmetic with itself reads the old values")
  func selfArithmetic() {
    var tensor = Tensor<Double>([1, 2, 3], shape: [3])
    tensor.add(tensor)
    #expect(tensor.scalars == [2, 4, 6])
    tensor.multiply(by: tensor)
    #expect(tensor.scalars == [4, 16, 36])
    tensor.subtract(tensor)
    #expect(tensor.scalars == [0, 0, 0])
  }

  @Test("Equality compares shapes and elements, and NaN equals nothing")
  func equality() {
    let tensor = Tensor<Float>([1, 2], shape: [2])
    #expect(tensor == Tensor([1, 2], shape: [2]))
    #expect(tensor != Tensor([1, 3], shape: [2]))
    #expect(tensor != Tensor([1, 2], shape: [1, 2]))
    let nan = Tensor<Float>([.nan], shape: [1])
    #expect(nan != nan)
  }

  @Test("Changing the precision keeps what fits")
  func conversion() {
    let double = Tensor<Double>([1, 0.1, -1e300, .infinity], shape: [2, 2])
    let single = Tensor<Float>(converting: double)
    #expect(single.shape == [2, 2])
    #expect(single.scalars == [1, 0.1, -.infinity, .infinity])
    #expect(Tensor<Double>(converting: single).scalars[1] == Double(Float(0.1)))
    #expect(Tensor<Double>(converting: double) == double)
  }

  @Test("Misuse stops the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) { _ = Tensor<Float>([1, 2], shape: [3]) }
    await #expect(processExitsWith: .failure) { _ = Tensor<Float>.zeros([2]).item }
    await #expect(processExitsWith: .failure) { _ = Tensor<Float>.zeros([4]).reshaped([3]) }
    await #expect(processExitsWith: .failure) {
      _ = Tensor<Float>.zeros([2, 3]) + Tensor<Float>.zeros([3, 2])
    }
  }
}
