import Differentiation
import Files
import Networks
import RandomStreams
import Sequences
import Tensors

/// Trains a sequence autoencoder on minority samples (spec/01 8.3).
///
/// A tenth of the samples is held out; every epoch passes over the others and then measures the mean
/// squared error on those. Values that were filled in have no part in either. All epochs are run, and
/// the model of the first with the least error is kept. Everything random in an epoch comes from
/// substreams named by its number.
package struct SequenceAutoencoderTrainer: Sendable {
  /// The model after the last epoch.
  private(set) var model: SequenceAutoencoderModel
  /// The model of the best epoch so far.
  private(set) var best: (model: SequenceAutoencoderModel, epoch: Int, loss: Double)?
  /// The losses of each epoch, the mean squared error per number in scaled units, and the mean over
  /// its updates of the Euclidean norm of the gradient before it is clipped.
  package private(set) var curves = NumberTable(
    columns: ["epoch", "trainingLoss", "heldOutLoss", "gradientNorm"])

  /// The samples that are held out.
  package let heldOut: [Int]
  /// The samples that are trained on.
  package let trainedOn: [Int]
  private let method: String
  private let data: SequenceAutoencoderTargets
  private let batchSize: Int
  private var optimiser: Adadelta<Float>
  private let stream: RandomStream

  /// A trainer before its first epoch.
  ///
  /// - Parameters:
  ///   - configuration: the settings.
  ///   - method: the oversampler that needs it, for errors.
  ///   - minority: the samples, at least two, in the units of the data.
  ///   - stream: the stream of this fit.
  /// - Throws: `SequenceAutoencoderError.tooFewSamples`.
  package init(
    _ configuration: SequenceAutoencoderConfiguration, for method: String,
    minority: SequenceDataset, stream: RandomStream
  ) throws {
    guard minority.count > 1 else {
      throw SequenceAutoencoderError.tooFewSamples(method: method, count: minority.count)
    }
    var draws = stream.substream("held-out")
    let order = draws.permutation(count: minority.count)
    let share = Int((configuration.heldOutShare * Double(minority.count)).rounded())
    let heldOutCount = min(max(1, share), minority.count - 1)
    heldOut = order.prefix(heldOutCount).sorted()
    trainedOn = order.dropFirst(heldOutCount).sorted()
    data = try SequenceAutoencoderTargets(
      minority, trainedOn: trainedOn, scaling: configuration.scaling)
    model = SequenceAutoencoderModel(
      configuration, scaling: data.scaling, stream: stream.substream("weights"))
    optimiser = Adadelta(
      learningRate: configuration.learningRate, rho: configuration.rho,
      epsilon: configuration.epsilon, clip: configuration.gradientClip)
    batchSize = configuration.batchSize
    self.method = method
    self.stream = stream
  }

  /// The state of the training; nil before the first epoch.
  var checkpoint: SequenceAutoencoderCheckpoint? {
    best.map { best in
      SequenceAutoencoderCheckpoint(
        parameters: model.parameters, optimiser: optimiser, curves: curves,
        best: (best.epoch, best.model.parameters))
    }
  }

  /// Goes on from a checkpoint of this very training; anything else changes nothing.
  mutating func restore(_ bytes: [UInt8]) {
    guard
      let checkpoint = try? SequenceAutoencoderCheckpoint(
        decoding: bytes, of: model, optimiser: optimiser, columns: curves.columns)
    else { return }
    var bestModel = model
    bestModel.parameters = checkpoint.best.parameters
    let epoch = checkpoint.best.epoch
    best = (bestModel, epoch, checkpoint.curves.rows[epoch - 1][2])
    model.parameters = checkpoint.parameters
    optimiser = checkpoint.optimiser
    curves = checkpoint.curves
  }

  /// How many bytes the weights take.
  var byteCount: Int { MemoryLayout<Float>.stride * model.parameters.count }

  /// The number of completed epochs.
  var epoch: Int { curves.rows.count }

  /// Trains for one epoch.
  ///
  /// - Throws: `SequenceAutoencoderError.diverged` if a loss is not a number.
  package mutating func trainEpoch() throws(SequenceAutoencoderError) {
    let epoch = epoch + 1
    var shuffle = stream.substream("order", epoch)
    let order = shuffle.permutation(count: trainedOn.count).map { trainedOn[$0] }
    var mean = WeightedMean()
    var norms = WeightedMean()
    for (index, batch) in Self.batches(order, size: batchSize).enumerated() {
      let (loss, weight, norm) = update(
        batch, mode: .training(stream.substream("dropout", epoch, index)))
      guard loss.isFinite else {
        throw .diverged(method: method, epoch: epoch, update: index + 1)
      }
      mean.add(loss, weight: weight)
      norms.add(norm, weight: 1)
    }
    let heldOutLoss = loss(of: heldOut)
    guard heldOutLoss.isFinite else { throw .diverged(method: method, epoch: epoch, update: nil) }
    curves.append([Double(epoch), mean.value, heldOutLoss, norms.value])
    if heldOutLoss < best?.loss ?? .infinity { best = (model, epoch, heldOutLoss) }
  }

  /// One update of the weights.
  private mutating func update(
    _ batch: [Int], mode: Mode
  ) -> (loss: Double, weight: Int, norm: Double) {
    // The tape and the variables end with this scope, so that the optimiser finds the weights
    // unshared and changes them in place.
    let (gradients, loss, weight) = {
      let tape = Tape<Float>()
      let weights = model.parameters.trainable(on: tape)
      let (loss, weight) = reconstructionError(of: batch, weights: weights, mode: mode)
      return (weights.gradients(of: loss, on: tape), Double(loss.value.item), weight)
    }()
    guard loss.isFinite else { return (loss, weight, .nan) }
    optimiser.update(&model.parameters, gradients: gradients)
    return (loss, weight, gradients.norm())
  }

  /// The mean squared error over some samples, without dropout.
  func loss(of samples: [Int]) -> Double {
    let weights = model.parameters.frozen
    var mean = WeightedMean()
    for batch in Self.batches(samples, size: SequenceAutoencoderModel.chunkSize) {
      let (loss, weight) = reconstructionError(of: batch, weights: weights, mode: .inference)
      mean.add(Double(loss.value.item), weight: weight)
    }
    return mean.value
  }

  /// The mean squared error of a batch over valid entries, and how much it counts beside others:
  /// by its events or, where some entries were not measured, by the others.
  private func reconstructionError(
    of batch: [Int], weights: Weights<Float>, mode: Mode
  ) -> (loss: Variable<Float>, weight: Int) {
    let inputs = SequenceBatch<Float>(data.inputs, batch, measured: data.measured)
    let targets = SequenceBatch<Float>(data.targets, batch)
    let codes = model.network.encode(
      Variable(inputs.events), lengths: inputs.lengths, weights: weights, mode: mode)
    let loss = model.network.decode(codes, lengths: inputs.lengths, weights: weights, mode: mode)
      .meanSquaredError(to: targets.events, lengths: inputs.lengths, measured: inputs.measured)
    // Without the memory for it, the mask may hold anything.
    let measured = inputs.measured.map { TensorMemory.wasRefused ? 0 : Int($0.sum()) }
    return (loss, measured ?? inputs.lengths.reduce(0) { $0 + Int($1) })
  }

  private static func batches(_ samples: [Int], size: Int) -> [[Int]] {
    stride(from: 0, to: samples.count, by: size).map {
      Array(samples[$0..<min($0 + size, samples.count)])
    }
  }
}

/// A mean of batches' means, each counted by its size.
private struct WeightedMean {
  private var sum = 0.0
  private var weight = 0

  var value: Double { sum / Double(max(1, weight)) }

  mutating func add(_ value: Double, weight: Int) {
    sum += value * Double(weight)
    self.weight += weight
  }
}
