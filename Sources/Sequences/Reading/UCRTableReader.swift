/// Reads samples from the tables of the UCR archive of time series: one case per line without a
/// header, the class in the first field, then the values of its only feature.
///
/// Fields are separated by tabs, or as `data.separator` says; `,` and blanks are recognised, too,
/// because older files of the archive have them. Cases that are shorter than others end in `NaN`,
/// which is taken away; such a value elsewhere is a missing one.
struct UCRTableReader {
  private let lines: TextLines
  private let configuration: DataConfiguration
  private let missing: MissingTokens
  private let separator: UInt8?

  /// A reader of one file.
  ///
  /// - Throws: `wrongFormat` or `notUTF8`.
  init(
    _ bytes: [UInt8], file: String, configuration: DataConfiguration
  ) throws(DataError) {
    lines = try TextLines(bytes, file: file, kind: "a UCR table")
    missing = MissingTokens(configuration.missing.tokens)
    self.configuration = configuration
    separator = configuration.separator.utf8.first
  }

  /// The samples of the file.
  ///
  /// - Throws: `DataError` with file and line.
  func read() throws(DataError) -> SampleTable {
    var classes = TextNumbering()
    var builder = CaseBuilder(file: lines.file, configuration: configuration)
    var firstCount: Int?
    var separator = self.separator
    try lines.forEach { line, number throws(DataError) in
      guard !line.isEmpty else { return }
      let chosen = separator ?? Self.likelySeparator(in: line)
      separator = chosen
      let isBlankSeparated = chosen == UInt8(ascii: " ")
      builder.begin(line: number)
      builder.beginFeature()
      var label: Int?
      var count = 0
      try line.forEachField(separatedBy: { $0 == chosen || isBlankSeparated && $0.isBlank }) {
        field throws(DataError) in
        // Blanks may stand in rows.
        guard !isBlankSeparated || !field.isEmpty else { return }
        count += 1
        if label == nil {
          guard !missing.contains(field) else {
            throw DataError(.missingValue, at: DataPlace(file: lines.file, line: number))
          }
          label = classes.number(of: field.text)
        } else {
          try builder.append(field)
        }
      }
      guard count == firstCount ?? count else {
        throw DataError(
          .wrongFormat(
            expected: "a UCR table that can be read",
            detail: "the line has \(count) fields, but the first has \(firstCount ?? 0); fill "
              + "shorter cases up with NaN"),
          at: DataPlace(file: lines.file, line: number))
      }
      firstCount = count
      builder.dropPadding()
      try builder.end(label: label ?? 0)
    }
    return try builder.table(classNames: classes.texts, declaresClasses: false)
  }

  private static func likelySeparator(in line: UnsafeBufferPointer<UInt8>) -> UInt8 {
    for candidate in [UInt8(ascii: "\t"), UInt8(ascii: ",")] where line.contains(candidate) {
      return candidate
    }
    return UInt8(ascii: " ")
  }
}
