import Glibc

/// The streams for words that a process is started with, written to so that nothing ends the process.
///
/// A run lasts for hours; whoever watched it may have gone, or the disk of the log may be full.
public enum StandardStream: Int32, Sendable {
  /// Where results go.
  case output = 1
  /// Where everything else goes.
  case errors = 2

  /// Makes writing safe; to be called before anything else.
  ///
  /// A reader that has gone, and a limit on the size of files, become errors of the write instead of
  /// signals that kill. A stream that is closed is opened on `/dev/null`: the next file would get
  /// its number otherwise, and words for the screen would land in that file.
  public static func prepare() {
    signal(SIGPIPE, SIG_IGN)
    signal(SIGXFSZ, SIG_IGN)
    // The lowest free number is given first, so each stream gets its own.
    for stream: Int32 in 0...2 where fcntl(stream, F_GETFD) < 0 {
      _ = open("/dev/null", O_RDWR)
    }
  }

  /// Writes a text; does nothing if the reader of a pipe has gone.
  ///
  /// - Throws: `FileError`, for instance when the disk is full.
  public func write(_ text: String) throws(FileError) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(rawValue, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
        continue
      }
      switch errno {
      case EINTR: continue
      case EAGAIN:
        // Somebody else made the terminal or pipe non-blocking; wait for room.
        var descriptor = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
        poll(&descriptor, 1, -1)
      case EPIPE: return
      default: throw FileError(action: "write", path: name)
      }
    }
  }

  private var name: String { self == .output ? "standard output" : "standard error" }
}
