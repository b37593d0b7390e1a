extension NumpyArray {
  /// The array in the bytes of an idx file, the format of the MNIST images and labels.
  ///
  /// The format: two zero bytes, the type of an element, the number of axes, the size of each axis in
  /// four bytes, then the elements, everything with the most significant byte first and row-major.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: what the array is called in errors.
  /// - Throws: `wrongFormat` or `truncated`.
  init(idx bytes: [UInt8], name: String) throws(DataError) {
    let place = DataPlace(file: name)
    func fail(_ detail: String) -> DataError {
      DataError(.wrongFormat(expected: "an idx file", detail: detail), at: place)
    }
    guard bytes.starts(with: [0, 0].prefix(bytes.count)), !bytes.isEmpty else {
      throw fail("it does not begin with two zero bytes")
    }
    guard bytes.count >= 4 else {
      throw DataError(.truncated(expected: 4, found: bytes.count), at: place)
    }
    guard let element = Self.idxElements[bytes[2]] else {
      throw fail("its type of elements, \(bytes[2]), is unknown")
    }
    let axes = Int(bytes[3])
    guard axes > 0 else { throw fail("it has no axis") }
    let dataStart = 4 + 4 * axes
    guard bytes.count >= dataStart else {
      throw DataError(.truncated(expected: dataStart, found: bytes.count), at: place)
    }
    let shape = (0..<axes).map { axis in
      bytes[4 + 4 * axis..<8 + 4 * axis].reduce(0) { $0 << 8 | Int($1) }
    }
    var size = element.size
    for length in shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow else { throw fail("its shape is impossibly large") }
      size = product
    }
    let rest = bytes.count - dataStart
    guard rest >= size else {
      let expected = dataStart.addingReportingOverflow(size).partialValue
      throw DataError(.truncated(expected: expected, found: bytes.count), at: place)
    }
    guard rest == size else {
      throw fail("\(rest - size) bytes follow the \(size) that its shape asks for")
    }
    self.init(
      bytes, name: name, shape: shape, element: element, isBigEndian: true, dataStart: dataStart)
  }

  private static let idxElements: [UInt8: NumpyElement] = [
    0x08: .uint8, 0x09: .int8, 0x0B: .int16, 0x0C: .int32, 0x0D: .float32, 0x0E: .float64,
  ]
}
