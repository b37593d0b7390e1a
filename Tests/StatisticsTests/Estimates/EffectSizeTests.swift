import Statistics
import Testing

@Suite("Effect sizes")
struct EffectSizeTests {
  @Test("Cohen's d of pairs is the paired t divided by sqrt(n)")
  func cohen() throws {
    let (first, second) = ([0.5, 0.7, 0.6, 0.9], [0.4, 0.65, 0.62, 0.7])
    let test = try #require(TTest.paired(first, second))
    let d = EffectSize.cohenPaired(differences: zip(first, second).map { $0 - $1 })
    #expect(agree(d, test.statistic / 2))
  }

  @Test("Hedges' factor with four pairs is sqrt(pi / 6), by hand")
  func hedges() throws {
    // Γ(3/2) / (sqrt(3/2) Γ(1)) = sqrt(pi)/2 / sqrt(3/2) = sqrt(pi / 6).
    let differences = [0.1, 0.3, -0.1, 0.2]
    let d = try #require(EffectSize.cohenPaired(differences: differences))
    let g = try #require(EffectSize.hedgesPaired(differences: differences))
    #expect(agree(g / d, (Double.pi / 6).squareRoot()))
  }

  @Test("Cliff's delta: all above 1, all below -1, the same sample 0")
  func cliff() {
    #expect(EffectSize.cliffsDelta([3, 4], [1, 2]) == 1)
    #expect(EffectSize.cliffsDelta([1, 2], [3, 4, 5]) == -1)
    #expect(EffectSize.cliffsDelta([1, 2, 3], [1, 2, 3]) == 0)
    #expect(EffectSize.cliffsDelta([1, 3], [2]) == 0)
  }

  @Test("No spread, too few or no numbers: no effect size")
  func undefined() {
    #expect(EffectSize.cohenPaired(differences: [0.2]) == nil)
    #expect(EffectSize.cohenPaired(differences: [0.2, 0.2]) == nil)
    #expect(EffectSize.cohenPaired(differences: [0.3 - 0.2, 0.4 - 0.3]) == nil)
    #expect(EffectSize.hedgesPaired(differences: [0.2, 0.3]) == nil)
    #expect(EffectSize.cohenPaired(differences: [0.2, .nan]) == nil)
    #expect(EffectSize.cliffsDelta([], [1]) == nil)
    #expect(EffectSize.cliffsDelta([.nan], [1]) == nil)
  }
}
