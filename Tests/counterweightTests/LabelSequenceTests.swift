import Foundation
import TestSupport
import Testing

@Suite("Label sequences", .serialized)
struct LabelSequenceTests {
  /// The tiny experiment with three labels per sample, of which the rare kind has one burst.
  private static func experiment() throws -> TinyExperiment {
    let experiment = try TinyExperiment()
    let yaml = """
      name: tiny
      data:
        files: {all: data.csv}
        columns: {time: [time], labels: [next, second, third]}
        split: {rule: stratified, training: 0.6, validation: 0.2, test: 0.2}
      seeds: [1, 2]
      ensemble: {members: 2}
      methods: [none, random, gan-autoencoder]
      classifier: {hidden: 4, layers: 1, epochs: 3, batchSize: 16}
      gan-autoencoder:
        {hiddenUnits: 4, layers: 1, criticUnits: 4, criticLayers: 1, criticDense: [4], epochs: 3,
         batchSize: 8}

      """
    var csv = "id,time,load,noise,next,second,third\n"
    for sample in 0..<60 {
      let burst = sample % 4 == 3 ? sample / 4 % 3 : -1
      let labels = (0..<3).map { $0 == burst ? "burst" : "calm" }.joined(separator: ",")
      for time in 0..<(3 + sample * 7 % 5) {
        let load = (time == burst ? 2 : -0.5) + Double((sample * 13 + time * 7) % 11) / 10
        let noise = Double((sample * 31 + time * 17) % 23) / 11 - 1
        csv += "s\(sample),\(time),\(load),\(noise),\(labels)\n"
      }
    }
    try experiment.write(Data(yaml.utf8), to: "experiment.yaml")
    try experiment.write(Data(csv.utf8), to: "data.csv")
    return experiment
  }

  /// What one rank makes of the experiment, computed once: results and models by their paths.
  private static let oneRank = Result {
    let experiment = try LabelSequenceTests.experiment()
    let ending = try experiment.train(into: "run")
    return (files: try experiment.lasting("run"), output: ending.output)
  }

