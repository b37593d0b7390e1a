import Testing

@Suite("Standard streams that nobody reads")
struct StreamsTests {
  /// Starts a program with a redirection of the shell.
  private static func redirected(_ redirection: String) -> [String] {
    ["/bin/sh", "-c", "exec \"$@\" \(redirection)", "sh"]
  }

  @Test(
    "A run goes on without its streams, and its files are whole",
    arguments: ["2>&-", ">&- 2>&- <&-", "2>/dev/full", "2> >(true)"])
  func runGoesOn(_ redirection: String) throws {
    let expected = try TinyExperiment()
    #expect(try expected.run(["train", "experiment.yaml"]).code == 0)
    let experiment = try TinyExperiment()
    let shell = redirection.contains("(") ? "/bin/bash" : "/bin/sh"
    let starter = [shell] + Self.redirected(redirection).dropFirst()
    let ending = try experiment.run(["train", "experiment.yaml"], under: Array(starter))
    #expect(ending.code == 0)
    #expect(
      try experiment.files(below: "runs/tiny/results")
        == expected.files(below: "runs/tiny/results"))
    #expect(
      try experiment.text("runs/tiny/ledger.jsonl").split(separator: "\n").count
        == TinyExperiment.units)
  }

  @Test(
    "A result that cannot be written to standard output is an error",
    arguments: [
      "train", "check-data",
    ])
  func full(_ command: String) throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      [command, "experiment.yaml"], under: Self.redirected(">/dev/full"))
    #expect(ending.code == 73)
    #expect(ending.errors.contains("standard output: cannot write: No space left on device."))
  }

  @Test("An empty --out is refused instead of meaning the root folder")
  func emptyOut() throws {
    let ending = try TinyExperiment().run(["train", "experiment.yaml", "--out", ""])
    #expect(ending.code == 64)
    #expect(ending.errors.contains("--out is empty"))
  }
}
