import Files

/// The arrays of an `.npz` file: a zip archive of `.npy` files, stored or deflated.
///
/// The central directory at the end of the file says where everything is; sizes beyond 4 GiB stand
/// in its zip64 fields.
struct NumpyArchive {
  /// The first bytes of a zip file that is not empty.
  static let magic: [UInt8] = [0x50, 0x4B, 0x03, 0x04]

  private struct Member {
    var method: Int
    var checksum: UInt32
    var compressedSize: Int
    var size: Int
    var headerStart: Int
  }

  private let file: String
  private let bytes: [UInt8]
  private var members: [String: Member] = [:]
  /// The names of the arrays, without `.npy`, in the order of the archive.
  private(set) var names: [String] = []

  /// The archive in the bytes of an `.npz` file.
  ///
  /// - Throws: `wrongFormat` if it is no zip file or a truncated one.
  init(_ bytes: [UInt8], file: String) throws(DataError) {
    self.file = file
    self.bytes = bytes
    guard let end = Self.endOfDirectory(in: bytes) else {
      throw fail("it has no directory at its end, so it is truncated or no .npz file")
    }
    var entries = try integer(at: end + 10, size: 2)
    var position = try integer(at: end + 16, size: 4)
    if position == 0xFFFF_FFFF || entries == 0xFFFF {
      // Zip64: a locator stands right before the end record.
      let locator = end - 20
      guard locator >= 0, try integer(at: locator, size: 4) == 0x0706_4B50 else {
        throw fail("its zip64 directory is missing")
      }
      let record = try integer(at: locator + 8, size: 8)
      guard record <= bytes.count else { throw fail("its zip64 directory is missing") }
      entries = try integer(at: record + 32, size: 8)
      position = try integer(at: record + 48, size: 8)
    }
    for _ in 0..<entries {
      guard try integer(at: position, size: 4) == 0x0201_4B50 else {
        throw fail("its directory is damaged")
      }
      position = try readEntry(at: position)
    }
  }

  /// The array of a name.
  ///
  /// - Throws: `missingMember`, or what is wrong with the member.
  func array(_ name: String) throws(DataError) -> NumpyArray {
    guard let member = members[name] else {
      throw DataError(.missingMember(name: name, available: names), at: DataPlace(file: file))
    }
    // The local header repeats name and extra field, not always of the same lengths.
    let start =
      try member.headerStart + 30 + integer(at: member.headerStart + 26, size: 2)
      + integer(at: member.headerStart + 28, size: 2)
    guard start + member.compressedSize <= bytes.count else {
      throw DataError(
        .truncated(expected: start + member.compressedSize, found: bytes.count),
        at: DataPlace(file: file))
    }
    let content = bytes[start..<start + member.compressedSize]
    let unpacked: [UInt8]
    switch member.method {
    case 0: unpacked = Array(content)
    case 8:
      do throws(Gzip.Failure) {
        unpacked = try Gzip.inflateRaw(content, expectedSize: member.size)
      } catch {
        throw fail("its array '\(name)' is damaged (\(error.detail))")
      }
    default:
      throw fail("its array '\(name)' is compressed in a way that NumPy does not use")
    }
    guard Gzip.checksum(unpacked) == member.checksum else {
      throw fail("its array '\(name)' is damaged (wrong checksum)")
    }
    return try NumpyArray(unpacked, name: "\(file):\(name)")
  }

  /// Reads one entry of the directory and returns the position of the next.
  private mutating func readEntry(at position: Int) throws(DataError) -> Int {
    let nameLength = try integer(at: position + 28, size: 2)
    let extraLength = try integer(at: position + 30, size: 2)
    let commentLength = try integer(at: position + 32, size: 2)
    let nameStart = position + 46
    let extraStart = nameStart + nameLength
    guard extraStart + extraLength <= bytes.count else { throw fail("its directory is truncated") }
    var member = Member(
      method: try integer(at: position + 10, size: 2),
      checksum: UInt32(truncatingIfNeeded: try integer(at: position + 16, size: 4)),
      compressedSize: try integer(at: position + 20, size: 4),
      size: try integer(at: position + 24, size: 4),
      headerStart: try integer(at: position + 42, size: 4))
    var field = extraStart
    while field + 4 <= extraStart + extraLength {
      let kind = try integer(at: field, size: 2)
      let length = try integer(at: field + 2, size: 2)
      if kind == 1 {
        // Only those of the three that did not fit are there, in this order.
        var next = field + 4
        for part in [\Member.size, \.compressedSize, \.headerStart]
        where member[keyPath: part] == 0xFFFF_FFFF {
          member[keyPath: part] = try integer(at: next, size: 8)
          next += 8
        }
      }
      field += 4 + length
    }
    // Checked here, so that no sum of places and sizes can overflow later.
    guard member.headerStart <= bytes.count, member.compressedSize <= bytes.count else {
      throw fail("its directory points outside the file")
    }
    var name = String(decoding: bytes[nameStart..<extraStart], as: UTF8.self)
    if name.hasSuffix(".npy") { name.removeLast(4) }
    members[name] = member
    names.append(name)
    return extraStart + extraLength + commentLength
  }

  private static func endOfDirectory(in bytes: [UInt8]) -> Int? {
    // The record has 22 bytes and a comment of at most 65535.
    let earliest = max(0, bytes.count - 22 - 65_535)
    var position = bytes.count - 22
    while position >= earliest {
      if bytes[position..<position + 4].elementsEqual([0x50, 0x4B, 0x05, 0x06]) { return position }
      position -= 1
    }
    return nil
  }

  private func integer(at position: Int, size: Int) throws(DataError) -> Int {
    guard position >= 0, position <= bytes.count - size else {
      throw fail("its directory is truncated")
    }
    var value: UInt64 = 0
    for offset in 0..<size { value |= UInt64(bytes[position + offset]) << (8 * offset) }
    return Int(clamping: value)
  }

  private func fail(_ detail: String) -> DataError {
    DataError(
      .wrongFormat(expected: "a NumPy archive (.npz)", detail: detail), at: DataPlace(file: file))
  }
}
