import Differentiation
import Tensors
import TestSupport
import Testing

@Suite("Losses")
struct LossTests {
  private let fixture: Fixture

  init() throws {
    fixture = try Fixture("losses")
  }

  @Test("B8: weighted cross entropy with logits of +-1000 equals PyTorch's")
  func crossEntropy() throws {
    try crossEntropy(Double.self, relative: 1e-10)
    try crossEntropy(Float.self, relative: 1e-5)
  }

  private func crossEntropy<Scalar: TensorScalar>(
    _ type: Scalar.Type, relative: Double
  ) throws {
    let weights: Tensor<Scalar> = try fixture.tensor("weights")
    try compare("crossEntropy", of: "logits", relative: relative) { logits in
      logits.softmaxCrossEntropy(
        classes: try fixture.integers("classes"), weights: weights.scalars)
    }
  }

  @Test("B8: softmax and its logarithm with logits of +-1000 equal PyTorch's")
  func softmax() throws {
    try softmax(Double.self, relative: 1e-10)
    try softmax(Float.self, relative: 1e-5)
  }

  private func softmax<Scalar: TensorScalar>(_ type: Scalar.Type, relative: Double) throws {
    let upstream = Variable<Scalar>(try fixture.tensor("upstream"))
    for (name, function) in [
      ("softmax", { $0.softmax() }),
      ("logSoftmax", { (x: Variable<Scalar>) in x.logSoftmax() }),
    ] {
      let tape = Tape<Scalar>()
      let logits = tape.variable(try fixture.tensor("logits"))
      let output = function(logits)
      expectClose(
        output.value, try fixture.tensor(name), relative: relative, absolute: relative, name)
      expectClose(
        tape.gradients(of: (output * upstream).sum(), for: [logits])[0],
        try fixture.tensor(name + "Gradient"), relative: relative, absolute: relative,
        name + "Gradient")
    }
  }

  @Test("B8: softplus and the other activations at +-1000 equal PyTorch's")
  func activations() throws {
    try activations(Double.self, relative: 1e-10)
    try activations(Float.self, relative: 1e-5)
  }

  private func activations<Scalar: TensorScalar>(_ type: Scalar.Type, relative: Double) throws {
    typealias Function = (Variable<Scalar>) -> Variable<Scalar>
    let functions: [(String, Function)] = [
      ("softplus", { $0.softplus() }), ("sigmoid", { $0.sigmoid() }), ("tanh", { $0.tanh() }),
      ("leakyReLU", { $0.leakyReLU(slope: 0.3) }), ("hardSigmoid", { $0.hardSigmoid() }),
    ]
    for (name, function) in functions {
      let tape = Tape<Scalar>()
      let x = tape.variable(try fixture.tensor("activationInput"))
      let output = function(x)
      // Double: tiny results are compared relatively too; single underflows below 1e-38.
      let absolute = Double(Scalar.leastNormalMagnitude)
      expectClose(
        output.value, try fixture.tensor(name), relative: relative, absolute: absolute, name)
      expectClose(
        tape.gradients(of: output.sum(), for: [x])[0], try fixture.tensor(name + "Gradient"),
        relative: relative, absolute: relative, name + "Gradient")
    }
  }

  @Test("B8: mean squared error, over everything and over valid events, equals PyTorch's")
  func meanSquaredError() throws {
    let lengths = try fixture.integers("lengths")
    try compare("meanSquaredError", of: "sequences", relative: 1e-10) {
      $0.meanSquaredError(to: try fixture.tensor("target", as: Double.self))
    }
    try compare("maskedMeanSquaredError", of: "sequences", relative: 1e-10) {
      $0.meanSquaredError(to: try fixture.tensor("target", as: Double.self), lengths: lengths)
    }
    try compare("maskedMeanSquaredError", of: "sequences", relative: 1e-5) {
      $0.meanSquaredError(to: try fixture.tensor("target", as: Float.self), lengths: lengths)
    }
  }

  @Test("A30: Euclidean distance with a sample at distance 0 equals PyTorch's")
  func meanEuclideanDistance() throws {
    let lengths = try fixture.integers("lengths")
    try compare("meanEuclideanDistance", of: "sequences", relative: 1e-10) {
      $0.meanEuclideanDistance(to: try fixture.tensor("target", as: Double.self), lengths: lengths)
    }
    try compare("meanEuclideanDistance", of: "sequences", relative: 1e-5) {
      $0.meanEuclideanDistance(to: try fixture.tensor("target", as: Float.self), lengths: lengths)
    }
  }

  @Test("Entries that were not measured have no part in either distance, as in PyTorch's")
  func measured() throws {
    try measured(Double.self, relative: 1e-10)
    try measured(Float.self, relative: 1e-5)
  }

  private func measured<Scalar: TensorScalar>(_ type: Scalar.Type, relative: Double) throws {
    let lengths = try fixture.integers("lengths")
    let target: Tensor<Scalar> = try fixture.tensor("target")
    let measured: Tensor<Scalar> = try fixture.tensor("measured")
    try compare("measuredMeanSquaredError", of: "sequences", relative: relative) {
      $0.meanSquaredError(to: target, lengths: lengths, measured: measured)
    }
    try compare("measuredMeanEuclideanDistance", of: "sequences", relative: relative) {
      $0.meanEuclideanDistance(to: target, lengths: lengths, measured: measured)
    }
  }

