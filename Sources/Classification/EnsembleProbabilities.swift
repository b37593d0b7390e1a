/// The mean of the members' probabilities and the classes it predicts (spec/01 section 7).
public struct EnsembleProbabilities: Equatable, Sendable {
  /// The number of classes, C.
  public let classes: Int
  /// The mean probabilities, row-major `[sample, class]`.
  public let values: [Double]

  /// The mean over members.
  ///
  /// Each number is summed from its smallest member's upwards, so the order of the members, and
  /// with it the order in which ranks report, cannot show in the result, not even in the last bit.
  ///
  /// - Parameters:
  ///   - members: the probabilities of each member, row-major `[sample, class]`, all of one size.
  ///   - classes: the number of classes.
  /// - Precondition: at least one member.
  public init(meanOf members: [[Float]], classes: Int) {
    precondition(!members.isEmpty, "An ensemble has at least one member.")
    let count = members[0].count
    precondition(members.allSatisfy { $0.count == count } && count.isMultiple(of: classes))
    self.classes = classes
    values = [Double](unsafeUninitializedCapacity: count) { mean, initialised in
      var column = [Double](repeating: 0, count: members.count)
      for index in 0..<count {
        for (member, probabilities) in members.enumerated() {
          column[member] = Double(probabilities[index])
        }
        column.sort()
        mean.initializeElement(at: index, to: column.reduce(0, +) / Double(members.count))
      }
      initialised = count
    }
  }

  /// The number of samples.
  public var count: Int { values.count / classes }

  /// The probabilities of one sample, one per class.
  public subscript(sample: Int) -> ArraySlice<Double> {
    values[(sample * classes)..<((sample + 1) * classes)]
  }

  /// The most probable class of each sample; among equals the lower.
  public var predictions: [Int] { mostProbableClasses(values, classes: classes) }
}

/// The index of the greatest number of each row of `classes` numbers; among equals the lower.
func mostProbableClasses<Number: Comparable>(_ values: [Number], classes: Int) -> [Int] {
  values.withUnsafeBufferPointer { values in
    (0..<(values.count / classes)).map { row in
      var best = 0
      for label in 1..<max(classes, 1)
      where values[row * classes + label] > values[row * classes + best] {
        best = label
      }
      return best
    }
  }
}
