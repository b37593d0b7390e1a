import Foundation
import MessagePassing
import TestSupport
import Testing

// Real MPI: `MessagePassingProbe` under mpirun, each rank checking what it sees.

@Suite("MPICommunicator", .serialized)
struct MPICommunicatorTests {
  static let hasLauncher = BuiltProgram.launcher != nil && MPICommunicator.library.contains("MPICH")
  static let skip: Comment = "mpirun.mpich is not installed, or this is not built with MPICH."

  @Test(
    "Everybody sends to everybody before anybody receives", .enabled(if: hasLauncher, skip),
    arguments: 1...4)
  func exchange(_ ranks: Int) throws {
    let ending = try BuiltProgram("MessagePassingProbe").run(["exchange"], ranks: ranks)
    #expect(ending.code == 0, "\(ending.errors)")
  }

  @Test("The exit code of the ranks is that of mpirun", .enabled(if: hasLauncher, skip))
  func exitCode() throws {
    let ending = try BuiltProgram("MessagePassingProbe").run(["exit", "70"], ranks: 3)
    #expect(ending.code == 70)
  }

  @Test("Without a launcher there is one rank")
  func alone() throws {
    let ending = try BuiltProgram("MessagePassingProbe").run(["size"])
    #expect(ending.code == 0)
    #expect(ending.output == "1\n")
  }

  @Test(
    "T1: several ranks of which each sees itself alone are refused",
    arguments: ["OMPI_COMM_WORLD_SIZE", "PMI_SIZE"])
  func foreignLauncher(_ variable: String) throws {
    // PMI_SIZE alone, without the launcher's socket, leaves MPICH with one rank, as another MPI's
    // mpirun does.
    let ending = try BuiltProgram("MessagePassingProbe")
      .run(["size"], environment: [variable: "3"])
    #expect(ending.code == 1)
    #expect(ending.errors.contains("3 ranks were started, but this rank sees 1"))
  }
}