  @Test("B9: the gradients of distances over measured entries are those of differences")
  func measuredGradients() throws {
    let lengths: [Int32] = [3, 2]
    let measured = Tensor<Double>([1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0], shape: [2, 3, 2])
    let target = Tensor<Double>.testInput([2, 3, 2], seed: 7)
    gradientCheck(inputs: [.testInput([2, 3, 2])]) {
      $0[0].meanSquaredError(to: target, lengths: lengths, measured: measured)
    }
    gradientCheck(inputs: [.testInput([2, 3, 2])]) {
      $0[0].meanEuclideanDistance(to: target, lengths: lengths, measured: measured)
    }
  }

  @Test(
    "Another target where nothing was measured changes neither loss nor gradient, to the last bit")
  func unmeasuredTargets() throws {
    let lengths: [Int32] = [3, 2]
    let mask: [Double] = [1, 0, 1, 1, 0, 1, 0, 1, 1, 1, 0, 0]
    let measured = Tensor<Double>(mask, shape: [2, 3, 2])
    let first = Tensor<Double>.testInput([2, 3, 2], seed: 7)
    var second = first
    second.withMutableElements {
      for place in mask.indices where mask[place] == 0 { $0[place] -= 9 }
    }
    typealias Loss = (Variable<Double>, Tensor<Double>) -> Variable<Double>
    let losses: [Loss] = [
      { $0.meanSquaredError(to: $1, lengths: lengths, measured: measured) },
      { $0.meanEuclideanDistance(to: $1, lengths: lengths, measured: measured) },
    ]
    for loss in losses {
      let found = [first, second].map { target in
        let tape = Tape<Double>()
        let x = tape.variable(Tensor<Double>.testInput([2, 3, 2]))
        let value = loss(x, target)
        return (value.value.item, tape.gradients(of: value, for: [x])[0])
      }
      #expect(found[0].0 == found[1].0 && found[0].1 == found[1].1)
      for place in mask.indices where mask[place] == 0 { #expect(found[0].1.scalars[place] == 0) }
    }
  }

  @Test("A30: a reconstruction equal to its input costs 0, with a finite gradient")
  func zeroDistance() {
    let target = Tensor<Double>.testInput([2, 3, 2])
    let tape = Tape<Double>()
    let x = tape.variable(target)
    let loss = x.meanEuclideanDistance(to: target, lengths: [3, 2])
    // 1e-12 under the root makes 0 appear as 1e-6.
    #expect(loss.value.item >= 0 && loss.value.item <= 1.000001e-6)
    #expect(tape.gradients(of: loss, for: [x])[0] == .zeros([2, 3, 2]))
  }

  @Test("A30: differences of 3 and 4 in one of two samples cost (5 + 0) / 2")
  func threeFourFive() {
    let target = Tensor<Double>.testInput([2, 3, 2])
    var reconstruction = target
    reconstruction.withMutableElements {
      $0[1] += 3
      $0[4] -= 4
      $0[6 + 4] += 100  // behind the end of the second sample
    }
    let loss = Variable(reconstruction).meanEuclideanDistance(to: target, lengths: [3, 2])
    expectClose(loss.value.item, 2.5, relative: 0, absolute: 1e-6)
  }

  @Test("A3: a weight of 2 on a sample is the sample twice, in loss sum and gradient")
  func weightOfTwo() {
    let logits = Tensor<Double>([1, -1, 0.5, 2], shape: [2, 2])
    let twice = Tensor<Double>([1, -1, 0.5, 2, 0.5, 2], shape: [3, 2])
    let tape = Tape<Double>()
    let weighted = tape.variable(logits)
    let repeated = tape.variable(twice)
    let first = weighted.softmaxCrossEntropy(classes: [0, 0], weights: [1, 2]).scaled(by: 2)
    let second = repeated.softmaxCrossEntropy(classes: [0, 0, 0], weights: [1, 1, 1]).scaled(by: 3)
    expectClose(first.value, second.value, relative: 1e-14)
    let gradient = tape.gradients(of: first, for: [weighted])[0].scalars
    let parts = tape.gradients(of: second, for: [repeated])[0].scalars
    for entry in 0..<2 {
      expectClose(gradient[entry], parts[entry], relative: 1e-14)
      expectClose(gradient[2 + entry], parts[2 + entry] + parts[4 + entry], relative: 1e-14)
    }
  }

  @Test("Classes that do not exist, and counts that do not match, stop the program")
  func misuse() async {
    await #expect(processExitsWith: .failure) {
      _ = Variable<Float>(.zeros([1, 2])).softmaxCrossEntropy(classes: [2], weights: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Variable<Float>(.zeros([1, 2])).softmaxCrossEntropy(classes: [-1], weights: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Variable<Float>(.zeros([2, 2])).softmaxCrossEntropy(classes: [0, 1], weights: [1])
    }
    await #expect(processExitsWith: .failure) {
      _ = Variable<Float>(.zeros([1, 2, 3])).meanSquaredError(to: .zeros([1, 2, 3]), lengths: [3])
    }
  }

  /// Compares a loss and its gradient with the fixture's number and tensor.
  private func compare<Scalar: TensorScalar>(
    _ name: String, of input: String, relative: Double,
    _ loss: (Variable<Scalar>) throws -> Variable<Scalar>
  ) throws {
    let tape = Tape<Scalar>()
    let x = tape.variable(try fixture.tensor(input))
    let value = try loss(x)
    #expect(value.shape.rank == 0)
    expectClose(
      value.value.item, Scalar(try fixture.number(name)), relative: relative, absolute: 0, name)
    expectClose(
      tape.gradients(of: value, for: [x])[0], try fixture.tensor(name + "Gradient"),
      relative: relative, absolute: relative, name + "Gradient")
  }
}
