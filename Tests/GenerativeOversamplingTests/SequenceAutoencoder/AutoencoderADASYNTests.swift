import Oversampling
import RandomStreams
import Sequences
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

@Suite("AE+ADASYN")
struct AutoencoderADASYNTests {
  private func method(
    _ change: (inout AutoencoderADASYNConfiguration) -> Void = { _ in }
  ) -> AutoencoderADASYNOversampler {
    var configuration = AutoencoderADASYNConfiguration()
    configuration.autoencoder = TinyAutoencoder.configuration
    change(&configuration)
    return AutoencoderADASYNOversampler(configuration)
  }

  @Test("A15: beta, threshold and exactTotal decide how many are made")
  func counts() throws {
    let run = try FittedMethod(method(), TinyAutoencoder.training([33, 12]))
    func count(_ change: (inout AutoencoderADASYNConfiguration) -> Void) throws -> Int {
      try run.synthesise(by: method(change)).samples?.count ?? 0
    }
    #expect(try count { $0.exactTotal = true } == 21)
    #expect((21 - 6...21 + 6).contains(try count { _ in }))
    #expect(
      try count {
        $0.exactTotal = true
        $0.beta = 0.5
      } == 10)
    #expect(try count { $0.beta = 0 } == 0)
    #expect(try count { $0.threshold = 0.3 } == 0)
    #expect(method().synthesisCount(minorities: [12], majority: 33) == 15...27)
    #expect(
      method { $0.exactTotal = true }.synthesisCount(minorities: [12], majority: 33) == 21...21)
    #expect(method().synthesisCount(minorities: [40, 1], majority: 33) == 0...0)
  }

  @Test("A14: codes are those of ADASYN among all of the member's codes")
  func codes() throws {
    let run = try FittedMethod(method(), TinyAutoencoder.training([30, 12]))
    let data = run.training.dataset
    let model = try SequenceAutoencoderModel(safetensors: run.fitted.model, for: "ae-adasyn")
    var adasyn = ADASYN()
    adasyn.rounding = .halfToEven
    let points = try adasyn.synthesise(
      18, minority: model.codes(of: data, Array(30..<42)),
      majority: model.codes(of: data, Array(0..<30)),
      stream: RandomStream(seed: 2).substream("class", 0))
    let synthesis = try run.synthesise()
    let samples = try #require(synthesis.samples)
    #expect(samples.values == model.events(of: points.points, lengths: samples.lengths))
    #expect(synthesis.sources == points.nearerEnds.map { 30 + $0 })
    #expect(samples.labels.allSatisfy { $0 == 1 })
    #expect(synthesis.replacement == nil)
  }

  @Test("Several minority classes: each is filled up on its own, against all others")
  func severalClasses() throws {
    let run = try FittedMethod(
      method { $0.exactTotal = true }, TinyAutoencoder.training([30, 14, 8]))
    let synthesis = try run.synthesise()
    let samples = try #require(synthesis.samples)
    #expect(samples.labels.count { $0 == 1 } == 16)
    #expect(samples.labels.count { $0 == 2 } == 22)
    #expect(samples.labels == synthesis.sources.map { run.training.dataset.labels[$0] })
  }

  @Test("A class of one sample is left alone, and a sentence says so")
  func singleOfItsClass() throws {
    let run = try FittedMethod(
      method { $0.exactTotal = true }, TinyAutoencoder.training([30, 9, 1]))
    let synthesis = try run.synthesise()
    #expect(synthesis.samples?.count == 21)
    #expect(synthesis.warnings.count == 1)
    #expect(synthesis.warnings[0].hasPrefix("Label drop: There is one sample only"))
  }

  @Test("A15: without a majority neighbour the samples are made by SMOTE, and a warning says so")
  func noBorder() throws {
    // Six equal minority samples, and six others: each has five of its own at no distance.
    let values: [Float] =
      Array(repeating: -9, count: 60) + Array(repeating: 0, count: 12)
      + Array(repeating: 1, count: 12)
    let data = try SequenceDataset(
      featureNames: ["a"], classNames: ["calm", "surge"], values: values,
      lengths: Array(repeating: 2, count: 42),
      labels: Array(repeating: 0, count: 30) + Array(repeating: 1, count: 12))
    let run = try FittedMethod(method(), TrainingSplit(data))
    let synthesis = try run.synthesise()
    #expect(synthesis.samples?.count == 18)
    #expect(synthesis.warnings == [InterpolationNote.noMajorityNeighbour.description])
  }

  @Test("Shares that all round to nothing are told about")
  func nothingLeft() throws {
    // Thirty samples and one to make: no base's share reaches a half.
    let run = try FittedMethod(method(), TinyAutoencoder.training([31, 30]))
    let synthesis = try run.synthesise()
    #expect(synthesis.samples == nil)
    #expect(synthesis.warnings.count == 1 && synthesis.warnings[0].contains("set exactTotal"))
  }

  @Test("A16, D29: replaceReal gives reconstructions of all real samples; else they are untouched")
  func replaceReal() throws {
    let run = try FittedMethod(method(), TinyAutoencoder.training([30, 12]))
    let data = run.training.dataset
    let synthesis = try run.synthesise(by: method { $0.replaceReal = true })
    let replacement = try #require(synthesis.replacement)
    #expect(replacement.labels == data.labels && replacement.lengths == data.lengths)
    let model = try SequenceAutoencoderModel(safetensors: run.fitted.model, for: "ae-adasyn")
    #expect(
      replacement.values
        == model.events(of: model.codes(of: data, Array(0..<42)), lengths: data.lengths))
    #expect(synthesis.samples == (try run.synthesise().samples))
    #expect(method { $0.replaceReal = true }.warning(minority: 12)?.contains("replaceReal") == true)
  }

  @Test("D28: with the reference code's scaling, samples come out between -1 and 1")
  func codeScaling() throws {
    let method = method { $0.autoencoder.scaling = .code }
    let run = try FittedMethod(method, TinyAutoencoder.training([30, 12]))
    let samples = try #require(try run.synthesise().samples)
    #expect(samples.values.allSatisfy { abs($0) <= 1 })
    #expect(method.warning(minority: 12)?.contains("not in the units of the data") == true)
    let usual = try FittedMethod(self.method(), TinyAutoencoder.training([30, 12]))
    #expect(try #require(try usual.synthesise().samples).values.allSatisfy { $0 > 70 && $0 < 130 })
  }

  @Test("E13: impossible settings are told about, with their key")
  func problems() {
    var configuration = AutoencoderADASYNConfiguration()
    #expect(configuration.problems() == [])
    configuration.beta = 1.5
    configuration.threshold = 0
    configuration.neighbours = -1
    configuration.autoencoder.epochs = 0
    let keys = configuration.problems().map { $0.prefix { $0 != " " } }
    #expect(keys == ["neighbours", "beta", "threshold", "autoencoder.epochs"])
  }
}
