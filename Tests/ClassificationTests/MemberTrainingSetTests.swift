import Classification
import Sequences
import Testing

@Suite("Member training set")
struct MemberTrainingSetTests {
  @Test("Real samples come first and synthetic ones are known as such")
  func composition() throws {
    let data = try ToyData.signOfLastEvent(20, seed: 1)
    let synthetic = data.subset([1, 1, 1])
    let set = try MemberTrainingSet(real: data, synthetic: synthetic)
    #expect(set.samples.count == 23)
    #expect(
      set.isSynthetic
        == Array(repeating: false, count: 20) + Array(repeating: true, count: 3))
    for sample in 0..<20 {
      #expect(set.samples.sequence(at: sample).elementsEqual(data.sequence(at: sample)))
    }
    #expect(set.samples.sequence(at: 22).elementsEqual(data.sequence(at: 1)))
  }

  @Test("Without synthetic samples the set is the real ones")
  func realOnly() throws {
    let data = try ToyData.signOfLastEvent(5, seed: 1)
    for synthetic in [nil, data.subset([])] {
      let set = try MemberTrainingSet(real: data, synthetic: synthetic)
      #expect(set.samples == data)
      #expect(set.isSynthetic == Array(repeating: false, count: 5))
    }
  }

  @Test("Synthetic samples of other features are refused")
  func otherFeatures() throws {
    let data = try ToyData.signOfLastEvent(5, seed: 1)
    let other = try SequenceDataset(
      featureNames: ["one"], classNames: data.classNames, values: [1], lengths: [1], labels: [1])
    #expect(throws: DataError.self) { try MemberTrainingSet(real: data, synthetic: other) }
  }
}
