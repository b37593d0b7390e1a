import TestSupport
import Testing

@testable import Experiments

@Suite("MemoryNeed")
struct MemoryNeedTests {
  private func refusal(_ override: String) throws -> String? {
    let toy = try ToyExperiment()
    do {
      // All methods but the one that needs sequences of one length.
      let methods = OversamplerRegistry.names.filter { $0 != "smote" }.joined(separator: ", ")
      _ = try Experiment(
        ConfigurationFile(toy.file, overrides: [override, "methods=[\(methods)]"]))
      return nil
    } catch let error as ConfigurationError {
      return error.description
    }
  }

  @Test(
    "A size that no machine has memory for is refused before training, and its key is named",
    arguments: [
      ("classifier.hidden", "100000000"), ("classifier.layers", "1000000000"),
      ("gan-autoencoder.hiddenUnits", "100000000"), ("gan-autoencoder.criticDense", "[1000000000]"),
      ("gan-autoencoder.passes", "1000000000"),
      ("ae-smote.autoencoder.hidden", "100000000"), ("ae-adasyn.autoencoder.hidden", "100000000"),
      ("ae-adasyn.autoencoder.layers", "1000000000"),
    ])
  func refused(_ key: String, _ value: String) throws {
    let sentence = try #require(try refusal("\(key)=\(value)"))
    #expect(sentence.contains(key.split(separator: ".").last ?? ""))
    #expect(sentence.contains(" of memory"))
  }

  @Test("Sizes of published experiments are not refused")
  func usual() throws {
    for override in ["classifier.hidden=512", "gan-autoencoder.hiddenUnits=256"] {
      #expect(try refusal(override) == nil)
    }
  }

  @Test("The sentence has both numbers")
  func sentence() {
    let need = MemoryNeed(what: "X", bytes: 3e12)
    #expect(
      need.problem(machine: 16e9)
        == "X needs at least 3 TB of memory, and this machine has 16 GB; choose smaller numbers.")
    #expect(need.problem(machine: 4e12) == nil)
    #expect(MemoryNeed.limitProblem(0.3e9)?.contains("300 MB of memory (ulimit -v)") == true)
    #expect(MemoryNeed.limitProblem(.infinity) == nil)
  }
}
