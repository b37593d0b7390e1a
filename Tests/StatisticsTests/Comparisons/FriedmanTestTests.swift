import Statistics
import Testing

@Suite("Friedman's test and its post-hoc tests")
struct FriedmanTestTests {
  @Test("Exact p values equal the published tables")
  func tables() throws {
    // Three methods, three blocks: χ² = 6 is the most extreme, 1/36 = 0.028.
    let most = try #require(FriedmanTest(scores: [[1, 2, 3], [1, 2, 3], [1, 2, 3]]))
    #expect(agree(most.chiSquared, 6) && agree(most.pValue, 1.0 / 36))
    #expect(most.imanDavenport == .infinity && most.imanDavenportPValue == 0)
    // Three methods, four blocks: χ² = 6.5 has 0.042.
    let four = try #require(
      FriedmanTest(scores: [[1, 2, 3], [1, 2, 3], [1, 2, 3], [1, 3, 2]]))
    #expect(agree(four.chiSquared, 6.5))
    #expect(abs(four.pValue - 0.042) < 0.0005)
  }

  /// Scores in no order that methods agree on, but for a slope.
  static func scores(blocks: Int, methods: Int, modulus: Int, slope: Int) -> [[Double]] {
    (0..<blocks).map { block in
      (0..<methods).map { method in
        let shuffled: Int = (method * 7 + block * block * 5 + block) % modulus
        return Double(shuffled + slope * method)
      }
    }
  }

  @Test("The best score has rank 1, in either direction")
  func direction() throws {
    let scores = [[0.9, 0.5, 0.7], [0.8, 0.6, 0.7]]
    let higher = try #require(FriedmanTest(scores: scores))
    let lower = try #require(FriedmanTest(scores: scores, isHigherBetter: false))
    #expect(higher.averageRanks == [1, 3, 2])
    #expect(lower.averageRanks == [3, 1, 2])
    #expect(higher.pValue == lower.pValue)
  }

  @Test("All equal: p is 1; too little or no numbers: no test")
  func edges() throws {
    let equal = try #require(FriedmanTest(scores: [[1, 1, 1], [2, 2, 2]]))
    #expect(equal.pValue == 1 && equal.chiSquared == 0 && equal.averageRanks == [2, 2, 2])
    #expect(equal.nemenyiPValues().joined().allSatisfy { $0 == 1 })
    #expect(FriedmanTest(scores: []) == nil)
    #expect(FriedmanTest(scores: [[1, 2, 3]]) == nil)
    #expect(FriedmanTest(scores: [[1], [2]]) == nil)
    #expect(FriedmanTest(scores: [[1, 2], [.nan, 3]]) == nil)
  }

  @Test("Two methods: the exact test is the sign test")
  func twoMethods() throws {
    let scores = (0..<8).map { $0 == 0 ? [2.0, 1] : [1.0, 2] }
    let test = try #require(FriedmanTest(scores: scores))
    #expect(agree(test.pValue, McNemarTest(firstOnly: 1, secondOnly: 7).pValue))
  }

  @Test("Many methods: without an exact p, chi-squared's below ten blocks, else the F's")
  func many() throws {
    let scores = Self.scores(blocks: 12, methods: 9, modulus: 11, slope: 0)
    let test = try #require(FriedmanTest(scores: scores))
    #expect(test.exactPValue == nil && test.pValue == test.imanDavenportPValue)
    let few = try #require(
      FriedmanTest(scores: Self.scores(blocks: 9, methods: 9, modulus: 11, slope: 0)))
    #expect(few.exactPValue == nil && few.pValue == few.chiSquaredPValue)
    let pairwise = test.pairwisePValues()
    let control = test.pValues(against: 3)
    #expect(control[3] == nil && control.compactMap { $0 }.count == 8)
    for i in 0..<9 {
      #expect(pairwise[i][i] == 1)
      for j in 0..<9 {
        #expect(pairwise[i][j] == pairwise[j][i])
        // Over 36 comparisons instead of 8.
        if let p = control[i], j == 3 { #expect(pairwise[i][j] >= p) }
      }
    }
  }
}

@Suite("Critical differences")
struct CriticalDifferenceTests {
  @Test("Demšar's example: 1.25 at 0.05, 1.12 at 0.10")
  func published() {
    // Demšar 2006, section 3.2.2: C4.5 and three variants on 14 data sets.
    let ranks = [3.143, 2.000, 2.893, 1.964]
    let strict = CriticalDifference(averageRanks: ranks, blockCount: 14)
    #expect(abs(strict.difference - 1.25) < 0.005)
    #expect(strict.order == [3, 1, 2, 0])
    #expect(strict.groups == [[3, 1, 2, 0]])
    let loose = CriticalDifference(averageRanks: ranks, blockCount: 14, level: 0.1)
    #expect(abs(loose.difference - 1.12) < 0.005)
    #expect(loose.differ(0, 3) && loose.differ(0, 1) && !loose.differ(0, 2))
    #expect(loose.groups == [[3, 1, 2], [2, 0]])
  }

  @Test("Groups are the largest that do not differ; a method that differs from all has none")
  func groups() {
    let ranks = [1, 4.9, 5.1, 1.2]
    let found = CriticalDifference(averageRanks: ranks, blockCount: 30)
    #expect(found.groups == [[0, 3], [1, 2]])
    let apart = CriticalDifference(averageRanks: [1, 2, 3], blockCount: 1000)
    #expect(apart.groups.isEmpty && apart.differ(0, 1))
    let chain = CriticalDifference(averageRanks: [1.4, 2.1, 2.5], blockCount: 14)
    #expect(chain.groups == [[0, 1], [1, 2]])
    let equal = CriticalDifference(averageRanks: [2, 2, 2], blockCount: 5)
    #expect(equal.groups == [[0, 1, 2]] && equal.order == [0, 1, 2])
  }

  @Test("A pair differs exactly where Nemenyi's p is below the level")
  func nemenyi() throws {
    let scores = FriedmanTestTests.scores(blocks: 20, methods: 5, modulus: 13, slope: 3)
    let test = try #require(FriedmanTest(scores: scores))
    let difference = test.criticalDifference()
    let p = test.nemenyiPValues()
    var both = Set<Bool>()
    for i in 0..<5 {
      for j in 0..<i {
        #expect(difference.differ(i, j) == (p[i][j] < 0.05))
        both.insert(difference.differ(i, j))
      }
    }
    #expect(both.count == 2)
  }
}
