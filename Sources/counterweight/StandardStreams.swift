import Foundation

/// Where the program's words go.
enum StandardStreams {
  /// Prints an error as one sentence: `counterweight: ...`.
  static func complain(_ error: any Error) {
    FileHandle.standardError.write(Data("counterweight: \(error)\n".utf8))
  }

  /// Prints a result.
  static func print(_ text: String) {
    FileHandle.standardOutput.write(Data("\(text)\n".utf8))
  }
}
