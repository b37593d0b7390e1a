import Tensors
import Testing

/// The real and the synthetic samples that NumPy and SciPy have judged, with their findings.
public struct RealAndSynthetic {
  /// All that is stored.
  public let fixture: Fixture
  /// The samples, `[sample, number]`: first the real ones.
  public let points: Tensor<Float>
  /// The indices of the real ones.
  public let real: [Int]
  /// The indices of the synthetic ones.
  public let synthetic: [Int]

  /// Reads them.
  ///
  /// - Throws: what reading a fixture throws.
  public init() throws {
    fixture = try Fixture("synthetic-quality")
    let first = try fixture.tensor("real", as: Float.self)
    let second = try fixture.tensor("synthetic", as: Float.self)
    real = Array(0..<first.shape[0])
    synthetic = Array(first.shape[0]..<first.shape[0] + second.shape[0])
    points = Tensor(
      first.scalars + second.scalars, shape: [real.count + synthetic.count, first.shape[1]])
  }

  /// Expects a value to be the stored one of a name.
  ///
  /// - Throws: if there is no such number, or no value.
  public func expect(_ value: Double?, _ name: String) throws {
    let expected = try fixture.number(name)
    let found = try #require(value)
    #expect(abs(found - expected) <= 1e-10 * max(1, abs(expected)), "\(name): \(found)")
  }
}
