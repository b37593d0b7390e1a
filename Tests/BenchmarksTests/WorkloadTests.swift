import Foundation
import GenerativeOversampling
import Networks
import Tensors
import Testing

@testable import Benchmarks

@Suite struct WorkloadTests {
  @Test("Names are different and found; others are not")
  func names() {
    #expect(Set(Workload.all.map(\.name)).count == Workload.all.count)
    for workload in Workload.all {
      #expect(Workload.named(workload.name)?.summary == workload.summary)
    }
    #expect(Workload.named("lstm") == nil)
  }

  @Test("The lengths of the ragged sequences are NumPy's")
  func lengths() {
    #expect(raggedLengths.count == 1024)
    #expect(raggedLengths.prefix(4) == [60, 49, 91, 59])
    #expect(raggedLengths.reduce(0, +) == 72428)
    #expect(raggedLengths.min() == 2 && raggedLengths.max() == 600)
  }

  @Test("Multiply-adds are those that the mathematics needs")
  func multiplyAdds() {
    // One layer, one event: 3 x 8 for the input and again for its weight's gradient; no state. The
    // dense layer: 2 x 2, thrice.
    #expect(
      ClassifierShape(features: 3, hidden: 2, layers: 1).multiplyAdds(samples: 1, events: 1)
        == 2 * 24 + 3 * 4)
    // A second event adds the state's products, thrice; a second layer's input has a gradient too.
    #expect(
      ClassifierShape(features: 3, hidden: 2, layers: 2).multiplyAdds(samples: 1, events: 2)
        == 2 * 2 * 24 + 3 * 16 + 3 * 2 * 16 + 3 * 16 + 3 * 4)
    // Per event of sentiment-classifier: 300 inputs and two layers of 64.
    let sentiment = ClassifierShape(features: 300, hidden: 64, layers: 3)
      .multiplyAdds(samples: 128, events: 128 * 600)
    let perEvent = 256 * (2 * 300 + 3 * 64) + 2 * 256 * (3 * 64 + 3 * 64)
    #expect(sentiment == 128 * 600 * perEvent - 128 * 3 * 3 * 64 * 256 + 128 * 3 * 64 * 2)
  }

  @Test("A classifier's step computes its loss and the gradient of every parameter")
  func classifier() {
    let step = ClassifierStep(
      ClassifierShape(features: 3, hidden: 4, layers: 2), batch: 8, time: 5)
    let (loss, gradients) = step.result()
    #expect(loss > 0.3 && loss < 2)
    expectWork(gradients, for: step.parameters)
  }

  @Test("A critic's step computes its losses and the gradient of every parameter but the last bias")
  func critic() {
    var step = CriticStep(batch: 8, time: 5, hidden: 4, layers: 2)
    let (losses, gradients) = step.result()
    #expect(abs(losses.total - (losses.adversarial + 10 * losses.penalty)) < 1e-4)
    #expect(losses.penalty > 0)
    // The bias of the value moves real and fake alike and the slope not at all.
    expectWork(gradients, for: step.parameters, except: ["critic.value.bias"])
    let second = step.result().losses
    #expect(second.adversarial == losses.adversarial && second.penalty != losses.penalty)
  }

  @Test("A ragged epoch computes all samples once, in full batches, without equal batches twice")
  func ragged() throws {
    var epoch = try RaggedEpoch(
      ClassifierShape(features: 3, hidden: 4, layers: 2), lengths: Array(raggedLengths.prefix(40)),
      batch: 16)
    let first = epoch.results()
    #expect(first.map(\.samples).sorted() == [8, 16, 16])
    #expect(first.allSatisfy { $0.loss > 0.3 && $0.loss < 2 && $0.gradients.count == 8 })
    #expect(epoch.results().map(\.loss) != first.map(\.loss))
  }

  @Test("Resampling adds what the minority lacks", arguments: [Resampling.Method.smote, .adasyn])
  func resampling(_ method: Resampling.Method) throws {
    let (points, classes) = try Resampling(
      method, majority: 40, minority: 10, dimensions: 3, neighbours: 2
    ).result()
    #expect(points.shape == [80, 3])
    #expect(classes.count { $0 == 0 } == 40 && classes.count { $0 == 1 } == 40)
    #expect(Set(points.scalars.suffix(90)).count > 45)
  }

  @Test("A member's epoch and the GAN's epochs train")
  func training() throws {
    var epoch = try MemberEpoch(majority: 40, minority: 20, time: 4, features: 3)
    let (first, second) = (try epoch.result().loss, try epoch.result().loss)
    #expect(first.isFinite && second.isFinite && first != second)
    var labels = try MemberEpoch(majority: 40, minority: 20, time: 4, features: 3, labels: 4)
    let (one, two) = (try labels.result().loss, try labels.result().loss)
    #expect(one.isFinite && two.isFinite && one != two)
    let gan = try GANEpochs(2, minority: 12, time: 3, features: 2)
    #expect(try gan.fit(epochs: 2).curves.rows.count == 2)
    let labelled = try GANEpochs(2, minority: 12, time: 3, features: 2, labels: 4)
    let model = String(decoding: try labelled.fit(epochs: 2).model, as: UTF8.self)
    #expect(model.contains("decoder.labels.layer"))
  }

  @Test("An autoencoder's epoch trains, and its multiply-adds are those that the mathematics needs")
  func autoencoder() throws {
    var epoch = try AutoencoderEpoch(minority: 20, time: 4, features: 3)
    let (first, second) = (try epoch.result(), try epoch.result())
    #expect(first.count == 2 && (first + second).allSatisfy { $0 > 0 && $0.isFinite })
    #expect(first != second)
    // One layer of 2 units on one feature, 1 sample of 2 events, forwards: inputs 2 x 1 x 8 and a state
    // 2 x 8; attention 2 x (4 + 2 + 2); two decoders of inputs 2 x 2 x 8 and a state; dense 2 x 4 x 1.
    var configuration = SequenceAutoencoderConfiguration()
    (configuration.hidden, configuration.layers) = (2, 1)
    let forward = AutoencoderEpoch.multiplyAdds(configuration, 1, 2, 1, passes: 1)
    #expect(forward == 16 + 16 + 16 + 2 * (32 + 16) + 8)
    // With gradients all thrice, but for the network's own input.
    let training = AutoencoderEpoch.multiplyAdds(configuration, 1, 2, 1, passes: 3)
    #expect(training == 2 * 16 + 3 * (16 + 16 + 2 * (32 + 16) + 8))
  }

  @Test(
    "Each method's workload makes the samples that it is measured by",
    arguments: ["smote", "ae-smote", "ae-adasyn", "gan-autoencoder"])
  func synthesis(method: String) throws {
    let work = try MemberSynthesis(
      method, majority: 40, minority: 12, time: 3, features: 2)
    let samples = try #require(try work.result().samples)
    #expect(samples.count == work.samples)
    #expect(samples.count == (method == "ae-adasyn" ? 28 : 36))
    #expect(
      try Measurement(of: work, named: "x", repetitions: 1).line.contains("cpu_us_per_sample"))
  }

  @Test("A square product is a product")
  func product() {
    var work = SquareProduct(3)
    work.run()
    #expect(work.product.scalars.contains { $0 != 0 })
    #expect(work.multiplyAdds == 27)
  }

  @Test("A measurement is a line of JSON with positive figures")
  func line() throws {
    let measurement = try Measurement(
      of: ClassifierStep(ClassifierShape(features: 3, hidden: 4, layers: 1), batch: 64, time: 20),
      named: "tiny", repetitions: 2)
    #expect(!measurement.line.contains("\n"))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(measurement.line.utf8)) as? [String: Any])
    #expect(object["peer"] as? String == "counterweight")
    #expect(object["workload"] as? String == "tiny")
    for key in ["cpu_ms", "wall_ms", "gflops", "start_bytes", "peak_bytes"] {
      #expect(try #require(object[key] as? Double) > 0, "\(key) in \(measurement.line)")
    }
  }

  /// Expects a gradient of each parameter's shape that is neither 0 throughout nor anywhere infinite.
  private func expectWork(
    _ gradients: [Tensor<Float>], for parameters: Parameters<Float>, except: Set<String> = []
  ) {
    #expect(gradients.count == parameters.names.count)
    for (index, name) in parameters.names.enumerated() where index < gradients.count {
      #expect(gradients[index].shape == parameters.tensors[index].shape, "\(name)")
      #expect(!gradients[index].scalars.contains { !$0.isFinite }, "\(name)")
      if !except.contains(name) {
        #expect(gradients[index].scalars.contains { $0 != 0 }, "\(name)")
      }
    }
  }
}
