/// The dictionary at the beginning of an `.npy` file, such as
/// `{'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }`.
struct NumpyHeader {
  /// The type of an element, such as `<f4`; of a record, the text of its fields.
  let type: String
  /// Whether the first axis runs fastest.
  let isFortranOrder: Bool
  /// The size of each axis.
  let shape: [Int]

  /// The header in a text; nil if it is none.
  ///
  /// NumPy itself writes these three keys only, with literals only, so no more is understood.
  init?(_ text: String) {
    guard let type = Self.value(of: "descr", in: text),
      let order = Self.value(of: "fortran_order", in: text),
      let shape = Self.value(of: "shape", in: text)
    else { return nil }
    guard order.hasPrefix("True") || order.hasPrefix("False") else { return nil }
    isFortranOrder = order.hasPrefix("True")

    guard shape.first == "(", let end = shape.firstIndex(of: ")") else { return nil }
    let sizes = shape[shape.index(after: shape.startIndex)..<end].split(separator: ",")
      .map { $0.filter { $0 != " " } }.filter { !$0.isEmpty }
    // Python 2 wrote long integers with an L behind them.
    let numbers = sizes.compactMap { Int($0.last == "L" ? String($0.dropLast()) : String($0)) }
    guard numbers.count == sizes.count, numbers.allSatisfy({ $0 >= 0 }) else { return nil }
    self.shape = numbers

    if let quote = type.first, quote == "'" || quote == "\"" {
      guard let close = type.dropFirst().firstIndex(of: quote) else { return nil }
      self.type = String(type[type.index(after: type.startIndex)..<close])
    } else if type.first == "[", let close = type.firstIndex(of: "]") {
      self.type = String(type[...close])
    } else {
      return nil
    }
  }

  /// Whether elements are pickled Python objects.
  var hasObjects: Bool {
    type.first == "[" ? type.contains("O'") || type.contains("O\"") : type.contains("O")
  }

  private static func value(of key: String, in text: String) -> Substring? {
    for quote in ["'", "\""] {
      guard let found = text.firstRange(of: quote + key + quote) else { continue }
      guard let colon = text[found.upperBound...].firstIndex(of: ":") else { return nil }
      return text[text.index(after: colon)...].drop { $0 == " " }
    }
    return nil
  }
}
