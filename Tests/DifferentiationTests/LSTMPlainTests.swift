import Differentiation
import Tensors
import TestSupport
import Testing

/// The fused layer beside the plain one, which is `PlainLSTM` differentiated by `PlainTape`.
///
/// Padded events are NaN for the fused layer; the plain one has other numbers there.
@Suite("LSTM: the fused layer equals the plain one")
struct LSTMPlainTests {
  @Test("B2, B3: values and gradients, in every combination of settings")
  func values() {
    for setting in LSTMCase.combinations {
      expectEqual(setting.fused(Double.self, dual: false), setting.plain(dual: false), setting)
    }
  }

  @Test("B2, B3: values, tangents and gradients, in every combination of settings")
  func tangents() {
    for setting in LSTMCase.combinations {
      expectEqual(setting.fused(Double.self, dual: true), setting.plain(dual: true), setting)
    }
  }

  @Test("B2: sizes around the widths of vector registers, and degenerate ones")
  func sizes() {
    for setting in LSTMCase.sizes {
      for dual in [false, true] {
        expectEqual(setting.fused(Double.self, dual: dual), setting.plain(dual: dual), setting)
      }
    }
  }

  @Test("B2: single precision")
  func singlePrecision() {
    for setting in LSTMCase.combinations + LSTMCase.sizes {
      for dual in [false, true] {
        expectEqual(
          setting.fused(Float.self, dual: dual), setting.plain(dual: dual), setting,
          tolerance: 2e-5)
      }
    }
  }

  private func expectEqual(
    _ found: LSTMCase.Results, _ expected: LSTMCase.Results, _ setting: LSTMCase,
    tolerance: Double = 1e-12, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(found.keys.sorted() == expected.keys.sorted(), sourceLocation: sourceLocation)
    for (name, tensor) in expected {
      guard let foundTensor = found[name] else { continue }
      expectClose(
        foundTensor, tensor, relative: tolerance, absolute: tolerance, "\(name) of \(setting)",
        sourceLocation: sourceLocation)
    }
  }
}
