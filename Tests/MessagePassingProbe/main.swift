// A program that checks itself under mpirun: each rank ends with 0 if what it saw was right.
//
//   mpirun.mpich -n 3 MessagePassingProbe exchange     everybody sends to everybody, then receives
//   mpirun.mpich -n 3 MessagePassingProbe idle         rank 0 waits politely for late messages
//   mpirun.mpich -n 3 MessagePassingProbe exit 70      every rank ends with the code 70
//   MessagePassingProbe size                           prints the number of ranks
import Foundation
import MessagePassing

/// The content of message `number` from one rank to another; the last one is sent in many parts.
func content(_ number: Int, from source: Int, to target: Int) -> [UInt8] {
  let counts = [0, 1, 100, 70_000, (4 << 20) - 1, 4 << 20, (4 << 20) + 1, 21_000_000]
  let seed = UInt8(truncatingIfNeeded: 31 * source + 7 * target + number)
  return (0..<counts[number]).map { UInt8(truncatingIfNeeded: $0 >> 8) &+ seed }
}
let messagesPerPair = 8

func fail(_ sentence: String) -> Never {
  FileHandle.standardError.write(Data("\(sentence)\n".utf8))
  exit(1)
}

func exchange(_ ranks: some Communicator) throws {
  // All sends before any receive: a send that waited for its receiver would wait for ever.
  for number in 0..<messagesPerPair {
    for target in 0..<ranks.size {
      try ranks.send(
        content(number, from: ranks.rank, to: target), to: target, tag: Int32(number))
    }
  }
  var next = [Int](repeating: 0, count: ranks.size)
  for _ in 0..<(messagesPerPair * ranks.size) {
    guard let message = try ranks.receive(timeout: .seconds(30)) else {
      fail("Rank \(ranks.rank): nothing came; so far \(next).")
    }
    let number = next[message.source]
    let expected = content(number, from: message.source, to: ranks.rank)
    guard message.tag == Int32(number), message.bytes == expected else {
      fail("Rank \(ranks.rank): message \(number) of rank \(message.source) is not as sent.")
    }
    next[message.source] += 1
  }
  guard try ranks.receive(timeout: .milliseconds(20)) == nil else {
    fail("Rank \(ranks.rank): there was one message too many.")
  }
}

/// Waits for messages that come after a second; prints the share of a core that rank 0 used.
func idle(_ ranks: some Communicator) throws {
  if ranks.rank > 0 {
    Thread.sleep(forTimeInterval: 1)
    try ranks.send([1], to: 0, tag: 1)
    return
  }
  let start = (wall: ContinuousClock.now, processor: clock())
  for _ in 1..<max(1, ranks.size) {
    guard try ranks.receive(timeout: .seconds(30)) != nil else { fail("Nothing came.") }
  }
  let wall = ContinuousClock.now - start.wall
  let processor = Double(clock() - start.processor) / Double(CLOCKS_PER_SEC)
  print("\(wall): \(processor) s of processor time")
}

do {
  let ranks = try MPICommunicator()
  let arguments = CommandLine.arguments.dropFirst()
  var code: Int32 = 0
  switch arguments.first {
  case "exchange": try exchange(ranks)
  case "idle": try idle(ranks)
  case "exit": code = arguments.last.flatMap(Int32.init) ?? 1
  case "size": print(ranks.size)
  default: fail("exchange, idle, exit CODE or size?")
  }
  ranks.end(exitCode: code)
  exit(code)
} catch {
  fail("\(error)")
}
