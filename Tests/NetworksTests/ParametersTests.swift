import Networks
import RandomStreams
import Tensors
import Testing

@Suite("Parameters")
struct ParametersTests {
  private func parameters(features: Int) -> Parameters<Float> {
    var parameters = Parameters<Float>()
    let stream = RandomStream(seed: 5)
    _ = Dense(named: "a", inputs: features, outputs: 2, in: &parameters, stream: stream)
    _ = LSTM(named: "b", inputs: 2, hidden: 3, in: &parameters, stream: stream)
    return parameters
  }

  @Test("Names and counts of a network's tensors")
  func count() {
    let parameters = parameters(features: 4)
    #expect(
      parameters.names == [
        "a.weight", "a.bias", "b.inputWeight", "b.recurrentWeight", "b.bias",
      ])
    #expect(parameters.count == 4 * 2 + 2 + 2 * 12 + 3 * 12 + 12)
  }

  @Test("A34: tensors go out and in again by name, in any order")
  func restore() throws {
    var stream = RandomStream(seed: 6)
    var other = parameters(features: 4)
    for index in other.tensors.indices {
      other.tensors[index] = .normal(other.tensors[index].shape, stream: &stream)
    }
    var restored = parameters(features: 4)
    try restored.restore(other.namedTensors.reversed())
    #expect(restored == other)
  }

  @Test("E14: another number of features, missing, unknown and repeated tensors are refused")
  func mismatch() throws {
    var parameters = parameters(features: 4)
    let before = parameters
    let stored = parameters.namedTensors
    let wider = self.parameters(features: 5).namedTensors

    let expected = CheckpointMismatch.shape(name: "a.weight", model: [4, 2], checkpoint: [5, 2])
    #expect(throws: expected) { try parameters.restore(wider) }
    #expect(
      "\(expected)".hasPrefix("The tensor 'a.weight' is [5, 2] in the checkpoint but [4, 2]"))
    #expect(throws: CheckpointMismatch.missing(name: "b.bias")) {
      try parameters.restore(stored.dropLast())
    }
    #expect(throws: CheckpointMismatch.unexpected(name: "c")) {
      try parameters.restore(stored + [NamedTensor("c", .zeros([1]))])
    }
    #expect(throws: CheckpointMismatch.repeated(name: "a.bias")) {
      try parameters.restore(stored + [stored[1]])
    }
    #expect(throws: CheckpointMismatch.missing(name: "a.weight")) { try parameters.restore([]) }
    #expect(parameters == before)
  }

  @Test("Prefixes keep several sets of tensors apart")
  func prefixes() {
    let first = [NamedTensor<Float>("x", .zeros([1])), NamedTensor("y", .zeros([2]))]
    let second = [NamedTensor<Float>("x", .zeros([3]))]
    let both = first.prefixed("a") + second.prefixed("ab")
    #expect(both.map(\.name) == ["a.x", "a.y", "ab.x"])
    #expect(both.under("a") == first)
    #expect(both.under("ab") == second)
  }
}
