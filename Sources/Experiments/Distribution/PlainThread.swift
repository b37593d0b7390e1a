import Foundation
import MessagePassing

/// Threads that start, or say why not.
///
/// Foundation's `Thread` does nothing at all when the system refuses a thread, and whoever waits for
/// its work then waits for ever.
enum PlainThread {
  /// A body on its way to its thread.
  private final class Box: Sendable {
    let name: String
    let body: @Sendable () -> Void

    init(_ name: String, _ body: @escaping @Sendable () -> Void) {
      self.name = name
      self.body = body
    }
  }

  /// Runs `body` on a new thread.
  ///
  /// - Parameters:
  ///   - name: what debuggers show.
  ///   - body: what to do.
  /// - Throws: `CommunicationError` if there can be no further thread.
  static func start(
    _ name: String, _ body: @escaping @Sendable () -> Void
  ) throws(CommunicationError) {
    var attributes = pthread_attr_t()
    pthread_attr_init(&attributes)
    defer { pthread_attr_destroy(&attributes) }
    pthread_attr_setstacksize(&attributes, 16 << 20)
    pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    var thread = pthread_t()
    let box = Unmanaged.passRetained(Box(name, body))
    let code = pthread_create(
      &thread, &attributes,
      { argument in
        guard let argument else { return nil }
        let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
        Thread.current.name = box.name
        box.body()
        return nil
      }, box.toOpaque())
    guard code == 0 else {
      box.release()
      throw CommunicationError(
        "No further thread could be started (\(String(cString: strerror(code)))); allow more "
          + "memory or threads, or use fewer workers.")
    }
  }
}