  @Test("A study of label sequences runs by itself: tables, files and predictions")
  func study() throws {
    let (files, output) = try Self.oneRank.get()
    #expect(output.contains("exact match") && output.contains("position accuracy"))
    let runs = String(decoding: try #require(files["results/runs.csv"]), as: UTF8.self)
    #expect(runs.contains(",exact-match,") && runs.contains(",position-accuracy,"))
    let table = String(decoding: try #require(files["results/table.md"]), as: UTF8.self)
    #expect(table.contains("several labels each"))

    let predictions = String(
      decoding: try #require(files["predictions/random/seed1.csv"]), as: UTF8.self)
    let rows = predictions.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let header = try #require(rows.first)
    #expect(
      header == [
        "sample", "truth", "prediction", "in_training", "probability_minority",
        "probability_1_burst", "probability_1_calm", "probability_2_burst", "probability_2_calm",
        "probability_3_burst", "probability_3_calm",
      ])
    #expect(rows.count == 1 + 12)
    for row in rows.dropFirst() {
      try #require(row.count == header.count)
      let numbers = row[4...].compactMap { Double($0) }
      try #require(numbers.count == 7)
      let calm = [numbers[2], numbers[4], numbers[6]]
      let minority: Double = 1 - calm[0] * calm[1] * calm[2]
      #expect(abs(numbers[0] - minority) < 1e-5)
      let predicted = stride(from: 1, to: 7, by: 2).map {
        numbers[$0] >= numbers[$0 + 1] ? "burst" : "calm"
      }
      #expect(row[2] == predicted.joined(separator: "|"))
      #expect(["yes", "no"].contains(row[3]))
      #expect(row[1].split(separator: "|").count == 3)
    }
  }

  @Test(
    "M1, A5: 2 and 3 ranks give the bytes of one",
    .enabled(if: Environment.hasLauncher, Environment.skip), arguments: [2, 3])
  func rankCount(_ ranks: Int) throws {
    let experiment = try Self.experiment()
    _ = try experiment.train(into: "run", ranks: ranks)
    expectSame(try experiment.lasting("run"), try Self.oneRank.get().files)
  }

  @Test("A plain decoder, weights per position and the reference's scores are single settings")
  func settings() throws {
    let experiment = try Self.experiment()
    let one = ["--set", "methods=[none]", "--set", "seeds=[1]"]
    _ = try experiment.train(into: "paper", one)
    let paper = try experiment.lasting("paper")
    let member = "units/none/seed1/member00/model.safetensors"
    for (name, setting) in [
      ("plain", "classifier.attention=none"), ("weights", "classifier.classWeights=per-position"),
      ("cells", "classifier.lstmFlavour=keras-relu"),
    ] {
      _ = try experiment.train(into: name, one + ["--set", setting])
      let other = try experiment.lasting(name)
      #expect(other[member] != paper[member], "\(setting)")
    }
    let scores = ["classifier.selectionMetric=position-f1", "classifier.f1LabelSet=sklearn-union"]
    _ = try experiment.train(into: "scores", one + scores.flatMap { ["--set", $0] })
    let curves = try experiment.text("scores/units/none/seed1/member00/curves.csv")
    #expect(curves.contains("validation_position_f1"))
  }

  @Test(
    "A6: with a shared model, the first member is the independent one, and the others go on from it"
  )
  func sharedMemberModel() throws {
    let experiment = try Self.experiment()
    let shared = ["--set", "ensemble.sharedMemberModel=true", "--set", "seeds=[1]"]
    let ending = try experiment.train(into: "shared", shared)
    #expect(ending.output.contains("random"))
    let independent = try Self.oneRank.get().files
    for method in ["none", "random", "gan-autoencoder"] {
      for file in ["model.safetensors", "probabilities.safetensors", "curves.csv"] {
        let first = try experiment.read("shared/units/\(method)/seed1/members/member00-\(file)")
        #expect(first == independent["units/\(method)/seed1/member00/\(file)"], "\(file)")
        let second = try experiment.read("shared/units/\(method)/seed1/members/member01-\(file)")
        #expect(second != independent["units/\(method)/seed1/member01/\(file)"], "\(file)")
      }
    }
    #expect(try experiment.text("shared/ledger.jsonl").count(of: "\n") == 4)
    // The same command again has nothing left to do and finds the same results.
    let results = try experiment.files(below: "shared/results")
    _ = try experiment.train(into: "shared", shared)
    expectSame(try experiment.files(below: "shared/results"), results)
    if Environment.hasLauncher {
      _ = try experiment.train(into: "ranks", shared, ranks: 3)
      expectSame(try experiment.lasting("ranks"), try experiment.lasting("shared"))
    }
  }

  @Test("The last label alone, as the reference code takes it, makes a study of one label")
  func lastLabel() throws {
    let experiment = try Self.experiment()
    let ending = try experiment.train(
      into: "run", ["--set", "data.label.position=-1", "--set", "methods=[none, random]"])
    #expect(!ending.output.contains("exact match"))
    #expect(
      try experiment.text("run/predictions/none/seed1.csv")
        .hasPrefix("sample,truth,prediction,probability_calm,probability_burst"))
  }

  @Test("A wrong choice of form, attention or metric is refused with the possible ones")
  func wrongChoices() throws {
    let experiment = try Self.experiment()
    for (setting, possible) in [
      ("classifier.form=seq2two", "seq2seq"), ("classifier.attention=much", "additive"),
      ("classifier.selectionMetric=accuracy", "position-f1"),
      ("classifier.f1LabelSet=all", "sklearn-union"), ("data.length.padding=middle", "front"),
    ] {
      let ending = try experiment.run(["train", "experiment.yaml", "--set", setting])
      #expect(ending.code == 78)
      #expect(ending.errors.contains(possible), "\(ending.errors)")
    }
  }
}
