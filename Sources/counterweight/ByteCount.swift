import ArgumentParser

/// A size on the command line: a number with `kB`, `MB`, `GB` or `TB` behind it.
struct ByteCount: ExpressibleByArgument {
  /// How many bytes.
  let bytes: Double

  private static let units: [(name: String, bytes: Double)] = [
    ("kB", 1e3), ("MB", 1e6), ("GB", 1e9), ("TB", 1e12),
  ]

  init?(argument: String) {
    guard let unit = Self.units.first(where: { argument.hasSuffix($0.name) }) else { return nil }
    let digits = argument.dropLast(unit.name.count)
    guard digits.allSatisfy({ $0.isNumber || $0 == "." }), let number = Double(digits),
      number > 0, number.isFinite
    else { return nil }
    bytes = number * unit.bytes
  }
}
