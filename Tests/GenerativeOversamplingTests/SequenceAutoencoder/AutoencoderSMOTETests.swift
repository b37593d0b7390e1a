import Checkpoints
import Oversampling
import RandomStreams
import Sequences
import Tensors
import TestSupport
import Testing

@testable import GenerativeOversampling

@Suite("AE+SMOTE")
struct AutoencoderSMOTETests {
  private func method(
    _ change: (inout AutoencoderSMOTEConfiguration) -> Void = { _ in }
  ) -> AutoencoderSMOTEOversampler {
    var configuration = AutoencoderSMOTEConfiguration()
    configuration.autoencoder = TinyAutoencoder.configuration
    change(&configuration)
    return AutoencoderSMOTEOversampler(configuration)
  }

  @Test("Rule 5b: lengths lie between the parents', labels are the nearer one's")
  func lengths() throws {
    let run = try FittedMethod(method(), TinyAutoencoder.training([30, 8, 6]))
    let data = run.training.dataset
    let synthesis = try run.synthesise()
    let samples = try #require(synthesis.samples)
    #expect(samples.count == 3 * 14)
    let minority = Array(30..<44)
    let model = try SequenceAutoencoderModel(
      safetensors: run.fitted.model, for: AutoencoderSMOTEOversampler.name)
    let points = try SMOTE(neighbours: 5, bases: .cycled).synthesise(
      42, minority: model.codes(of: data, minority), stream: RandomStream(seed: 2))
    for sample in 0..<42 {
      let (base, partner) = (minority[points.bases[sample]], minority[points.partners[sample]])
      let (from, to) = (Double(data.lengths[base]), Double(data.lengths[partner]))
      let expected = (from + Double(points.gaps[sample]) * (to - from)).rounded()
      #expect(samples.lengths[sample] == Int(expected))
      let source = points.gaps[sample] <= 0.5 ? base : partner
      #expect(synthesis.sources[sample] == source)
      #expect(samples.labels[sample] == data.labels[source])
    }
    #expect(samples.values == model.events(of: points.points, lengths: samples.lengths))
    #expect(Set(samples.lengths).count > 2)
  }

  @Test("A16: a code that is a sample's own decodes to that sample's reconstruction")
  func ownCode() throws {
    // Equal samples: every new code is theirs, wherever it lies on the way.
    let wave: [Float] = [100, 3, 104, 2, 110, 5]
    let data = try SequenceDataset(
      featureNames: ["a", "b"], classNames: ["calm", "surge"],
      values: Array(repeating: wave, count: 14).flatMap(\.self),
      lengths: Array(repeating: 3, count: 14),
      labels: Array(repeating: 0, count: 10) + Array(repeating: 1, count: 4))
    let run = try FittedMethod(method(), TrainingSplit(data))
    let model = try SequenceAutoencoderModel(
      safetensors: run.fitted.model, for: AutoencoderSMOTEOversampler.name)
    let reconstruction = model.events(of: model.codes(of: data, [12]), lengths: [3])
    let samples = try #require(try run.synthesise().samples)
    for sample in 0..<samples.count {
      #expect(Array(samples.sequence(at: sample)) == reconstruction)
    }
    // Values in the units of the data: between the least and the greatest of each feature.
    for (place, value) in reconstruction.enumerated() {
      let range: ClosedRange<Float> = place % 2 == 0 ? 100...110 : 2...5
      #expect(range.contains(value))
    }
  }

  @Test("Balance fills the gap, also from a member's part of the majority")
  func balance() throws {
    let run = try FittedMethod(method { $0.count = .balance }, TinyAutoencoder.training([30, 12]))
    #expect(try run.synthesise().samples?.count == 18)
    let part = run.training.dataset.subset(Array(15..<42))
    #expect(try run.synthesise(for: part).samples?.count == 3)
    #expect(try run.synthesise(for: run.training.dataset.subset(Array(20..<42))).samples == nil)
  }

  @Test("The majority has no influence on the model")
  func minorityOnly() throws {
    let training = try TinyAutoencoder.training([30, 12])
    var values = Array(training.dataset.values)
    for index in 0..<training.dataset.starts[30] * 2 { values[index] = -1000 }
    let other = try TrainingSplit(training.dataset.replacingValues(values))
    #expect(
      try FittedMethod(method(), training).fitted.model
        == (try FittedMethod(method(), other).fitted.model))
  }

  @Test("A model is read as it was written, and another format or other data are refused")
  func foreignModels() throws {
    var run = try FittedMethod(method(), TinyAutoencoder.training())
    let model = try SequenceAutoencoderModel(safetensors: run.fitted.model, for: "ae-smote")
    #expect(try model.safetensors() == run.fitted.model)
    let narrow = try SequenceDataset(
      featureNames: ["sine"], classNames: ["calm", "surge", "drop"], values: [1, 2, 3, 4],
      lengths: [1, 2, 1], labels: [0, 1, 1])
    #expect(
      throws: SequenceAutoencoderError.featureCount(method: "ae-smote", model: 2, data: 1)
    ) { try run.synthesise(for: narrow) }
    var bytes = run.fitted.model
    let mark = Array("sequence-autoencoder.1".utf8)
    let place = try #require(bytes.indices.first { bytes[$0...].starts(with: mark) })
    bytes[place] = UInt8(ascii: "x")
    run.fitted.model = bytes
    let error = #expect(throws: OversamplingError.self) { try run.synthesise() }
    #expect(try #require(error).description.contains("its format is"))
  }

  @Test("What progress throws ends the fit, and it is told after every epoch")
  func progress() throws {
    struct Stop: Error {}
    let training = try TinyAutoencoder.training()
    let vocabulary = try LabelVocabulary(training)
    var reports: [Double] = []
    #expect(throws: Stop.self) {
      try method { $0.autoencoder.epochs = 4 }.fit(
        training, vocabulary: vocabulary, stream: RandomStream(seed: 1),
        monitor: TrainingMonitor(report: { share in
          reports.append(share)
          if share > 0.6 { throw Stop() }
        }))
    }
    #expect(reports == [0.25, 0.5, 0.75])
  }

  @Test("E13: impossible settings are told about, with their key")
  func problems() {
    var configuration = AutoencoderSMOTEConfiguration()
    #expect(configuration.problems() == [])
    configuration.neighbours = 0
    configuration.autoencoder.hidden = 0
    configuration.autoencoder.heldOutShare = 1
    configuration.autoencoder.inputDropout = 1
    configuration.autoencoder.learningRate = 0
    let keys = configuration.problems().map { $0.prefix { $0 != " " } }
    #expect(
      keys == [
        "neighbours", "autoencoder.hidden", "autoencoder.inputDropout", "autoencoder.heldOutShare",
        "autoencoder.learningRate",
      ])
  }
}
