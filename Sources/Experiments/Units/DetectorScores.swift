import Networks
import Tensors

/// A detector's score of each sample of both splits that it never saw.
struct DetectorScores: Equatable {
  let validation: [Float]
  let test: [Float]

  init(validation: [Float], test: [Float]) {
    self.validation = validation
    self.test = test
  }

  /// A `.safetensors` file with the tensors `validation` and `test`, `[samples]`.
  func encoded() -> [UInt8] {
    func tensor(_ values: [Float]) -> Tensor<Float> { Tensor(values, shape: [values.count]) }
    return Safetensors(tensors: [
      NamedTensor("validation", tensor(validation)), NamedTensor("test", tensor(test)),
    ]).encoded()
  }

  /// Reads what `encoded` wrote.
  init(decoding bytes: [UInt8]) throws {
    let tensors = try Safetensors(decoding: bytes).tensors
    validation = tensors.first { $0.name == "validation" }?.tensor.scalars ?? []
    test = tensors.first { $0.name == "test" }?.tensor.scalars ?? []
  }
}
