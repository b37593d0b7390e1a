import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import SyntheticQuality

@Suite("Discriminative score")
struct DiscriminativeScoreTests {
  private let stream = RandomStream(seed: 3).substream("discriminator")

  @Test("Accuracy and area are scikit-learn's balanced accuracy and ROC-AUC")
  func values() throws {
    let fixture = try Fixture("synthetic-quality")
    let score = try #require(
      DiscriminativeScore(
        isSynthetic: try fixture.integers("truth").map { $0 == 1 },
        probabilities: try fixture.tensor("chance", as: Double.self).scalars))
    #expect(abs(score.accuracy - (try fixture.number("accuracy"))) < 1e-12)
    #expect(abs(try #require(score.rocAUC) - (try fixture.number("auc"))) < 1e-12)
    #expect(score.value == abs(score.accuracy - 0.5))
    #expect(score.heldOut == 80)
    #expect(DiscriminativeScore(isSynthetic: [true], probabilities: [1]) == nil)
  }

  @Test("What the same process made cannot be told apart; what is shifted can")
  func separates() throws {
    var waves = Waves(lengths: 8...14)
    let real = waves.events(150)
    let same = try waves.samples(real, waves.events(150))
    let alike = try #require(
      try DiscriminativeScore.score(same, DiscriminatorConfiguration(), stream: stream) {})
    // 90 held-out samples: half right, give or take.
    #expect(alike.value < 0.2)
    let rough = try waves.samples(real, waves.noisy(real, by: 1.5))
    let different = try #require(
      try DiscriminativeScore.score(rough, DiscriminatorConfiguration(), stream: stream) {})
    #expect(different.accuracy > 0.9)
    #expect(try #require(different.rocAUC) > 0.95)
    // The same stream gives the same score.
    #expect(
      try DiscriminativeScore.score(rough, DiscriminatorConfiguration(), stream: stream) {}
        == different)
  }

  @Test("Copies of the samples it learned from do not help: a source is on one side")
  func sources() throws {
    var waves = Waves()
    let real = waves.events(60)
    let copies = try waves.samples(real, real + real)
    let score = try #require(
      try DiscriminativeScore.score(copies, DiscriminatorConfiguration(), stream: stream) {})
    #expect(score.accuracy == 0.5)
  }

  @Test("Too few samples, or no epochs, have no score; whoever says stop is heard")
  func edges() throws {
    struct Stop: Error {}
    var waves = Waves()
    let few = waves.events(8)
    #expect(
      try DiscriminativeScore.score(
        waves.samples(few, few), DiscriminatorConfiguration(), stream: stream
      ) {} == nil)
    let real = waves.events(40)
    var none = DiscriminatorConfiguration()
    none.epochs = 0
    let samples = try waves.samples(real, real)
    #expect(try DiscriminativeScore.score(samples, none, stream: stream) {} == nil)
    #expect(throws: Stop.self) {
      _ = try DiscriminativeScore.score(samples, DiscriminatorConfiguration(), stream: stream) {
        throw Stop()
      }
    }
  }
}
