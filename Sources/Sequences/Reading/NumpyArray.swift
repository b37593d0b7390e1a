import Files

/// A NumPy array from an `.npy` file, versions 1 to 3.
///
/// The format: magic, version, header length, a Python dictionary with type, order and shape, then
/// the elements. Read are bool, integers of 1 to 8 bytes and floats of 4 and 8, in either byte
/// order, in C and Fortran order.
struct NumpyArray {
  /// The first bytes of every `.npy` file.
  static let magic: [UInt8] = [0x93] + Array("NUMPY".utf8)

  /// The size of each axis.
  let shape: [Int]
  /// The path, and member if any, for errors.
  let name: String
  /// The type as NumPy writes it, such as `<f4`.
  let typeName: String
  private let element: NumpyElement
  private let isBigEndian: Bool
  private let isFortranOrder: Bool
  private let bytes: [UInt8]
  private let dataStart: Int

  /// The array in the bytes of an `.npy` file.
  ///
  /// - Parameters:
  ///   - bytes: the whole file.
  ///   - name: what the array is called in errors.
  /// - Throws: `wrongFormat`, `pickledObjects`, `elementType` or `truncated`.
  init(_ bytes: [UInt8], name: String) throws(DataError) {
    let place = DataPlace(file: name)
    func fail(_ detail: String) -> DataError {
      DataError(.wrongFormat(expected: "a NumPy array (.npy)", detail: detail), at: place)
    }
    guard bytes.starts(with: Self.magic.prefix(bytes.count)), !bytes.isEmpty else {
      throw fail("it does not begin with the letters NUMPY")
    }
    guard bytes.count >= 12 else {
      throw DataError(.truncated(expected: 12, found: bytes.count), at: place)
    }
    guard (1...3).contains(bytes[6]) else { throw fail("its version \(bytes[6]) is unknown") }
    let headerStart = bytes[6] == 1 ? 10 : 12
    let headerLength =
      bytes[6] == 1
      ? Int(bytes[8]) | Int(bytes[9]) << 8
      : Int(bytes[8]) | Int(bytes[9]) << 8 | Int(bytes[10]) << 16 | Int(bytes[11]) << 24
    let dataStart = headerStart + headerLength
    guard bytes.count >= dataStart else {
      throw DataError(.truncated(expected: dataStart, found: bytes.count), at: place)
    }
    let text = String(decoding: bytes[headerStart..<dataStart], as: UTF8.self)
    guard let header = NumpyHeader(text) else {
      throw fail(
        "its header cannot be read: \(text.prefix(100).split(whereSeparator: \.isNewline).joined())"
      )
    }
    guard !header.hasObjects else { throw DataError(.pickledObjects, at: place) }
    guard let element = NumpyElement(code: header.type.dropFirst()) else {
      throw DataError(
        .elementType(found: header.type, expected: "bool, integers, float32 or float64"), at: place)
    }
    var size = element.size
    for length in header.shape {
      let (product, overflow) = size.multipliedReportingOverflow(by: length)
      guard !overflow else { throw fail("its shape is impossibly large") }
      size = product
    }
    guard bytes.count - dataStart >= size else {
      let expected = dataStart.addingReportingOverflow(size).partialValue
      throw DataError(.truncated(expected: expected, found: bytes.count), at: place)
    }
    self.name = name
    self.bytes = bytes
    self.dataStart = dataStart
    self.element = element
    shape = header.shape
    typeName = header.type
    isBigEndian = header.type.first == ">"
    isFortranOrder = header.isFortranOrder
  }

  /// An array whose elements lie row-major in `bytes` from `dataStart` on.
  ///
  /// - Precondition: they fill the shape.
  init(
    _ bytes: [UInt8], name: String, shape: [Int], element: NumpyElement, isBigEndian: Bool,
    dataStart: Int
  ) {
    self.bytes = bytes
    self.name = name
    self.shape = shape
    self.element = element
    self.isBigEndian = isBigEndian
    self.dataStart = dataStart
    typeName = (isBigEndian ? ">" : "<") + element.rawValue
    isFortranOrder = false
  }

  /// The number of elements.
  var count: Int { shape.reduce(1, *) }

