import Foundation

/// How long to sleep between two looks at something that is not there yet.
///
/// MPICH waits by spinning, which takes a whole core from a worker. Sleeping costs a latency of
/// milliseconds, which is nothing against units of seconds.
struct Backoff {
  private static let shortest: UInt32 = 200
  private static let longest: UInt32 = 2_000
  private var microseconds = Self.shortest

  /// Sleeps; each time in a row for longer, from 0.2 to 2 milliseconds.
  mutating func sleep() {
    usleep(microseconds)
    microseconds = min(2 * microseconds, Self.longest)
  }

  /// Starts again with the shortest sleep.
  mutating func reset() { microseconds = Self.shortest }
}
