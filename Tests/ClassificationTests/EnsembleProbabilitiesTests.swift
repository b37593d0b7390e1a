import Classification
import RandomStreams
import Testing

@Suite("Ensemble probabilities")
struct EnsembleProbabilitiesTests {
  /// Random rows of three probabilities.
  private func member(_ number: Int, samples: Int = 40) -> [Float] {
    var draws = RandomStream(seed: 4).substream("member", number)
    return (0..<samples).flatMap { _ in
      let weights = (0..<3).map { _ in Float(draws.uniform()) + 1e-6 }
      return weights.map { $0 / weights.reduce(0, +) }
    }
  }

  @Test("A5: rows of the mean sum to 1")
  func rowsSumToOne() {
    let mean = EnsembleProbabilities(meanOf: (0..<7).map { member($0) }, classes: 3)
    #expect(mean.count == 40)
    for sample in 0..<mean.count {
      #expect(abs(mean[sample].reduce(0, +) - 1) < 1e-6)
    }
  }

  @Test("A5: the mean is the mean")
  func mean() {
    let mean = EnsembleProbabilities(
      meanOf: [[0.25, 0.75], [0.75, 0.25], [0.5, 0.5]], classes: 2)
    #expect(mean.values == [0.5, 0.5])
  }

  @Test("A5: equal members predict as one of them")
  func equalMembers() {
    let one = EnsembleProbabilities(meanOf: [member(1)], classes: 3)
    let many = EnsembleProbabilities(
      meanOf: Array(repeating: member(1), count: 8), classes: 3)
    #expect(many == one)
    #expect(one.values == member(1).map(Double.init))
  }

  @Test("A5: no order of the members shows in the result, to the last bit")
  func anyOrder() {
    let members = (0..<9).map { member($0) }
    let reference = EnsembleProbabilities(meanOf: members, classes: 3)
    var draws = RandomStream(seed: 9).substream("orders")
    for _ in 0..<20 {
      #expect(
        EnsembleProbabilities(meanOf: members.shuffled(using: &draws), classes: 3) == reference)
    }
  }

  @Test("The most probable class is predicted, among equals the lower")
  func predictions() {
    let mean = EnsembleProbabilities(
      meanOf: [[0.2, 0.3, 0.5, 0.4, 0.4, 0.2, 0.25, 0.5, 0.25]], classes: 3)
    #expect(mean.predictions == [2, 0, 1])
  }
}
