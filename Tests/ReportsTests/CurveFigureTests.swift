import Files
import Foundation
import Testing

@testable import Reports

@Suite("Figures of training curves")
struct CurveFigureTests {
  private static let columns = [
    "generatorLoss", "generatorAdversarial", "criticLoss", "criticAdversarial", "gradientPenalty",
    "autoencoderLoss", "generatorGradient", "criticGradient", "autoencoderGradient",
    "distanceRatio", "coverage",
  ]

  /// Curves of a GAN whose values are those of `value(epoch, column)`.
  private func curves(
    _ method: String, seed: UInt64 = 1, epochs: Int, classes: [Double]? = nil,
    columns: [String] = columns, value: (Int, String) -> Double
  ) -> RunDetails.Curves {
    var table = NumberTable(
      columns: ["epoch"] + (classes == nil ? [] : ["class"]) + columns)
    for id in classes ?? [0] {
      for epoch in 1...epochs {
        table.append(
          [Double(epoch)] + (classes == nil ? [] : [id])
            + columns.map { (id + 1) * value(epoch, $0) })
      }
    }
    return RunDetails.Curves(method: method, seed: seed, isMember: false, table: table)
  }

  private func figures(_ curves: [RunDetails.Curves]) throws -> [(name: String, svg: String)] {
    let summary = try StudySummary(PredictedStudy.record())
    return RunDetails(curves: curves).modelFigures(summary).map {
      ($0.figure.name, $0.figure.element)
    }
  }

  private func lines(_ svg: String) -> [String] {
    svg.split(separator: "\n").filter { $0.contains("line thin") }.map(String.init)
  }

  @Test("a GAN has its gap, penalty and reconstruction, its samples' diversity and its gradients")
  func gan() throws {
    let all = [1, 2].map { seed in
      curves("gan", seed: seed, epochs: 300) { epoch, column in
        ["distanceRatio", "coverage"].contains(column) && !epoch.isMultiple(of: 30)
          ? .nan : column == "criticAdversarial" ? -2 : 0.5
      }
    }
    let drawn = try figures(all)
    #expect(
      drawn.map(\.name) == ["model-gan-losses", "model-gan-gradients", "model-gan-diversity"])
    let panels = [
      ["critic gap", "gradient penalty", "reconstruction error"],
      ["generator&#39;s gradient", "critic&#39;s gradient", "autoencoder&#39;s gradient"],
      ["distance ratio", "coverage"],
    ]
    for (figure, titles) in zip(drawn, panels) {
      for title in titles { #expect(figure.svg.contains(">\(title)<"), "\(title)") }
      #expect(!figure.svg.contains("nan"))
    }
    // A line per seed and panel; sparse ones go through the points that there are, with marks.
    let sparse = lines(drawn[2].svg)
    #expect(sparse.count == 4)
    #expect(sparse.allSatisfy { $0.filter { $0 == "L" }.count == 9 })
    #expect(lines(drawn[0].svg).allSatisfy { $0.filter { $0 == "L" }.count == 99 })
  }

  @Test("the gap is what the critic tells apart: the other sign of its loss")
  func gap() throws {
    let falling = curves("gan", epochs: 2) { epoch, column in
      column == "criticAdversarial" ? (epoch == 1 ? -3 : -1) : 0
    }
    let losses = try #require(try figures([falling]).first)
    let line = try #require(lines(losses.svg).first)
    let ys = line.split(whereSeparator: { "ML\"".contains($0) }).compactMap { part -> Double? in
      let numbers = part.split(separator: " ").compactMap { Double($0) }
      return numbers.count == 2 ? numbers[1] : nil
    }
    // Down on the page.
    #expect(ys.count == 2 && ys[0] < ys[1])
  }

