/// The shape that marks the values of a series, so that colour is not all that tells them apart.
enum Mark: CaseIterable {
  case circle
  case square
  case triangle
  case diamond
  case wedge
  case hexagon
  case star
  case bar

  /// The shape of a series; the baseline's is a circle.
  init(series: Int) {
    self = series < 0 ? .circle : Self.allCases[series % Self.allCases.count]
  }

  /// The corners for a radius of 1; nil for a circle.
  var outline: [(Double, Double)]? {
    switch self {
    case .circle: nil
    case .square: [(-0.9, -0.9), (0.9, -0.9), (0.9, 0.9), (-0.9, 0.9)]
    case .triangle: [(0, -1.15), (1.1, 0.8), (-1.1, 0.8)]
    case .diamond: [(0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)]
    case .wedge: [(0, 1.15), (1.1, -0.8), (-1.1, -0.8)]
    case .hexagon:
      [(0, -1.1), (0.95, -0.55), (0.95, 0.55), (0, 1.1), (-0.95, 0.55), (-0.95, -0.55)]
    case .star:
      [
        (0, -1.4), (0.4, -0.4), (1.4, 0), (0.4, 0.4), (0, 1.4), (-0.4, 0.4), (-1.4, 0),
        (-0.4, -0.4),
      ]
    case .bar: [(-0.55, -1.25), (0.55, -1.25), (0.55, 1.25), (-0.55, 1.25)]
    }
  }
}
