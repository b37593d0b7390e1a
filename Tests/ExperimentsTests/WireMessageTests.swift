import MessagePassing
import Testing

@testable import Experiments

@Suite("WireMessage")
struct WireMessageTests {
  private static let unit = UnitID(method: "gan-autoencoder", seed: 7, kind: .member(3))
  private static let files = [
    UnitFile(name: "model.safetensors", bytes: [0, 255, 10]), UnitFile(name: "empty", bytes: []),
  ]
  private static let timing = UnitTiming(wall: 1.25, processor: 0.1, longestStep: 0.5)
  private static let policy = {
    var policy = RunPolicy()
    policy.checkpointInterval = 0.25
    policy.silence = 7
    policy.survivesLoss = true
    return policy
  }()
  private static let messages: [WireMessage] = [
    .hello(WorkerIdentity(host: "node-1", node: "n")),
    .hello(
      WorkerIdentity(host: "b", node: "m", cores: AllowedCores(bound: [0, 7], quota: 1.5))),
    .hello(WorkerIdentity(host: "c", node: "", cores: AllowedCores(bound: [3]))),
    .welcome(
      Welcome(
        settings: [1, 2, 3],
        data: DataDelivery.Source(count: 9, digest: "d", path: "/proc/1/fd/2"), policy: policy)),
    .welcome(
      Welcome(
        settings: [], data: DataDelivery.Source(count: 0, digest: ""), policy: RunPolicy())),
    .wants(offset: 1 << 40), .holds(path: "/proc/1/fd/2"), .data(offset: 5, piece: [1, 2]),
    .unit(unit, prerequisite: files, checkpoint: nil),
    .unit(unit, prerequisite: [], checkpoint: [7]), .unit(unit, prerequisite: [], checkpoint: []),
    .progress(unit, share: 0.3), .result(unit, files: files, cost: timing),
    .failed(unit, reason: "Größe: 3 ≠ 4.", cost: timing),
    .hindered(unit, reason: "out of memory.", cost: timing),
    .hindered(unit, reason: "out of memory.", cost: timing, isCrowded: true),
    .unsaved(unit, bytes: 1 << 33), .stop(exitCode: 70),
    .stop(exitCode: -1), .goodbye, .interrupted(reason: "SIGTERM"),
    .alive, .checkpoint(unit, state: [1, 2], cost: timing), .suspended(unit, cost: timing),
    .suspend(unit),
  ]

  private func arrived(_ bytes: [UInt8], tag: Int32) throws -> Message {
    let ranks = InProcessCommunicator.group(size: 2)
    try ranks[1].send(bytes, to: 0, tag: tag)
    return try #require(try ranks[0].receive(timeout: .zero))
  }

  @Test("Every message arrives as it was sent", arguments: messages)
  func roundTrip(_ message: WireMessage) throws {
    let arrived = try arrived(message.bytes, tag: message.tag)
    #expect(try WireMessage(arrived) == message)
  }

  @Test("A message that is cut short is an error that names its sender", arguments: messages)
  func truncated(_ message: WireMessage) throws {
    for count in 0..<message.bytes.count {
      let part = try arrived(Array(message.bytes[..<count]), tag: message.tag)
      let error = #expect(throws: CommunicationError.self) { try WireMessage(part) }
      #expect(error?.description.hasPrefix("Rank 1 sent") == true)
    }
  }

  @Test("A kind that does not exist is an error", arguments: [0, 17, 100] as [Int32])
  func unknownKind(_ tag: Int32) throws {
    let message = try arrived([], tag: tag)
    #expect(throws: CommunicationError.self) { try WireMessage(message) }
  }
}
