import Files

/// Where the program's words go, without what would steer a terminal.
enum StandardStreams {
  /// Prints an error as one sentence: `counterweight: ...`.
  static func complain(_ error: any Error) {
    // If even that cannot be written, the exit code still tells.
    try? StandardStream.errors.write(PlainText.of("counterweight: \(error)\n"))
  }

  /// Prints a result.
  ///
  /// - Throws: `FileError` if it cannot be written, for instance to a file on a full disk.
  static func print(_ text: String) throws(FileError) {
    try StandardStream.output.write(PlainText.of("\(text)\n"))
  }
}
