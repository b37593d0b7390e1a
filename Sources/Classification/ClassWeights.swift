/// The weight of each class in a member's loss (spec/01 section 4).
///
/// A class that occurs N_c times among N samples of C_present classes weighs N / (C_present N_c),
/// so that the weights of all samples sum to N again. For 95 samples against 5 the weights are
/// 0.5263157895 and 10. Synthetic samples count like real ones; validation data never counts.
public struct ClassWeights: Equatable, Sendable {
  /// One weight per class; 0 for a class without samples.
  public let values: [Double]

  /// The weights for samples of the given classes.
  ///
  /// - Parameters:
  ///   - classes: the class of each training sample of the member, each in `0..<count`.
  ///   - count: the number of classes.
  ///   - weighting: how to weigh them; `.none` gives 1 throughout.
  public init(of classes: [Int], count: Int, weighting: ClassWeighting = .memberBalanced) {
    guard weighting != .none else {
      values = Array(repeating: 1, count: count)
      return
    }
    var counts = Array(repeating: 0, count: count)
    for label in classes { counts[label] += 1 }
    let present = counts.lazy.filter { $0 > 0 }.count
    values = counts.map { occurrences in
      occurrences == 0 ? 0 : Double(classes.count) / Double(present * occurrences)
    }
  }

  /// The weight of a class.
  public subscript(label: Int) -> Double { values[label] }
}
