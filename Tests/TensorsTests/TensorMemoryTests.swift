import Foundation
import Testing

@testable import Tensors

@Suite("Memory of tensors")
struct TensorMemoryTests {
  /// What a refused tensor would have taken, in bytes; more than all other tests take together.
  private static let large = 2 << 30

  /// Memory of this process that no file or other process stands for, in bytes.
  private static func ownMemory() throws -> Int {
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") })
    let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first
    return 1024 * (try #require(kilobytes.flatMap { Int($0) }))
  }

  @Test("A tensor that was refused its memory takes none, and can be computed with")
  func refused() throws {
    try #require(TensorMemory.wasRefused == false)
    var asked: [Int] = []
    let before = try Self.ownMemory()
    try TensorMemory.asking { size in
      asked.append(size)
      return size - 1
    } during: {
      let count = Self.large / MemoryLayout<Float>.stride
      var tensor = Tensor<Float>(repeating: 1, shape: [count])
      #expect(TensorMemory.wasRefused)
      tensor.scale(by: 2)
      let other = tensor + tensor
      #expect(other.shape == [count])
      let taken = try Self.ownMemory() - before
      #expect(taken < Self.large / 2, "\(taken) bytes")
    }
    // After the first no, nothing more is asked for.
    #expect(asked == [Self.large])
    #expect(TensorMemory.wasRefused == false)
    let tensor = Tensor<Float>(repeating: 3, shape: [1 << 20])
    #expect(tensor.scalars.allSatisfy { $0 == 3 })
  }

  @Test("What was granted in advance is not asked for again, and small blocks are not asked for")
  func granted() throws {
    TensorMemory.returnToSystem()
    let (count, bytes) = (1 << 18, 4 << 18)
    var asked: [Int] = []
    let sums = TensorMemory.asking { size in
      asked.append(size)
      return 2 * size
    } during: {
      let tensors = (0..<4).map { Tensor<Float>(repeating: Float($0), shape: [count]) }
      let small = (0..<100).map { Tensor<Float>(repeating: Float($0), shape: [100]) }
      #expect(TensorMemory.wasRefused == false)
      return tensors.map { $0.scalars.reduce(0, +) } + small.map { $0.scalars.reduce(0, +) }
    }
    #expect(sums == (0..<4).map { Float($0 * count) } + (0..<100).map { Float($0 * 100) })
    // Fewer if a block was waiting that another test has given back meanwhile.
    #expect(asked.count <= 2 && asked.allSatisfy { $0 == bytes }, "\(asked)")
  }

  @Test("A thread that asks does not ask for others")
  func otherThreads() {
    TensorMemory.asking { _ in
      0
    } during: {
      let done = DispatchSemaphore(value: 0)
      Thread.detachNewThread {
        let tensor = Tensor<Float>(repeating: 2, shape: [1 << 22])
        #expect(tensor.scalars.allSatisfy { $0 == 2 })
        #expect(TensorMemory.wasRefused == false)
        done.signal()
      }
      done.wait()
    }
  }
}
