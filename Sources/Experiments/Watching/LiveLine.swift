import Files
import Foundation

/// One line at the bottom of a terminal that is written over and over.
struct LiveLine {
  private static let erase = "\r\u{1B}[2K"

  /// A live line, if standard error is a terminal.
  init?() {
    guard isatty(STDERR_FILENO) == 1 else { return nil }
  }

  /// Writes the line anew, cut to the width of the terminal.
  func show(_ text: String) { write(Self.erase + PlainText.of(text).prefix(width - 1)) }

  /// Removes the line, so that something else can be printed.
  func clear() { write(Self.erase) }

  private var width: Int {
    var size = winsize()
    guard ioctl(STDERR_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
    return Int(size.ws_col)
  }

  private func write(_ text: String) {
    try? StandardStream.errors.write(text)
  }
}
