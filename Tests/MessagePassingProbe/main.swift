// A program that checks itself under mpirun: each rank ends with 0 if what it saw was right.
//
//   mpirun.mpich -n 3 MessagePassingProbe exchange     everybody sends to everybody, then receives
//   mpirun.mpich -n 3 MessagePassingProbe idle         rank 0 waits politely for late messages
//   mpirun.mpich -n 3 MessagePassingProbe exit 70      every rank ends with the code 70
//   mpirun.mpich -n 4 MessagePassingProbe share        all ranks read 64 MiB that rank 0 made
//   MessagePassingProbe size                           prints the number of ranks
//   MessagePassingProbe hold                           prints the path of shared bytes, and ends
//   MessagePassingProbe cores                          prints the cores that it may use; without MPI
import Files
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

/// Rank 0 makes bytes that all ranks read; prints how much more memory they take than before, all
/// together, in bytes.
func share(_ ranks: some Communicator) throws {
  let count = 64 << 20
  let before = try proportionalMemory()
  let bytes: SharedBytes
  if ranks.rank == 0 {
    let piece = (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 >> 8) }
    bytes = try SharedBytes.make(count: count) { writer in
      for _ in 0..<count / piece.count { try writer.append(piece) }
    }
    for target in 1..<max(1, ranks.size) {
      try ranks.send(Array(bytes.path.utf8), to: target, tag: 1)
    }
  } else {
    bytes = try SharedBytes(opening: text(try ranks.receive(timeout: .seconds(30))), count: count)
  }
  // Reading brings every page into this process.
  let digest = SHA256.hexDigest(of: bytes)
  // Nobody measures before everybody has read, and nobody leaves before everybody has measured.
  try meet(ranks)
  let taken = try proportionalMemory() - before
  try meet(ranks)
  try ranks.send(Array("\(digest) \(taken)".utf8), to: 0, tag: 3)
  withExtendedLifetime(bytes) {}
  guard ranks.rank == 0 else { return }
  var sum = 0
  for _ in 0..<ranks.size {
    let words = text(try ranks.receive(timeout: .seconds(30))).split(separator: " ")
    guard words.count == 2, words[0] == digest, let taken = Int(words[1]) else {
      fail("A rank reads other bytes.")
    }
    sum += taken
  }
  print(sum)
}

func text(_ message: Message?) -> String {
  guard let message else { fail("Nothing came.") }
  return String(decoding: message.bytes, as: UTF8.self)
}

/// Waits until all ranks are here.
func meet(_ ranks: some Communicator) throws {
  if ranks.rank > 0 { try ranks.send([], to: 0, tag: 2) }
  for _ in 0..<(ranks.rank > 0 ? 1 : ranks.size - 1) {
    guard try ranks.receive(timeout: .seconds(30)) != nil else { fail("Nobody came.") }
  }
  guard ranks.rank == 0 else { return }
  for target in 1..<max(1, ranks.size) { try ranks.send([], to: target, tag: 2) }
}

/// The memory of this process in bytes, where a page of several processes counts in parts.
func proportionalMemory() throws -> Int {
  let text = try String(contentsOfFile: "/proc/self/smaps_rollup", encoding: .utf8)
  // Not `Pss:` itself, which has the pages of libraries, too: programs that come and go change it.
  let kilobytes = ["Pss_Anon:", "Pss_Shmem:"].map { name in
    let line = text.split(separator: "\n").first { $0.hasPrefix(name) }
    guard let words = line?.split(separator: " "), words.count == 3, let number = Int(words[1])
    else { fail("There is no \(name) in /proc/self/smaps_rollup.") }
    return number
  }
  return kilobytes.reduce(0, +) << 10
}

/// Bytes that are gone when this process is.
func hold() throws {
  print(try SharedBytes.make(count: 1) { try $0.append([1]) }.path)
}

if CommandLine.arguments.last == "cores" {
  print(AllowedCores.here.bound)
  exit(0)
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
  case "share": try share(ranks)
  case "hold": try hold()
  default: fail("exchange, idle, exit CODE, share, size or hold?")
  }
  ranks.end(exitCode: code)
  exit(code)
} catch {
  fail("\(error)")
}
