import Foundation
import TestSupport
import Testing

@Suite(
  "Runs that survive the loss of workers", .serialized,
  .enabled(if: Environment.hasLauncher, Environment.skip))
struct SurvivingRunTests {
  private static let long = [
    "--set", "classifier.epochs=600", "--set", "gan-autoencoder.epochs=300",
    "--checkpoint-interval", "0.05s",
  ]

  /// Starts every rank, and kills the process behind the shield of one of them once a unit is done.
  private static func killing(_ rank: Int) -> [String] {
    [
      "sh", "-c",
      """
      "$@" & shield=$!
      if [ "$PMI_RANK" = \(rank) ]; then
        while ! grep -q done run/ledger.jsonl 2>/dev/null; do sleep 0.02; done
        # The shield's own child; without a shield, the rank itself.
        kill -9 $(cat /proc/$shield/task/$shield/children) || kill -9 $shield
      fi
      wait $shield
      """, "sh",
    ]
  }

  @Test("M7: a worker that is killed is replaced by the others, without a new start")
  func workerKilled() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      [
        "train", "experiment.yaml", "--out", "run", "--survive-worker-loss", "--worker-silence",
        "2s",
      ] + Self.long, ranks: 4, under: Self.killing(2))
    #expect(ending.code == 0, "\(ending.errors)")
    #expect(ending.errors.contains("died by signal 9; its place is kept."), "\(ending.errors)")
    #expect(ending.errors.contains("is lost; the run goes on without it"), "\(ending.errors)")
    #expect(try experiment.text("run/manifest.json").count(of: "\"time\"") == 1)
    _ = try experiment.train(into: "undisturbed", Self.long)
    expectSame(try experiment.lasting("run"), try experiment.lasting("undisturbed"))
  }

  @Test("With nobody killed, a run that could survive ends like any other, with its exit code")
  func nobodyKilled() throws {
    let experiment = try TinyExperiment()
    let ending = try experiment.run(
      ["train", "experiment.yaml", "--out", "run", "--survive-worker-loss"], ranks: 3)
    #expect(ending.code == 0, "\(ending.errors)")
    let refused = try experiment.run(
      ["train", "experiment.yaml", "--out", "run", "--survive-worker-loss", "--set", "seeds=[]"],
      ranks: 3)
    #expect(refused.code == 78, "\(refused.errors)")
    #expect(refused.errors.count(of: "counterweight: ") == 1, "\(refused.errors)")
  }
}
