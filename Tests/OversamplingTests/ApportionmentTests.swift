import Oversampling
import Testing

@Suite("Division of a total")
struct ApportionmentTests {
  @Test("Halves go to even, each for itself")
  func halfToEven() {
    let rounding = Apportionment.halfToEven
    #expect(rounding.shares(of: 2, weights: [1, 1, 1, 1]) == [0, 0, 0, 0])
    #expect(rounding.shares(of: 6, weights: [1, 1, 1, 1]) == [2, 2, 2, 2])
    #expect(rounding.shares(of: 9, weights: [3, 0, 0, 0, 2]) == [5, 0, 0, 0, 4])
    #expect(rounding.shares(of: 10, weights: [2, 1]) == [7, 3])
  }

  @Test("The largest remainders get the rest, equal ones by lower index")
  func exactTotal() {
    let rounding = Apportionment.exactTotal
    #expect(rounding.shares(of: 2, weights: [1, 1, 1, 1]) == [1, 1, 0, 0])
    #expect(rounding.shares(of: 6, weights: [1, 1, 1, 1]) == [2, 2, 1, 1])
    #expect(rounding.shares(of: 10, weights: [1, 2, 0, 4]) == [1, 3, 0, 6])
    #expect(rounding.shares(of: 0, weights: [1, 2]) == [0, 0])
  }

  @Test("The total is met, no share is off by one, and weight 0 gets nothing")
  func properties() throws {
    for total in [1, 5, 17, 100, 2688] {
      let weights = (0..<50).map { ($0 * 7 + total) % 6 }
      let sum = weights.reduce(0, +)
      let shares = try #require(Apportionment.exactTotal.shares(of: total, weights: weights))
      #expect(shares.reduce(0, +) == total)
      for (share, weight) in zip(shares, weights) {
        #expect(abs(Double(share) - Double(weight * total) / Double(sum)) < 1)
        #expect(weight > 0 || share == 0)
      }
    }
  }

  @Test("There is no division by weights that are all 0")
  func allZero() {
    #expect(Apportionment.exactTotal.shares(of: 4, weights: [0, 0]) == nil)
    #expect(Apportionment.halfToEven.shares(of: 4, weights: []) == nil)
  }
}
