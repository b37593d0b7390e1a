import Foundation
import Statistics
import Testing

@Suite("Student's t distribution")
struct StudentDistributionTests {
  @Test("Tails equal mpmath's to a relative 1e-12, from 0.1 to 10^6 degrees of freedom")
  func tails() throws {
    let stored = try StatisticsFixture.load().tails
    #expect(stored.count > 200)
    for row in stored {
      let (t, degreesOfFreedom, expected) = (row[0], row[1], row[2])
      let distribution = StudentDistribution(degreesOfFreedom: degreesOfFreedom)
      #expect(
        agree(distribution.upperTail(t), expected, relative: 1e-12, absolute: 0),
        "t \(t), df \(degreesOfFreedom): \(distribution.upperTail(t) / expected - 1)")
      #expect(distribution.upperTail(t) == distribution.cumulative(-t))
      #expect(agree(distribution.cumulative(t), 1 - expected, relative: 1e-14, absolute: 0))
      #expect(agree(distribution.twoSidedTail(-t), 2 * expected, relative: 1e-12, absolute: 0))
    }
  }

  @Test("Quantiles equal mpmath's to a relative 1e-12")
  func quantiles() throws {
    for row in try StatisticsFixture.load().quantiles {
      let (probability, degreesOfFreedom, expected) = (row[0], row[1], row[2])
      let value = StudentDistribution(degreesOfFreedom: degreesOfFreedom).quantile(probability)
      // Only the distance of the probability from 1/2 fixes a value near 0.
      let conditioning = max(1, 0.1 / (0.5 - probability))
      #expect(
        agree(value, expected, relative: 1e-12 * conditioning, absolute: 0),
        "p \(probability), df \(degreesOfFreedom): \(value / expected - 1)")
    }
  }

  @Test("Quantiles invert the distribution on both sides")
  func inversion() {
    for degreesOfFreedom in [0.3, 1, 2.5, 4, 30, 1e4, .infinity] {
      let distribution = StudentDistribution(degreesOfFreedom: degreesOfFreedom)
      for probability in [1e-8, 0.025, 0.3, 0.49, 0.5, 0.51, 0.8, 0.975] {
        let t = distribution.quantile(probability)
        #expect(
          agree(distribution.cumulative(t), probability, relative: 1e-12),
          "p \(probability), df \(degreesOfFreedom)")
      }
    }
  }

  @Test("Ends, middle and nonsense")
  func edges() {
    let distribution = StudentDistribution(degreesOfFreedom: 5)
    #expect(distribution.quantile(0.5) == 0)
    #expect(distribution.quantile(0) == -.infinity)
    #expect(distribution.quantile(1) == .infinity)
    #expect(distribution.quantile(1.1).isNaN)
    #expect(distribution.quantile(.nan).isNaN)
    #expect(distribution.upperTail(.infinity) == 0)
    #expect(distribution.upperTail(-.infinity) == 1)
    #expect(distribution.upperTail(0) == 0.5)
    #expect(distribution.twoSidedTail(0) == 1)
    #expect(distribution.upperTail(.nan).isNaN)
    #expect(distribution.twoSidedTail(.nan).isNaN)
  }

  @Test("One degree of freedom is Cauchy's distribution, infinitely many the normal one")
  func limits() {
    let cauchy = StudentDistribution(degreesOfFreedom: 1)
    for t in [0.1, 1, 3, 1e6, 1e200] {
      #expect(agree(cauchy.upperTail(t), atan(1 / t) / .pi, relative: 1e-12, absolute: 0))
    }
    let normal = StudentDistribution(degreesOfFreedom: .infinity)
    #expect(agree(normal.quantile(0.975), 1.959963984540054, relative: 1e-14))
    #expect(agree(normal.upperTail(10), 7.619853024160527e-24, relative: 1e-13, absolute: 0))
    #expect(agree(normal.density(0), 1 / (2 * Double.pi).squareRoot()))
  }

  @Test("The density is the derivative of the distribution")
  func density() {
    for degreesOfFreedom in [0.5, 3, 40, 1000] {
      let distribution = StudentDistribution(degreesOfFreedom: degreesOfFreedom)
      for t in [-2.0, -0.3, 0.7, 4] {
        let slope =
          (distribution.cumulative(t + 1e-5) - distribution.cumulative(t - 1e-5)) / 2e-5
        #expect(agree(distribution.density(t), slope, relative: 1e-7))
      }
    }
  }
}
