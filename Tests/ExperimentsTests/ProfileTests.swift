import Foundation
import Sequences
import TestSupport
import Testing

@testable import Experiments

@Suite("Profile", .serialized)
struct ProfileTests {
  /// What the reference has otherwise, by spec/01 section 18 and its list of switches.
  private static let switches = [
    "profile": "reference",
    "data.length.maskPadding": "false", "data.length.padding": "front",
    "ensemble.sharedMemberModel": "true",
    "classifier.lstmFlavour": "keras-relu", "classifier.denseActivation": "none",
    "classifier.classWeights": "none", "classifier.selectionMetric": "position-f1",
    "classifier.f1LabelSet": "sklearn-union", "synthesis.projectsEvents": "false",
    "quality.gate.insist": "true",
    "ae-smote.autoencoder.lstmFlavour": "keras-relu", "ae-smote.autoencoder.scaling": "code",
    "ae-adasyn.autoencoder.lstmFlavour": "keras-relu", "ae-adasyn.autoencoder.scaling": "code",
    "ae-adasyn.replaceReal": "true",
    "novelty.direction": "high", "novelty.thresholds": "grid",
  ].merging(
    ["gan-autoencoder", "novelty.gan"].flatMap { section in
      [
        "majorityOutput": "keep", "labelDecoderFlavour": "keras-tanh", "zInto": "hidden",
        "zSharedAcrossLayers": "true", "penaltyNorm": "time-axis", "penaltyParts": "encoder-only",
        "generatorTerms": "fake-only", "dropoutAlwaysOn": "true", "criticTiedWeights": "true",
        "criticReadout": "last-index", "aeStateCarry": "false", "synthesisInput": "source-events",
        "labelDecoderSwapHC": "true", "synthesisLabelStates": "encoder", "smallDataBlocks": "skip",
      ].map { ("\(section).\($0.key)", $0.value) }
    }
  ) { first, _ in first }

  private func leaves(of profile: Profile) throws -> [String: String] {
    let yaml = try ConfigurationFile.resolved(ExperimentConfiguration(profile: profile))
    let toy = try ToyExperiment(yaml: yaml)
    let file = try ConfigurationFile(toy.file, overrides: ["data.files={all: toy.csv}"])
    let text = try ConfigurationFile.resolved(file.configuration)
    let written = try ToyExperiment(yaml: text)
    #expect(try ConfigurationFile(written.file).configuration == file.configuration)
    return Dictionary(
      uniqueKeysWithValues: try ConfigurationTree(yaml: text).leaves.map { ($0.path, $0.value) })
  }

  @Test(
    "The reference differs from the paper in the switches of spec/01 section 18, and only there")
  func bundle() throws {
    let paper = try leaves(of: .paper)
    let reference = try leaves(of: .reference)
    #expect(Set(paper.keys) == Set(reference.keys))
    let differing = reference.filter { paper[$0.key] != $0.value }
    #expect(differing == Self.switches)
  }

  @Test("A profile changes defaults only: what a file or an override says holds")
  func precedence() throws {
    let toy = try ToyExperiment(
      yaml: """
        profile: reference
        data: {files: {all: toy.csv}}
        classifier: {classWeights: member-balanced}
        """)
    func configuration(_ overrides: String...) throws -> ExperimentConfiguration {
      try ConfigurationFile(toy.file, overrides: overrides).configuration
    }
    let plain = try configuration()
    #expect(plain.classifier.classWeights == .memberBalanced)
    #expect(plain.classifier.denseActivation == .none)
    #expect(plain.data.label.position == 0)
    #expect(try configuration("novelty.direction=auto").novelty.direction == .auto)
    let paper = try configuration("profile=paper")
    #expect(paper.classifier.denseActivation == .relu)
    #expect(paper.ganAutoencoder == ExperimentConfiguration().ganAutoencoder)
    // D20: one label of several is the last one.
    #expect(try configuration("classifier.form=seq2one").data.label.position == -1)
    #expect(try configuration("profile=paper", "classifier.form=seq2one").data.label.position == 0)
  }

  @Test("A profile that does not exist is refused with those that do")
  func unknown() throws {
    let toy = try ToyExperiment(yaml: "profile: refrence\ndata: {files: {all: toy.csv}}\n")
    let error = #expect(throws: ConfigurationError.self) { try ConfigurationFile(toy.file) }
    #expect(try #require(error).description.contains("did you mean \"reference\""))
  }

  @Test("Under the reference every method runs to its end, and pads in front")
  func run() throws {
    let toy = try ToyExperiment(
      yaml: ToyExperiment.yaml + """
        profile: reference
        ae-smote: {autoencoder: {hidden: 4, layers: 1, epochs: 2}}
        ae-adasyn: {autoencoder: {hidden: 4, layers: 1, epochs: 2}}
        novelty:
          gan: {hiddenUnits: 4, layers: 1, criticUnits: 4, criticLayers: 1, criticDense: [4], epochs: 2, batchSize: 8}

        """)
    let methods = MethodRegistry.names.joined(separator: ",")
    let experiment = try Experiment(
      ConfigurationFile(
        toy.file,
        overrides: ["methods=[\(methods)]", "seeds=[1]", "gan-autoencoder.batchSize=4"]))
    for split in [
      experiment.data.splits.training.dataset, experiment.data.splits.validation.dataset,
      experiment.data.splits.test.dataset,
    ] {
      // Samples have 3 to 6 events; the last one is never padding, the first often is.
      #expect(Set(split.lengths) == [6])
      let sequences = (0..<split.count).map { split.sequence(at: $0) }
      #expect(sequences.allSatisfy { $0.suffix(2) != [0, 0] })
      #expect(sequences.contains { $0.prefix(2) == [0, 0] })
    }
    let outcome = try ToyExperiment.run(experiment, to: toy.folder + "/run")
    #expect(outcome.failures.isEmpty, "\(outcome.failures)")
    let runs = try String(contentsOfFile: toy.folder + "/run/results/runs.csv", encoding: .utf8)
    for method in MethodRegistry.names {
      #expect(runs.contains("\n\(method),") || runs.contains(",\(method),"), "\(method)")
    }
  }
}