  @Test("figures of trainings are files of the results, that of times is one beside them")
  func files() throws {
    var member = curves("none", epochs: 3, columns: ["training_loss", "validation_f1"]) { _, _ in 1
    }
    member.isMember = true
    let details = RunDetails(
      costs: [
        .init(
          method: "none", isPrediction: true, rank: 1, host: "h", wallSeconds: 2,
          processorSeconds: 2)
      ], curves: [member, curves("a / b", epochs: 3, columns: ["loss"]) { _, _ in 1 }])
    let report = try StudyReport(PredictedStudy.record())
    #expect(
      details.resultFiles(report).map(\.name) == [
        "figures/members-validation-f1.svg", "figures/members-training-loss.svg",
        "figures/model-a---b.svg",
      ])
    #expect(details.timingFiles(report).map(\.name) == ["time.svg"])
    #expect(RunDetails().resultFiles(report).isEmpty && RunDetails().timingFiles(report).isEmpty)
  }

  /// The curves of members, a method each, whose loss is the value times `scale` in every epoch.
  private func members(_ scales: [(method: String, scale: Double)], epochs: Int)
    -> [RunDetails.Curves]
  {
    scales.flatMap { method, scale in
      [1, 2].map { (seed: UInt64) in
        var member = curves(
          method, seed: seed, epochs: epochs, columns: ["training_loss", "validation_f1"]
        ) { epoch, column in
          column == "training_loss" ? scale * (Double(seed) + Double(epoch)) : min(1, scale * 0.1)
        }
        member.isMember = true
        return member
      }
    }
  }

  /// The labels of the ticks at the left of a figure's panels, one list for each panel.
  private func scales(_ svg: String, panels: Int) -> [[Substring]] {
    let labels = svg.split(separator: "\n").filter { $0.contains("small muted end") }
      .compactMap { $0.split(separator: ">").dropFirst().first?.split(separator: "<").first }
    guard panels > 0, labels.count.isMultiple(of: panels) else { return [] }
    let size = labels.count / panels
    return (0..<panels).map { Array(labels[($0 * size)..<(($0 + 1) * size)]) }
  }

  @Test("members: all panels have one scale, also where a method never finds anything")
  func commonScale() throws {
    let summary = try StudySummary(PredictedStudy.record())
    let near = members([("none", 1), ("a & <b>", 4)], epochs: 5)
    let drawn = RunDetails(curves: near).memberFigures(summary)
    #expect(drawn.map(\.figure.name) == ["members-validation-f1", "members-training-loss"])
    for (figure, caption) in drawn {
      let scales = scales(figure.element, panels: 2)
      #expect(scales.count == 2 && scales.first == scales.last && scales[0].count > 2)
      #expect(caption.hasSuffix("All panels have the same scale."))
      #expect(caption.contains("the band from least to greatest"))
    }
    let zero = RunDetails(curves: members([("none", 1), ("a & <b>", 0)], epochs: 5))
      .memberFigures(summary)
    #expect(zero[0].caption.contains("the same scale"))
  }

  @Test("members: losses orders of magnitude apart have scales of their own, and it is said")
  func scalesApart() throws {
    let summary = try StudySummary(PredictedStudy.record())
    let far = members([("none", 1), ("a & <b>", 1000)], epochs: 5)
    let loss = try #require(RunDetails(curves: far).memberFigures(summary).last)
    #expect(loss.caption.contains("Each panel has a scale of its own"))
    let scales = scales(loss.figure.element, panels: 2)
    #expect(scales.first != scales.last)
  }

  @Test("a single epoch is a mark with a line from least to greatest, and the only tick")
  func singleEpoch() throws {
    let summary = try StudySummary(PredictedStudy.record())
    let one = members([("none", 1), ("a & <b>", 2)], epochs: 1)
    let loss = try #require(RunDetails(curves: one).memberFigures(summary).last)
    let svg = loss.figure.element
    // A mark beside that of the title, in each panel.
    #expect(svg.ranges(of: "fill soft").count == 2)
    #expect(svg.ranges(of: " thick\"").count == 2)
    #expect(svg.ranges(of: ">1</text>").count >= 2 && !svg.contains(">0.96<"))
    #expect(loss.caption.hasPrefix("There is a single epoch"))
  }

  @Test("a model of a single epoch has a mark per seed, and its caption says so")
  func singleEpochOfModel() throws {
    let summary = try StudySummary(PredictedStudy.record())
    let short = RunDetails(curves: [1, 2].map { curves("gan", seed: $0, epochs: 1) { _, _ in 1 } })
    let long = RunDetails(curves: [curves("gan", epochs: 2) { _, _ in 1 }])
    #expect(
      short.modelFigures(summary).allSatisfy {
        $0.caption.hasPrefix("There is a single epoch, a mark per seed")
      })
    #expect(long.modelFigures(summary).allSatisfy { $0.caption.hasPrefix("A line per seed") })
  }

  @Test("models of several classes have a line each, and no panel of class numbers")
  func classes() throws {
    let drawn = try figures([curves("gan", epochs: 5, classes: [1, 2]) { _, _ in 1 }])
    #expect(lines(drawn[2].svg).count == 4)
    #expect(!drawn.contains { $0.svg.contains(">class<") })
  }

  @Test("other models show every column; columns without values are left out")
  func others() throws {
    let drawn = try figures([
      curves("ae", epochs: 5, columns: ["trainingLoss", "gradientNorm", "empty"]) { _, column in
        column == "empty" ? .nan : 1
      },
      curves("gan", epochs: 5) { _, column in column == "coverage" ? 1 : .nan },
    ])
    #expect(drawn.map(\.name) == ["model-ae", "model-gan-diversity"])
    #expect(drawn[0].svg.contains(">training loss<") && drawn[0].svg.contains(">gradient norm<"))
    #expect(!drawn[0].svg.contains(">empty<") && !drawn[1].svg.contains(">distance ratio<"))
  }
}
