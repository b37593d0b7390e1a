import Classification
import Foundation
import Testing

@Suite("Classifier configuration")
struct ClassifierConfigurationTests {
  @Test("Every setting survives writing and reading")
  func roundTrip() throws {
    var configuration = ClassifierConfiguration()
    configuration.hidden = 3
    configuration.layers = 4
    configuration.dense = 5
    configuration.denseActivation = .none
    configuration.lstmFlavour = .kerasTanh
    configuration.inputDropout = 0.1
    configuration.recurrentDropout = 0.15
    configuration.denseDropout = 0.25
    configuration.classWeights = .none
    configuration.inputScaling = .unitRange
    configuration.epochs = 6
    configuration.batchSize = 7
    configuration.evaluationBatchSize = 8
    configuration.learningRate = 0.5
    configuration.rho = 0.9
    configuration.epsilon = 1e-6
    configuration.gradientClip = 10
    let data = try JSONEncoder().encode(configuration)
    #expect(try JSONDecoder().decode(ClassifierConfiguration.self, from: data) == configuration)
    #expect(configuration.problems().isEmpty)
  }

  @Test("E13: an unknown name of a choice and a wrong type are refused")
  func wrongValues() throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let good = String(decoding: try encoder.encode(ClassifierConfiguration()), as: UTF8.self)
    for (old, new) in [
      (#""denseActivation":"relu""#, #""denseActivation":"gelu""#),
      (#""hidden":64"#, #""hidden":"many""#), (#""epochs":100"#, #""epochs":1.5"#),
    ] {
      let text = good.replacing(old, with: new)
      #expect(text != good)
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(ClassifierConfiguration.self, from: Data(text.utf8))
      }
    }
  }

  @Test("Values out of range are named in a sentence each")
  func problems() {
    var configuration = ClassifierConfiguration()
    #expect(configuration.problems().isEmpty)
    configuration.layers = 0
    configuration.inputDropout = 1
    configuration.learningRate = -.infinity
    configuration.rho = .nan
    let problems = configuration.problems()
    #expect(problems.count == 4)
    for (problem, name) in zip(problems, ["layers", "inputDropout", "rho", "learningRate"]) {
      #expect(problem.hasPrefix("\(name) is "))
    }
  }
}