  /// The elements as single-precision numbers, row-major.
  func floats() -> [Float] {
    switch element {
    case .float32: rowMajor(decode(UInt32.self) { Float(bitPattern: $0) })
    case .float64: rowMajor(decode(UInt64.self) { Float(Double(bitPattern: $0)) })
    // Images; not by way of numbers of eight bytes.
    case .uint8: rowMajor(decode(UInt8.self) { Float($0) })
    default: rowMajor(wholeNumbers()).map { Float($0) }
    }
  }

  /// The elements as whole numbers, row-major; floats must be whole.
  ///
  /// - Throws: `elementType` if a number has a fraction or is too large.
  func integers() throws(DataError) -> [Int] {
    switch element {
    case .float32, .float64:
      let numbers =
        element == .float32
        ? decode(UInt32.self) { Double(Float(bitPattern: $0)) }
        : decode(UInt64.self) { Double(bitPattern: $0) }
      var integers: [Int] = []
      integers.reserveCapacity(numbers.count)
      for number in numbers {
        guard let integer = Int(exactly: number) else {
          throw DataError(
            .elementType(
              found: "\(typeName), with the number \(number)", expected: "whole numbers"),
            at: DataPlace(file: name))
        }
        integers.append(integer)
      }
      return rowMajor(integers)
    default:
      return rowMajor(wholeNumbers())
    }
  }

  private func wholeNumbers() -> [Int] {
    switch element {
    case .bool: decode(UInt8.self) { $0 == 0 ? 0 : 1 }
    case .int8: decode(UInt8.self) { Int(Int8(bitPattern: $0)) }
    case .int16: decode(UInt16.self) { Int(Int16(bitPattern: $0)) }
    case .int32: decode(UInt32.self) { Int(Int32(bitPattern: $0)) }
    case .int64: decode(UInt64.self) { Int(Int64(bitPattern: $0)) }
    case .uint8: decode(UInt8.self) { Int($0) }
    case .uint16: decode(UInt16.self) { Int($0) }
    case .uint32: decode(UInt32.self) { Int($0) }
    // No data have 2^63 classes or rows; such a number is clamped and then fails a check.
    case .uint64: decode(UInt64.self) { Int(clamping: $0) }
    case .float32, .float64: []
    }
  }

  @inline(__always)
  private func decode<Word: FixedWidthInteger, Result>(
    _: Word.Type, _ transform: (Word) -> Result
  ) -> [Result] {
    bytes.withUnsafeBytes { buffer in
      (0..<count).map { index in
        let word = buffer.loadUnaligned(
          fromByteOffset: dataStart + index * MemoryLayout<Word>.size, as: Word.self)
        return transform(isBigEndian ? Word(bigEndian: word) : Word(littleEndian: word))
      }
    }
  }

  /// Elements in file order, reordered if the file has the first axis running fastest.
  private func rowMajor<Element>(_ elements: [Element]) -> [Element] {
    guard isFortranOrder, shape.count > 1 else { return elements }
    var result: [Element] = []
    result.reserveCapacity(elements.count)
    var index = [Int](repeating: 0, count: shape.count)
    var strides = [Int](repeating: 1, count: shape.count)
    for axis in 1..<shape.count { strides[axis] = strides[axis - 1] * shape[axis - 1] }
    var position = 0
    for _ in elements.indices {
      result.append(elements[position])
      var axis = shape.count - 1
      while axis >= 0 {
        index[axis] += 1
        position += strides[axis]
        if index[axis] < shape[axis] { break }
        position -= strides[axis] * shape[axis]
        index[axis] = 0
        axis -= 1
      }
    }
    return result
  }
}

/// The element types that can be read.
enum NumpyElement: String {
  case bool = "b1"
  case int8 = "i1"
  case int16 = "i2"
  case int32 = "i4"
  case int64 = "i8"
  case uint8 = "u1"
  case uint16 = "u2"
  case uint32 = "u4"
  case uint64 = "u8"
  case float32 = "f4"
  case float64 = "f8"

  /// The type of NumPy's letter and size, without the sign of the byte order.
  init?(code: Substring) {
    self.init(rawValue: String(code))
  }

  /// The number of bytes of an element.
  var size: Int {
    switch self {
    case .bool, .int8, .uint8: 1
    case .int16, .uint16: 2
    case .int32, .uint32, .float32: 4
    case .int64, .uint64, .float64: 8
    }
  }
}
