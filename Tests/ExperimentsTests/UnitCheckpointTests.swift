import Files
import Foundation
import TestSupport
import Testing

@testable import Experiments

@Suite("Checkpoints of units")
struct UnitCheckpointTests {
  private static let unit = UnitID(method: "gan-autoencoder", seed: 7, kind: .oversampler)
  private static let checkpoint = UnitCheckpoint(
    state: [1, 0, 255], spent: UnitTiming(wall: 10, processor: 9, longestStep: 0.5))

  @Test("A checkpoint is read as it was written")
  func roundTrip() {
    let bytes = Self.checkpoint.encoded(of: Self.unit)
    #expect(UnitCheckpoint(decoding: bytes, of: Self.unit) == Self.checkpoint)
  }

  @Test("A file that is cut short or altered anywhere, or of another unit, is none")
  func damaged() {
    let bytes = Self.checkpoint.encoded(of: Self.unit)
    for count in bytes.indices {
      #expect(UnitCheckpoint(decoding: Array(bytes[..<count]), of: Self.unit) == nil)
      var altered = bytes
      altered[count] ^= 4
      #expect(UnitCheckpoint(decoding: altered, of: Self.unit) == nil, "byte \(count)")
    }
    let other = UnitID(method: "gan-autoencoder", seed: 8, kind: .oversampler)
    #expect(UnitCheckpoint(decoding: bytes, of: other) == nil)
  }

  @Test("The parts of a unit add up, but for its longest step")
  func costs() {
    let sum = Self.checkpoint.spent + UnitTiming(wall: 1, processor: 2, longestStep: 0.25)
    #expect(sum == UnitTiming(wall: 11, processor: 11, longestStep: 0.5))
  }
}
