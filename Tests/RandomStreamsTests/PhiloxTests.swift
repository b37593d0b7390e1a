import Testing

@testable import RandomStreams

@Suite("Philox4x32-10")
struct PhiloxTests {
  @Test("Known answers of Random123 (kat_vectors)")
  func knownAnswers() {
    let zero = Philox(key: SIMD2(0, 0)).block(SIMD4(0, 0, 0, 0))
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox(key: SIMD2(repeating: .max)).block(SIMD4(repeating: .max))
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let digitsOfPi = Philox(key: SIMD2(0xa409_3822, 0x299f_31d0))
      .block(SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344))
    #expect(digitsOfPi == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("Each of the 192 input bits changes about half of the output bits")
  func avalanche() {
    let (counter, key) = (SIMD4<UInt32>(1, 2, 3, 4), SIMD2<UInt32>(5, 6))
    let base = Philox(key: key).block(counter)
    for bit in 0..<192 {
      var (otherCounter, otherKey) = (counter, key)
      if bit < 128 {
        otherCounter[bit / 32] ^= 1 << UInt32(bit % 32)
      } else {
        otherKey[(bit - 128) / 32] ^= 1 << UInt32(bit % 32)
      }
      let difference = Philox(key: otherKey).block(otherCounter) ^ base
      let changed = (0..<4).reduce(0) { $0 + difference[$1].nonzeroBitCount }
      // 128 fair coins: mean 64, deviation 5.7; five deviations either side.
      #expect((36...92).contains(changed), "bit \(bit): \(changed) of 128")
    }
  }
}
