import Foundation

/// Confusion matrices of several runs on resampled test samples.
///
///     var bootstrap = ConfusionBootstrap(truth: truth, predictions: runs, classCount: 2)
///     for _ in 0..<2000 {
///       let matrices = bootstrap.draw(using: &random)  // one per run, of the same samples
///     }
///
/// Samples of the same truth and the same predictions by all runs are interchangeable, so that a draw
/// says how often each such pattern occurs instead of which samples do. Each count is drawn from a
/// Poisson distribution around the observed one: the samples' multinomial draw but for their number,
/// which varies a little and has no part in scores that are ratios (Hanley and MacGibbon 2006; Chamandy
/// et al. 2012). A draw costs O(patterns runs + runs classes²) instead of O(samples runs).
public struct ConfusionBootstrap: Sendable {
  private let classCount: Int
  private let truth: [Int]
  /// By run, the predictions of the patterns.
  private let predictions: [[Int]]
  private let counts: [PoissonDraw]

  /// The matrices of the samples themselves, one per run.
  public let observed: [ConfusionMatrix]

  /// How many patterns there are.
  public var patternCount: Int { truth.count }

  /// The patterns of predictions.
  ///
  /// - Parameters:
  ///   - truth: The true classes, in `-1..<classCount` (-1 is `ConfusionMatrix.unknown`).
  ///   - predictions: By run, the predicted classes, in the same range.
  ///   - classCount: The number of known classes.
  /// - Precondition: every run has a prediction for each sample, `classCount` is positive.
  /// - Complexity: O(samples runs).
  public init(truth: [Int], predictions: [[Int]], classCount: Int) {
    precondition(
      predictions.allSatisfy { $0.count == truth.count }, "One prediction per sample is needed.")
    self.classCount = classCount
    var places: [[Int]: Int] = [:]
    var first: [Int] = []
    var occurrences: [Int] = []
    for sample in truth.indices {
      let pattern = [truth[sample]] + predictions.map { $0[sample] }
      if let place = places[pattern] {
        occurrences[place] += 1
      } else {
        places[pattern] = first.count
        first.append(sample)
        occurrences.append(1)
      }
    }
    self.truth = first.map { truth[$0] }
    self.predictions = predictions.map { run in first.map { run[$0] } }
    counts = occurrences.map { PoissonDraw(mean: Double($0)) }
    observed = predictions.map {
      ConfusionMatrix(truth: truth, predicted: $0, classCount: classCount)
    }
  }

  /// The matrices of one resample, one per run.
  public func draw(using random: inout some RandomNumberGenerator) -> [ConfusionMatrix] {
    let drawn = counts.map { $0.draw(using: &random) }
    return predictions.map { run in
      var matrix = ConfusionMatrix(classCount: classCount)
      for pattern in drawn.indices where drawn[pattern] > 0 {
        matrix.add(truth: truth[pattern], predicted: run[pattern], count: drawn[pattern])
      }
      return matrix
    }
  }
}

/// Numbers from a Poisson distribution.
///
/// Small means by inversion, from 30 on by rejection from a table mountain (Hörmann, "The transformed
/// rejection method for generating Poisson random variables", 1993).
struct PoissonDraw: Sendable {
  private let mean: Double
  private let chanceOfNone: Double
  private let logMean: Double

  /// - Precondition: `mean` is positive and finite.
  init(mean: Double) {
    precondition(mean > 0 && mean.isFinite, "A Poisson distribution has a positive mean.")
    self.mean = mean
    chanceOfNone = exp(-mean)
    logMean = log(mean)
  }

  /// The next number.
  func draw(using random: inout some RandomNumberGenerator) -> Int {
    mean < 30 ? inverted(&random) : rejected(&random)
  }

  private func inverted(_ random: inout some RandomNumberGenerator) -> Int {
    var left = Self.uniform(&random)
    var (count, chance) = (0, chanceOfNone)
    // Beyond 200 the chance has underflowed long ago.
    while left > chance, count < 200 {
      left -= chance
      count += 1
      chance *= mean / Double(count)
    }
    return count
  }

  private func rejected(_ random: inout some RandomNumberGenerator) -> Int {
    let b = 0.931 + 2.53 * mean.squareRoot()
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = Self.uniform(&random) - 0.5
      let v = Self.uniform(&random)
      let us = 0.5 - abs(u)
      let place = ((2 * a / us + b) * u + mean + 0.43).rounded(.down)
      if us >= 0.07, v <= squeeze { return Int(place) }
      if place < 0 || (us < 0.013 && v > us) { continue }
      let height = log(v * inverseAlpha / (a / (us * us) + b))
      if height <= place * logMean - mean - logGamma(place + 1) { return Int(place) }
    }
  }

  /// A number from (0, 1).
  private static func uniform(_ random: inout some RandomNumberGenerator) -> Double {
    (Double(random.next() >> 12) + 0.5) * 0x1p-52
  }
}
