import Files
import Foundation
import TestSupport
import Testing

// Here rather than beside the other tests of shared bytes, because it takes several processes.

@Suite("Memory that ranks share")
struct SharedMemoryTests {
  @Test(
    "Four ranks of a node hold one copy",
    .enabled(if: MPICommunicatorTests.hasLauncher, MPICommunicatorTests.skip),
    .enabled(
      if: FileManager.default.isReadableFile(atPath: "/proc/self/smaps_rollup"),
      "This system does not say how much memory processes share."))
  func oneCopy() throws {
    let ending = try BuiltProgram("MessagePassingProbe").run(["share"], ranks: 4)
    try #require(ending.code == 0, "\(ending.errors)")
    let sum = try #require(
      Double(ending.output.trimmingCharacters(in: .whitespacesAndNewlines)))
    // Pss counts a page that four processes map as a quarter in each.
    let copies = sum / Double(64 << 20)
    #expect(copies > 0.95 && copies < 1.25, "\(copies) copies")
  }

  @Test("The path of a process that is gone is refused")
  func processIsGone() throws {
    let ending = try BuiltProgram("MessagePassingProbe").run(["hold"])
    try #require(ending.code == 0, "\(ending.errors)")
    let path = ending.output.trimmingCharacters(in: .whitespacesAndNewlines)
    let error = #expect(throws: FileError.self) { try SharedBytes(opening: path, count: 1) }
    #expect(error?.description.contains("its process is gone") == true)
  }
}
