import Foundation
import Testing

@testable import Projections

@Suite("Settings of t-SNE")
struct TSNEConfigurationTests {
  @Test("A45: the defaults are the study's: perplexity 30, 1000 iterations")
  func defaults() throws {
    let configuration = TSNEConfiguration()
    #expect(configuration.problems().isEmpty)
    #expect(configuration.perplexity == 30)
    #expect(configuration.iterations == 1000)
    #expect(configuration.exaggerationIterations == 250)
    #expect(configuration.earlyExaggeration == 12)
    let written = try JSONEncoder().encode(configuration)
    let text = String(decoding: written, as: UTF8.self)
    #expect(text.contains("\"learningRate\":\"auto\"") && text.contains("\"barnes-hut\""))
    #expect(try JSONDecoder().decode(TSNEConfiguration.self, from: written) == configuration)
  }

  @Test("The automatic learning rate grows with the samples, from 50")
  func learningRate() throws {
    let automatic = TSNELearningRate.automatic
    #expect(automatic.rate(samples: 1000, earlyExaggeration: 12) == 50)
    #expect(automatic.rate(samples: 9600, earlyExaggeration: 12) == 200)
    #expect(TSNELearningRate.fixed(7).rate(samples: 9600, earlyExaggeration: 12) == 7)
    #expect(try read("[\"auto\", 12.5]") == [.automatic, .fixed(12.5)])
    #expect(throws: DecodingError.self) { try read("[\"fast\"]") }
  }

  @Test("Each senseless setting is named", arguments: SenselessSetting.all)
  func problems(senseless: SenselessSetting) {
    var configuration = TSNEConfiguration()
    senseless.change(&configuration)
    let problems = configuration.problems()
    #expect(problems.count == 1)
    #expect(problems.first?.hasPrefix("\(senseless.name) is ") == true)
  }

  @Test("E1: t-SNE refuses senseless settings before it starts")
  func refused() {
    var configuration = TSNEConfiguration()
    configuration.perplexity = 0
    configuration.angle = 3
    #expect(
      throws: ProjectionError.setting(
        "t-SNE: " + configuration.problems().joined(separator: " "))
    ) {
      try TSNE(configuration).map(.zeros([100, 2]), stream: .init(seed: 1))
    }
    #expect(configuration.problems().count == 2)
  }

  private func read(_ text: String) throws -> [TSNELearningRate] {
    try JSONDecoder().decode([TSNELearningRate].self, from: Data(text.utf8))
  }
}

/// One setting out of its range.
struct SenselessSetting: CustomTestStringConvertible, Sendable {
  var name: String
  var change: @Sendable (inout TSNEConfiguration) -> Void
  var testDescription: String { name }

  static let all: [SenselessSetting] = [
    SenselessSetting(name: "perplexity") { $0.perplexity = 0.9 },
    SenselessSetting(name: "perplexity") { $0.perplexity = .nan },
    SenselessSetting(name: "iterations") { $0.iterations = 0 },
    SenselessSetting(name: "exaggerationIterations") { $0.exaggerationIterations = -1 },
    SenselessSetting(name: "earlyExaggeration") { $0.earlyExaggeration = 0.5 },
    SenselessSetting(name: "learningRate") { $0.learningRate = .fixed(0) },
    SenselessSetting(name: "earlyMomentum") { $0.earlyMomentum = 1 },
    SenselessSetting(name: "momentum") { $0.momentum = -0.1 },
    SenselessSetting(name: "angle") { $0.angle = 1.1 },
  ]
}
