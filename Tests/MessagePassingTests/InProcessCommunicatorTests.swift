import Foundation
import MessagePassing
import Testing

@Suite("InProcessCommunicator")
struct InProcessCommunicatorTests {
  @Test("Messages of one sender arrive in the order in which they were sent, tags and all")
  func order() throws {
    let ranks = InProcessCommunicator.group(size: 2)
    for number in 0..<100 {
      try ranks[1].send([UInt8(number)], to: 0, tag: Int32(number % 3))
    }
    for number in 0..<100 {
      let message = try ranks[0].receive(timeout: .zero)
      #expect(message?.source == 1)
      #expect(message?.tag == Int32(number % 3))
      #expect(message?.bytes == [UInt8(number)])
    }
    #expect(try ranks[0].receive(timeout: .zero) == nil)
  }

  @Test("Ranks are numbered and know how many they are")
  func numbering() {
    let ranks = InProcessCommunicator.group(size: 3)
    #expect(ranks.map(\.rank) == [0, 1, 2])
    #expect(ranks.allSatisfy { $0.size == 3 })
  }

  @Test("A rank can send to itself, and an empty message is a message")
  func selfAndEmpty() throws {
    let alone = InProcessCommunicator.group(size: 1)[0]
    try alone.send([], to: 0, tag: 7)
    #expect(try alone.receive(timeout: .zero)?.bytes == [])
  }

  @Test("Without a message, receive returns nil, and not before the timeout")
  func timeout() throws {
    let ranks = InProcessCommunicator.group(size: 2)
    let start = ContinuousClock.now
    #expect(try ranks[0].receive(timeout: .milliseconds(30)) == nil)
    // The lower bound cannot be missed on a busy machine; an upper one could.
    #expect(ContinuousClock.now - start >= .milliseconds(29))
  }

  @Test("A message that comes while a rank waits wakes it")
  func wakes() throws {
    let ranks = InProcessCommunicator.group(size: 2)
    Thread.detachNewThread {
      Thread.sleep(forTimeInterval: 0.02)
      try? ranks[1].send([42], to: 0, tag: 1)
    }
    #expect(try ranks[0].receive(timeout: .seconds(30))?.bytes == [42])
  }

  @Test("A large message arrives whole")
  func large() throws {
    let ranks = InProcessCommunicator.group(size: 2)
    let bytes = [UInt8](repeating: 171, count: 64 << 20)
    try ranks[0].send(bytes, to: 1, tag: 1)
    #expect(try ranks[1].receive(timeout: .zero)?.bytes == bytes)
  }

  @Test("A rank that is not there is named", arguments: [-1, 2])
  func unknownRank(_ rank: Int) {
    let ranks = InProcessCommunicator.group(size: 2)
    let error = #expect(throws: CommunicationError.self) {
      try ranks[0].send([1], to: rank, tag: 1)
    }
    #expect(error?.description == "There is no rank \(rank) among 2.")
  }

  @Test("Eight threads send to each other at the same time and nothing is lost or reordered")
  func manyThreads() throws {
    let (size, messages) = (8, 500)
    let ranks = InProcessCommunicator.group(size: size)
    let complaints = Complaints()
    let threads = DispatchGroup()
    for rank in 0..<size {
      threads.enter()
      // Not `concurrentPerform`: on few cores that starts one rank only when another has ended.
      Thread.detachNewThread {
        defer { threads.leave() }
        do {
          try talk(ranks[rank], messages: messages)
        } catch {
          complaints.add("Rank \(rank): \(error)")
        }
      }
    }
    threads.wait()
    #expect(complaints.all == [])
  }
}

/// Sends numbered messages to everybody, then takes everybody's.
private func talk(_ ranks: InProcessCommunicator, messages: Int) throws {
  for number in 0..<messages {
    for target in 0..<ranks.size {
      try ranks.send([UInt8(number & 255)], to: target, tag: Int32(number))
    }
  }
  var next = [Int32](repeating: 0, count: ranks.size)
  for _ in 0..<(ranks.size * messages) {
    guard let message = try ranks.receive(timeout: .seconds(30)) else {
      throw CommunicationError("nothing came.")
    }
    guard message.tag == next[message.source] else { throw CommunicationError("out of order.") }
    next[message.source] += 1
  }
}

/// Sentences that several threads collect.
private final class Complaints: @unchecked Sendable {
  // Unchecked: guarded by `lock`.
  private let lock = NSLock()
  private var sentences: [String] = []

  func add(_ sentence: String) { lock.withLock { sentences.append(sentence) } }

  var all: [String] { lock.withLock { sentences } }
}
