/// Corrects probabilities of a model whose training classes were not as frequent as they are.
///
/// Oversampling teaches a model that the minority is common. If only frequencies were changed,
/// p'(y | x) ∝ p(y | x) p_true(y) / p_train(y) undoes it (Saerens, Latinne and Decaestecker 2002;
/// Elkan 2001). It keeps the ranking between two classes, and with it both AUCs; what changes are
/// log loss, Brier score and the decision at one half. Synthetic samples change more than
/// frequencies, so that the correction is then an approximation.
public enum PriorShift {
  /// Probabilities under the true priors.
  ///
  /// - Parameters:
  ///   - probabilities: Row-major `[samples, classes]`, each row of sum 1.
  ///   - trainingPriors: The shares of classes that the model was trained with, all positive.
  ///   - truePriors: The shares of classes where it is used; may hold 0.
  /// - Returns: nil if a probability or prior is negative or not finite, a training prior is 0, or
  ///   all of a row's probability lies on classes that have the true prior 0.
  /// - Precondition: both priors have the same, positive length, which divides the probabilities.
  /// - Complexity: O(samples classes).
  public static func corrected(
    _ probabilities: [Double], trainingPriors: [Double], truePriors: [Double]
  ) -> [Double]? {
    let classes = trainingPriors.count
    precondition(
      classes > 0 && truePriors.count == classes && probabilities.count.isMultiple(of: classes),
      "Priors and probabilities need the same classes.")
    guard
      trainingPriors.allSatisfy({ $0 > 0 && $0.isFinite }),
      (probabilities + truePriors).allSatisfy({ $0 >= 0 && $0.isFinite })
    else { return nil }
    let factors = zip(truePriors, trainingPriors).map { $0 / $1 }
    var corrected = probabilities
    for start in stride(from: 0, to: probabilities.count, by: classes) {
      var sum = 0.0
      for id in 0..<classes {
        corrected[start + id] *= factors[id]
        sum += corrected[start + id]
      }
      guard sum > 0 else { return nil }
      for id in 0..<classes { corrected[start + id] /= sum }
    }
    return corrected
  }

  /// The probability of being positive under the true share of positives.
  ///
  /// The same with two classes.
  ///
  /// - Returns: nil if a probability lies outside [0, 1] or a share outside (0, 1).
  public static func corrected(
    _ probabilities: [Double], trainingShare: Double, trueShare: Double
  ) -> [Double]? {
    guard trainingShare > 0, trainingShare < 1, trueShare > 0, trueShare < 1,
      probabilities.allSatisfy({ $0 >= 0 && $0 <= 1 })
    else { return nil }
    let positive = trueShare / trainingShare
    let negative = (1 - trueShare) / (1 - trainingShare)
    return probabilities.map { $0 * positive / ($0 * positive + (1 - $0) * negative) }
  }

  /// What the true priors are, judged by the model's own answers on samples without labels.
  ///
  /// The fixed point of: correct the probabilities by the present priors, take their means as the
  /// next (the EM algorithm of Saerens et al. 2002), from the training priors on. Right only as far
  /// as the model's probabilities are calibrated for training.
  ///
  /// - Parameters:
  ///   - probabilities: Row-major `[samples, classes]`, each row of sum 1.
  ///   - trainingPriors: The shares of classes that the model was trained with, all positive.
  ///   - tolerance: Where to stop: no prior changes by more.
  ///   - largestStepCount: Where to stop at last.
  /// - Returns: nil without samples, where `corrected` is nil, or if the steps did not suffice.
  /// - Precondition: as for `corrected`.
  /// - Complexity: O(steps samples classes).
  public static func estimatedPriors(
    _ probabilities: [Double], trainingPriors: [Double], tolerance: Double = 1e-12,
    largestStepCount: Int = 100_000
  ) -> [Double]? {
    guard !probabilities.isEmpty else { return nil }
    let classes = trainingPriors.count
    var priors = trainingPriors
    for _ in 0..<largestStepCount {
      guard
        let present = corrected(
          probabilities, trainingPriors: trainingPriors, truePriors: priors)
      else { return nil }
      var next = Array(repeating: 0.0, count: classes)
      for (position, value) in present.enumerated() { next[position % classes] += value }
      next = next.map { $0 / Double(probabilities.count / classes) }
      let change = zip(next, priors).reduce(0) { max($0, abs($1.0 - $1.1)) }
      priors = next
      if change <= tolerance { return priors }
    }
    return nil
  }
}
