import Experiments
import Oversampling
import Sequences
import Testing

@Suite("Experiment configuration")
struct ExperimentConfigurationTests {
  private func problems(_ change: (inout ExperimentConfiguration) -> Void) -> [String] {
    var configuration = ExperimentConfiguration()
    configuration.data.files.all = .init(values: "a.csv")
    change(&configuration)
    return configuration.problems()
  }

  @Test("E13: a sentence begins with the key it is about, named once and in full")
  func keys() {
    #expect(problems { _ in } == [])
    let bad: [(key: String, change: (inout ExperimentConfiguration) -> Void)] = [
      ("data.files names no file", { $0.data.files.all = .init() }),
      ("data.split.seed is -1", { $0.data.split.seed = -1 }),
      ("ensemble.members must", { $0.ensemble.members = 0 }),
      ("classifier.epochs is 0", { $0.classifier.epochs = 0 }),
      ("random.count is 0", { $0.random.count = .perSource(0) }),
      ("gan-autoencoder.passes is 0", { $0.ganAutoencoder.passes = 0 }),
      ("seeds must differ", { $0.seeds = [1, 1] }),
      ("methods: \"smoke\"", { $0.methods = ["none", "smoke"] }),
      ("baseline must", { $0.baseline = "other" }),
    ]
    for (key, change) in bad {
      let found = problems(change)
      #expect(found.count == 1, "\(found)")
      #expect(found.allSatisfy { $0.hasPrefix(key) }, "\(found)")
    }
  }

  @Test("A name that is no folder of its own is refused", arguments: ["", ".", "..", "a/b"])
  func name(name: String) {
    #expect(problems { $0.name = name }.map { $0.hasPrefix("name must") } == [true])
  }
}
