import CKernels

/// How products of matrices are computed, for the whole process.
///
/// | choice | the same bytes wherever | how |
/// |---|---|---|
/// | `fast` | `KernelChoice.description` is the same | fused multiply-add where the processor has it; OpenBLAS with the kernels that it chooses for the processor |
/// | `portable` | the processor is an x86-64 (or an arm64: the same source, not compared) | separate multiplication and addition in a fixed order; no OpenBLAS |
///
/// All other kernels round in the same way on every processor in either case: they use no fused
/// multiply-add, no function of the C library that rounds, and fix the order of their sums.
public enum KernelChoice: String, Codable, CaseIterable, Sendable {
  /// The fastest that this processor can do.
  case fast
  /// The same bytes on all processors of an architecture; nine tenths of the speed where
  /// multiplication and addition have units of their own, and about half elsewhere.
  case portable

  /// Makes this process compute so; to be called before anything is computed.
  public func use() { cw_use_portable_kernels(self == .portable ? 1 : 0) }

  /// What decides the bytes of results here: the instruction set and, unless portable, the library.
  public var description: String {
    switch self {
    case .fast: "\(String(cString: cw_instruction_set())); \(MatrixLibrary.description)"
    case .portable: "portable"
    }
  }
}
