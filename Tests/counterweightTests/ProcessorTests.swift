import Foundation
import TestSupport
import Testing

/// The program on processors that this machine does not have, which QEMU acts out.
@Suite("Processors", .serialized, .enabled(if: Emulator.isThere, Emulator.skip))
struct ProcessorTests {
  /// What a run leaves that is to be the same everywhere.
  private func lasting(_ arguments: [String], processor: String?) throws -> [String: Data] {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run"] + arguments,
      under: processor.map(Emulator.command) ?? [], limit: 300)
    try #require(ending.code == 0, "\(ending.errors)")
    return try experiment.lasting("run")
  }

  @Test("Portable kernels give the same bytes with SSE, with AVX2 and on this processor")
  func portable() throws {
    let own = try lasting(["--set", "kernels=portable"], processor: nil)
    for processor in ["Nehalem", "Haswell"] {
      expectSame(try lasting(["--set", "kernels=portable"], processor: processor), own)
    }
  }

  @Test("Fast kernels train on processors without AVX-512", arguments: ["Nehalem", "Haswell"])
  func fast(processor: String) throws {
    #expect(try !lasting([], processor: processor).isEmpty)
  }
}

/// QEMU's emulator of processors of this architecture.
enum Emulator {
  static let path = "/usr/bin/qemu-x86_64"
  static let skip: Comment = "qemu-x86_64 (Debian: qemu-user) is not installed, or not of use here."

  /// Acts out a processor; OpenBLAS is not told to use the kernels of another one.
  static func command(processor: String) -> [String] {
    ["/usr/bin/env", "-u", "OPENBLAS_CORETYPE", path, "-cpu", processor]
  }

  static var isThere: Bool {
    #if arch(x86_64)
      FileManager.default.isExecutableFile(atPath: path)
    #else
      false
    #endif
  }
}
