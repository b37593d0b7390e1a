import Classification
import TestSupport
import Testing

@Suite("Class weights")
struct ClassWeightsTests {
  @Test("A2: 95 samples against 5 weigh 0.5263157895 and 10, and all samples together 100")
  func anchor() {
    let classes = Array(repeating: 0, count: 95) + Array(repeating: 1, count: 5)
    let weights = ClassWeights(of: classes, count: 2)
    #expect(abs(weights[0] - 0.5263157895) < 1e-10)
    #expect(weights[1] == 10)
    #expect(abs(classes.reduce(0) { $0 + weights[$1] } - 100) < 1e-10)
  }

  @Test("A2: equal to scikit-learn's balanced class weights")
  func likeScikitLearn() throws {
    let fixture = try Fixture("class-weights")
    let classes = try fixture.integers("classes").map(Int.init)
    let expected = try fixture.tensor("weights", as: Double.self).scalars
    let weights = ClassWeights(of: classes, count: expected.count)
    for (ours, theirs) in zip(weights.values, expected) {
      #expect(abs(ours - theirs) <= 1e-14 * theirs)
    }
  }

  @Test("A class without samples weighs nothing and does not count as present")
  func absentClass() {
    let weights = ClassWeights(of: [0, 0, 0, 2], count: 3)
    #expect(weights.values == [4.0 / 6, 0, 2])
  }

  @Test("Without weighting every class weighs 1")
  func none() {
    #expect(ClassWeights(of: [0, 0, 1], count: 2, weighting: .none).values == [1, 1])
  }
}
