/// Reads samples from the `.ts` files of the UEA and UCR archives of time series.
///
/// The format: comments behind `#`, a header of lines such as `@classLabel true a b`, the line
/// `@data`, then one case per line: the values of a dimension with commas between them, a colon
/// behind each dimension, and the class. A missing value is a `?`. A dimension is a feature, and
/// cases may differ in length.
///
/// The header's lines on dimensions and lengths are not believed but counted afresh, because the
/// archives have files in which they are absent or wrong.
struct TSReader {
  private static let kind = "a .ts file"
  private let lines: TextLines
  private let configuration: DataConfiguration

  /// A reader of one file.
  ///
  /// - Throws: `wrongFormat` or `notUTF8`.
  init(
    _ bytes: [UInt8], file: String, configuration: DataConfiguration
  ) throws(DataError) {
    lines = try TextLines(bytes, file: file, kind: Self.kind)
    self.configuration = configuration
  }

  /// The samples of the file; its classes are those that `@classLabel` lists.
  ///
  /// Cost: about 50 million values a second.
  ///
  /// - Throws: `DataError` with file and line.
  func read() throws(DataError) -> SampleTable {
    var header = Header()
    var builder = CaseBuilder(file: lines.file, configuration: configuration)
    try lines.forEach { line, number throws(DataError) in
      guard let first = line.first, first != UInt8(ascii: "#") else { return }
      if header.hasEnded {
        try readCase(line, number, classes: header.classes, into: &builder)
      } else {
        try readHeader(line.text, number, into: &header)
      }
    }
    guard header.hasEnded else { throw failure("it has no line '@data'") }
    return try builder.table(
      classNames: header.classes, declaresClasses: true)
  }

  private struct Header {
    var classes: [String] = []
    var hasEnded = false
  }

  private func readHeader(_ line: String, _ number: Int, into header: inout Header)
    throws(DataError)
  {
    let words = line.split(whereSeparator: \.isWhitespace).map(String.init)
    guard let key = words.first?.lowercased(), key.hasPrefix("@") else {
      throw failure("a line before '@data' begins neither with @ nor with #", at: number)
    }
    let isTrue = words.count > 1 && words[1].lowercased() == "true"
    switch key {
    case "@timestamps" where isTrue:
      throw failure("its values have time stamps, which are not read; write the values alone")
    case "@targetlabel" where isTrue:
      throw failure("its labels are numbers to be predicted (@targetLabel) and no classes")
    case "@classlabel":
      guard isTrue, words.count > 2 else {
        throw failure("'@classLabel' names no classes, and training needs labels", at: number)
      }
      header.classes = Array(words[2...])
      if let name = header.classes.firstRepeated {
        throw failure("'@classLabel' names '\(name)' twice", at: number)
      }
    case "@data":
      guard !header.classes.isEmpty else {
        throw failure("no line '@classLabel true ...' names the classes", at: number)
      }
      header.hasEnded = true
    default: break
    }
  }

  private func readCase(
    _ line: UnsafeBufferPointer<UInt8>, _ number: Int, classes: [String],
    into builder: inout CaseBuilder
  ) throws(DataError) {
    guard let colon = line.lastIndex(of: UInt8(ascii: ":")) else {
      throw failure("the line has no colon before its class", at: number)
    }
    let name = UnsafeBufferPointer(rebasing: line[(colon + 1)...]).trimmed.text
    guard let label = classes.firstIndex(of: name) else {
      throw failure(
        "the class '\(name)' is none of those that '@classLabel' names "
          + "(\(classes.joined(separator: ", ")))", at: number)
    }
    builder.begin(line: number)
    let values = UnsafeBufferPointer(rebasing: line[..<colon])
    try values.forEachField(separatedBy: { $0 == UInt8(ascii: ":") }) {
      dimension throws(DataError) in
      builder.beginFeature()
      // Between two colons there is nothing, not one empty value.
      guard !dimension.isEmpty else { return }
      try dimension.forEachField(separatedBy: { $0 == UInt8(ascii: ",") }) {
        field throws(DataError) in
        try builder.append(field)
      }
    }
    try builder.end(label: label)
  }

  private func failure(_ detail: String, at line: Int? = nil) -> DataError {
    DataError(
      .wrongFormat(expected: "\(Self.kind) that can be read", detail: detail),
      at: DataPlace(file: lines.file, line: line))
  }
}
