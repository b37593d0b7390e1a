import CMPI

// One Swift line per C call. Nothing above this file sees a C type or an error code.

/// The calls of the shim, with error codes turned into errors.
enum MPICalls {
  static func start() throws(CommunicationError) { try check(cmpi_start(), "MPI cannot start") }

  static var rank: Int { Int(cmpi_rank()) }

  static var size: Int { Int(cmpi_size()) }

  static var sharesOneHost: Bool { cmpi_shares_one_host() }

  static func startSend(
    _ bytes: UnsafeRawBufferPointer, to rank: Int, tag: Int32
  ) throws(CommunicationError) -> cmpi_request {
    var request = cmpi_request()
    let code = cmpi_start_send(
      bytes.baseAddress, Int64(bytes.count), Int32(rank), tag, &request)
    try check(code, "A message to rank \(rank) cannot be sent")
    return request
  }

  static func probe() throws(CommunicationError) -> cmpi_arrival? {
    var found = false
    var arrival = cmpi_arrival()
    try check(cmpi_probe(&found, &arrival), "Messages cannot be looked for")
    return found ? arrival : nil
  }

  static func startReceive(
    _ bytes: UnsafeMutableRawBufferPointer, from rank: Int, tag: Int32
  ) throws(CommunicationError) -> cmpi_request {
    var request = cmpi_request()
    let code = cmpi_start_receive(
      bytes.baseAddress, Int64(bytes.count), Int32(rank), tag, &request)
    try check(code, "A message from rank \(rank) cannot be received")
    return request
  }

  static func isDone(_ request: inout cmpi_request) throws(CommunicationError) -> Bool {
    var done = false
    try check(cmpi_test(&request, &done), "A message under way is lost")
    return done
  }

  static func finish() { _ = cmpi_finish() }

  static func abort(_ code: Int32) { cmpi_abort(code) }

  static var library: String { text { cmpi_describe_library($0, $1) } }

  private static func check(_ code: Int32, _ what: String) throws(CommunicationError) {
    guard code != 0 else { return }
    let reason = text { cmpi_describe_error(code, $0, $1) }
    throw CommunicationError("\(what): \(reason).")
  }

  private static func text(_ write: (UnsafeMutablePointer<CChar>, Int) -> Void) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      guard let start = buffer.baseAddress else { return "" }
      write(start, buffer.count)
      return String(cString: start)
    }
  }
}
