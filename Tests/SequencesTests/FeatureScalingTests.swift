import Foundation
import Testing

@testable import Sequences

@Suite("Scaling of features")
struct FeatureScalingTests {
  /// Features: 1...6 over two samples, a constant, and one of a large offset.
  private func training() throws -> TrainingSplit {
    try TrainingSplit(
      SequenceDataset(
        featureNames: ["x", "constant", "offset"], classNames: ["0", "1"],
        values: (1...6).flatMap { [Float($0), 0.1, 1000 + Float($0)] }, lengths: [4, 2],
        labels: [0, 1]))
  }

  @Test("standardising gives mean 0 and standard deviation 1 over the training events")
  func standardise() throws {
    let training = try training()
    let scaling = FeatureScaling(.standardise, fittedTo: training)
    #expect(scaling.centres[0] == 3.5)
    #expect(abs(scaling.divisors[0] - (35.0 / 12).squareRoot()) < 1e-12)
    let scaled = [FeatureStatistics](of: scaling.applied(to: training.dataset))
    for feature in [0, 2] {
      #expect(abs(scaled[feature].mean) < 1e-6)
      #expect(abs(scaled[feature].standardDeviation - 1) < 1e-6)
    }
  }

  @Test(
    "E11: a constant feature maps to 0 and back, under every method",
    arguments: [
      FeatureScaling.Method.standardise, .unitRange, .symmetricRange,
    ])
  func constant(method: FeatureScaling.Method) throws {
    let training = try training()
    let scaling = FeatureScaling(method, fittedTo: training)
    let scaled = scaling.applied(to: training.dataset)
    for row in 0..<6 { #expect(scaled.values[row * 3 + 1] == 0) }
    // Also where the constant is another one outside training.
    #expect(scaling.applied(to: [Float]([1, 7, 1001]))[1] == 0)
    let back = scaling.inverted(on: scaled)
    for (value, original) in zip(back.values, training.dataset.values) {
      #expect(abs(value - original) <= 1e-6 * abs(original))
    }
  }

  @Test("ranges map the training minimum and maximum to their ends")
  func ranges() throws {
    let training = try training()
    let unit = FeatureScaling(.unitRange, fittedTo: training).applied(to: training.dataset)
    #expect((unit.values[0], unit.values[15]) == (0, 1))
    let symmetric = FeatureScaling(.symmetricRange, fittedTo: training)
      .applied(to: training.dataset)
    #expect((symmetric.values[0], symmetric.values[15]) == (-1, 1))
    #expect(
      FeatureScaling(.none, fittedTo: training).applied(to: training.dataset) == training.dataset)
  }

  @Test(
    "What says where a feature was measured is not scaled, also where it never changes",
    arguments: FeatureScaling.Method.allCases)
  func indicators(method: FeatureScaling.Method) throws {
    let dataset = try SequenceDataset(
      featureNames: ["x", "y", "x.present", "y.present"], classNames: ["0"],
      values: [5, 1, 1, 1, 5, 2, 0, 1, 5, 9, 1, 1], lengths: [3], labels: [0])
    #expect(dataset.isIndicator == [false, false, true, true])
    let scaling = try FeatureScaling(method, fittedTo: TrainingSplit(dataset))
    #expect(scaling.centres[2...] == [0, 0] && scaling.divisors[2...] == [1, 1])
    let scaled = scaling.applied(to: Array(dataset.values))
    for row in 0..<3 {
      #expect(dataset.values[row * 4 + 2...row * 4 + 3] == Array(scaled[row * 4 + 2...row * 4 + 3]))
    }
    #expect(scaled[1] != 1 || method == .none)
  }

  @Test("rows that several windows share count once for each window")
  func overlap() throws {
    let values: [Float] = [1, 2, 4, 8, 100]
    let windows = try TrainingSplit(
      SequenceDataset(
        featureNames: ["x"], classNames: ["0", "1"], values: values, starts: [0, 1],
        lengths: [3, 3], labels: [0, 1]))
    let copies = try TrainingSplit(
      SequenceDataset(
        featureNames: ["x"], classNames: ["0", "1"], values: [1, 2, 4, 2, 4, 8], lengths: [3, 3],
        labels: [0, 1]))
    // The row of 100 belongs to no window, so nothing knows it.
    #expect(
      FeatureScaling(.standardise, fittedTo: windows)
        == FeatureScaling(.standardise, fittedTo: copies))
    #expect(
      FeatureScaling(.unitRange, fittedTo: windows) == FeatureScaling(.unitRange, fittedTo: copies))
  }

  @Test("A46: a subset of training is fitted on its own samples only")
  func subset() throws {
    let training = try training()
    let scaling = try FeatureScaling(.unitRange, fittedTo: training.subset([1]))
    #expect(scaling.centres[0] == 5)
    #expect(scaling.divisors[0] == 1)
  }

  @Test("B3: padding is 0 behind scaled events, whatever the shift")
  func batch() throws {
    let training = try training()
    let scaling = FeatureScaling(.standardise, fittedTo: training)
    let batch = scaling.applied(to: training.dataset).batch([1, 0])
    #expect(batch.values[6..<12].allSatisfy { $0 == 0 })
  }

  @Test("a scaling survives becoming JSON")
  func codable() throws {
    let scaling = try FeatureScaling(.symmetricRange, fittedTo: training())
    let json = try JSONEncoder().encode(scaling)
    #expect(try JSONDecoder().decode(FeatureScaling.self, from: json) == scaling)
  }
}
