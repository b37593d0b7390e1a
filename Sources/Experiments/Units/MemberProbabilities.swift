import Classification
import Networks
import Tensors

/// A member's probabilities on both splits that it never saw: `[samples, classes]`, or of label
/// sequences `[samples, positions, classes]`.
struct MemberProbabilities: Equatable {
  let validation: [Float]
  let test: [Float]

  init(validation: [Float], test: [Float]) {
    self.validation = validation
    self.test = test
  }

  /// A `.safetensors` file with the tensors `validation` and `test`.
  func encoded(by classifier: TrainedClassifier, positions: (validation: Int, test: Int)) -> [UInt8]
  {
    let classes = classifier.network.classes
    func tensor(_ values: [Float], _ positions: Int) -> Tensor<Float> {
      classifier.form == .seq2seq
        ? Tensor(values, shape: [values.count / positions / classes, positions, classes])
        : Tensor(values, shape: [values.count / classes, classes])
    }
    return Safetensors(tensors: [
      NamedTensor("validation", tensor(validation, positions.validation)),
      NamedTensor("test", tensor(test, positions.test)),
    ]).encoded()
  }

  /// Reads what `encoded` wrote.
  init(decoding bytes: [UInt8]) throws {
    let tensors = try Safetensors(decoding: bytes).tensors
    validation = tensors.first { $0.name == "validation" }?.tensor.scalars ?? []
    test = tensors.first { $0.name == "test" }?.tensor.scalars ?? []
  }
}
