import Foundation

/// Runs one workload in a new process of this program, so that its peak memory is its own.
///
/// Resetting the kernel's high-water mark between workloads would not do: the tensors' memory is
/// kept for reuse, and what the last workload left behind would count for the next.
package enum WorkloadProcess {
  /// Why a workload has no result, as a sentence.
  package struct Failure: Error, CustomStringConvertible {
    /// The sentence.
    package let description: String
    /// What the process ended with: its exit code, or 128 and the number of the signal.
    package let code: Int32
  }

  /// Starts this program again with the given arguments and waits for its end.
  ///
  /// Its output and errors go where those of this process go. Plain `posix_spawn`, because
  /// Foundation's `Process` puts the child into a process group of its own, out of Ctrl-C's reach.
  ///
  /// - Throws: `Failure` if it cannot be started, or ends other than by exit code 0.
  package static func run(_ arguments: [String]) throws(Failure) {
    var words: [UnsafeMutablePointer<CChar>?] = (["counterweight"] + arguments).map { strdup($0) }
    defer { for word in words { free(word) } }
    words.append(nil)
    var process = pid_t()
    let code = posix_spawn(&process, "/proc/self/exe", nil, nil, words, environ)
    guard code == 0 else {
      throw Failure(
        description: "the program cannot start itself again: \(String(cString: strerror(code))).",
        code: code)
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else {
        throw Failure(description: "the process of a workload is gone.", code: 1)
      }
    }
    let signal = status & 0x7f
    let exit = signal == 0 ? (status >> 8) & 0xff : 128 + signal
    guard exit == 0 else {
      throw Failure(
        description: "`\(arguments.joined(separator: " "))` ended with code \(exit).", code: exit)
    }
  }
}
