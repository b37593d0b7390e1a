/// Names as parts of the names of files.
enum FileNameText {
  /// A name with a hyphen for whatever could trouble a file system or a page.
  static func part(_ name: String) -> String {
    String(
      name.map { $0.isASCII && ($0.isLetter || $0.isNumber) || "-_.".contains($0) ? $0 : "-" })
  }
}
