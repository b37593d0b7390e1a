import Foundation
import Testing

@testable import Statistics

@Suite("Distributions")
struct DistributionTests {
  @Test("Ends, nonsense and complements of chi-squared and F")
  func edges() {
    let square = ChiSquaredDistribution(degreesOfFreedom: 3)
    let ratio = FDistribution(numeratorDegrees: 2, denominatorDegrees: 7)
    #expect(square.upperTail(-1) == 1 && square.upperTail(0) == 1)
    #expect(square.upperTail(.infinity) == 0 && square.cumulative(.infinity) == 1)
    #expect(ratio.upperTail(-1) == 1 && ratio.upperTail(0) == 1)
    #expect(ratio.upperTail(.infinity) == 0 && ratio.cumulative(.infinity) == 1)
    #expect(square.upperTail(.nan).isNaN && ratio.upperTail(.nan).isNaN)
    for x in [1e-8, 0.3, 1, 2.5, 9, 40] {
      #expect(agree(square.upperTail(x) + square.cumulative(x), 1))
      #expect(agree(ratio.upperTail(x) + ratio.cumulative(x), 1))
    }
    #expect(square.upperQuantile(0) == .infinity && square.upperQuantile(1) == 0)
    #expect(square.upperQuantile(-0.1).isNaN && ratio.upperQuantile(1.1).isNaN)
  }

  @Test("Identities: two degrees of freedom are exponential, and t² with df is F(1, df)")
  func identities() {
    for x in [0.01, 1, 30, 900] {
      let tail = ChiSquaredDistribution(degreesOfFreedom: 2).upperTail(x)
      #expect(agree(tail, exp(-x / 2), relative: 1e-13, absolute: 0))
      for degrees in [1.0, 4, 60] {
        let both = StudentDistribution(degreesOfFreedom: degrees).twoSidedTail(x.squareRoot())
        let ratio = FDistribution(numeratorDegrees: 1, denominatorDegrees: degrees).upperTail(x)
        #expect(agree(both, ratio, relative: 1e-12, absolute: 0))
      }
      // Two normal values are sqrt(2) |Z| apart.
      let range = StudentizedRangeDistribution(groupCount: 2).upperTail(x)
      #expect(
        x > 60
          || agree(
            range, NormalDistribution.twoSidedTail(x / 2.0.squareRoot()), relative: 1e-12,
            absolute: 0)
      )
    }
  }

  @Test("Quantiles of the studentised range invert it, and equal the tables")
  func rangeQuantiles() {
    // Demšar 2006, table 5a: q_0.05 of Nemenyi's test for 2 to 10 methods, three digits.
    let table = [1.960, 2.343, 2.569, 2.728, 2.850, 2.949, 3.031, 3.102, 3.164]
    for (offset, expected) in table.enumerated() {
      let range = StudentizedRangeDistribution(groupCount: offset + 2)
      let quantile = range.upperQuantile(0.05)
      #expect(abs(quantile / 2.0.squareRoot() - expected) < 0.0015, "\(offset + 2) methods")
      #expect(agree(range.upperTail(quantile), 0.05))
    }
    let range = StudentizedRangeDistribution(groupCount: 3)
    for tail in [1e-20, 1e-6, 0.5, 0.999] {
      #expect(agree(range.upperTail(range.upperQuantile(tail)), tail, relative: 1e-10, absolute: 0))
    }
    #expect(range.upperQuantile(0) == .infinity && range.upperQuantile(1) == 0)
    #expect(range.upperQuantile(2).isNaN && range.upperTail(.nan).isNaN)
    #expect(range.upperTail(-1) == 1 && range.upperTail(.infinity) == 0)
  }

  @Test("Without an effect the noncentral t distribution is Student's")
  func central() {
    for degrees in [1.0, 2, 9, 250] {
      let central = NoncentralStudentDistribution(degreesOfFreedom: degrees, noncentrality: 0)
      let student = StudentDistribution(degreesOfFreedom: degrees)
      for t in [-7, -0.5, 0, 0.1, 2, 30, 600] {
        #expect(agree(central.upperTail(t), student.upperTail(t), relative: 1e-10))
      }
    }
    let shifted = NoncentralStudentDistribution(degreesOfFreedom: 4, noncentrality: 1)
    #expect(shifted.upperTail(.infinity) == 0 && shifted.upperTail(-.infinity) == 1)
  }
}
