import Testing

@testable import NoveltyDetection

@Suite("BranchSeparability")
struct BranchSeparabilityTests {
  @Test("Branches that lie apart have F1 and AUC 1, with the fakes low")
  func apart() throws {
    let separability = try #require(
      BranchSeparability(real: [3, 4, 5, 6], fake: [1, 2, 1.5, 0.5]))
    #expect(separability.f1 == 1)
    #expect(separability.rocAUC == 1)
    let reversed = try #require(
      BranchSeparability(real: [1, 2, 1.5, 0.5], fake: [3, 4, 5, 6]))
    #expect(reversed.rocAUC == 0)
  }

  @Test("Branches that agree have the F1 of calling everything fake, and AUC 0.5")
  func equal() throws {
    let values: [Float] = [1, 2, 3, 4, 5, 6]
    let separability = try #require(BranchSeparability(real: values, fake: values))
    #expect(abs(separability.f1 - 2.0 / 3) < 1e-12)
    #expect(separability.rocAUC == 0.5)
  }

  @Test("The scored half has no part in the threshold")
  func halves() throws {
    // The first half separates at 2.5; in the second every fake lies above that.
    let separability = try #require(
      BranchSeparability(real: [3, 9, 3, 9], fake: [2, 8, 2, 8]))
    #expect(separability.f1 == 0)
  }

  @Test("There is none of a single sample, or of values that are no numbers")
  func undefined() {
    #expect(BranchSeparability(real: [], fake: []) == nil)
    #expect(BranchSeparability(real: [1], fake: [0]) == nil)
    #expect(BranchSeparability(real: [1, .nan], fake: [0, 0]) == nil)
    #expect(BranchSeparability(real: [.nan, 1], fake: [0, 0]) == nil)
  }
}
