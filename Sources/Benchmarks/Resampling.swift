import GenerativeOversampling
import Oversampling
import RandomStreams
import Tensors

/// SMOTE or ADASYN on points of two classes, until there are equally many of both.
///
/// Points are normal, those of the minority one unit apart, so that its neighbourhoods are mixed as
/// those of rare events are. The result is one table of all points, old and new, with their classes,
/// as the peer returns it.
struct Resampling: MeasuredWork {
  enum Method: String, Sendable {
    case smote, adasyn
  }

  private let method: Method
  private let neighbours: Int
  private let majority: Tensor<Float>
  private let minority: Tensor<Float>
  private let stream: RandomStream

  init(
    _ method: Method, majority: Int, minority: Int, dimensions: Int, neighbours: Int,
    seed: UInt64 = 1
  ) {
    self.method = method
    self.neighbours = neighbours
    let stream = RandomStream(seed: seed)
    self.stream = stream.substream("synthesis")
    var numbers = stream.substream("points")
    self.majority = .normal([majority, dimensions], stream: &numbers)
    var shifted = Tensor<Float>.normal([minority, dimensions], stream: &numbers)
    shifted.withMutableElements { elements in
      for index in elements.indices { elements[index] += 1 / Float(dimensions).squareRoot() }
    }
    self.minority = shifted
  }

  func run() throws { _ = try result() }

  /// All points, first the majority, then the minority, then the new ones, and their classes.
  func result() throws -> (points: Tensor<Float>, classes: [Int32]) {
    let (common, rare) = (majority.shape[0], minority.shape[0])
    let synthesis: InterpolatedPoints
    switch method {
    case .smote:
      synthesis = try SMOTE(neighbours: neighbours).synthesise(
        common - rare, minority: minority, stream: stream)
    case .adasyn:
      let adasyn = ADASYN(neighbours: neighbours)
      synthesis = try adasyn.synthesise(
        adasyn.count(minority: rare, majority: common), minority: minority, majority: majority,
        stream: stream)
    }
    let classes =
      [Int32](repeating: 0, count: common)
      + [Int32](repeating: 1, count: rare + synthesis.count)
    return (majority.followed(by: minority).followed(by: synthesis.points), classes)
  }
}
