import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors

/// A sequence autoencoder with its weights and the scaling of its data: samples to codes and back.
struct SequenceAutoencoderModel: Sendable {
  /// Samples that go through the network together: a matter of memory, but a constant, because
  /// matrix products round differently for another number.
  static let chunkSize = 256

  /// What the network was made from.
  let configuration: SequenceAutoencoderConfiguration
  /// How the data is scaled on the way in, and back on the way out.
  let scaling: FeatureScaling
  /// The network.
  let network: SequenceAutoencoder
  /// Its weights.
  var parameters: Parameters<Float>

  /// A model with first weights.
  init(
    _ configuration: SequenceAutoencoderConfiguration, scaling: FeatureScaling,
    stream: RandomStream
  ) {
    self.configuration = configuration
    self.scaling = scaling
    var parameters = Parameters<Float>()
    network = SequenceAutoencoder(
      configuration, features: scaling.featureCount, in: &parameters, stream: stream)
    self.parameters = parameters
  }

  /// The codes of some samples of a data set.
  ///
  /// - Parameters:
  ///   - dataset: in the units of the data.
  ///   - samples: which, in the order of the codes.
  /// - Returns: `[samples, H]`.
  func codes(of dataset: SequenceDataset, _ samples: [Int]) -> Tensor<Float> {
    let scaled = scaling.applied(to: dataset.subset(samples))
    let weights = parameters.frozen
    let width = configuration.hidden
    return Tensor(shape: [samples.count, width]) { (target: UnsafeMutableBufferPointer<Float>) in
      for chunk in Self.chunks(samples.count) {
        let batch = SequenceBatch<Float>(scaled, Array(chunk))
        let codes = network.encode(
          Variable(batch.events), lengths: batch.lengths, weights: weights, mode: .inference)
        codes.value.withElements { source in
          let place = chunk.lowerBound * width..<chunk.upperBound * width
          _ = UnsafeMutableBufferPointer(rebasing: target[place]).update(fromContentsOf: source)
        }
      }
    }
  }

  /// The events of codes, in the units of the data.
  ///
  /// - Parameters:
  ///   - codes: `[samples, H]`.
  ///   - lengths: the number of events of each.
  /// - Returns: row-major `[event, feature]`, one sample after another, without padding.
  func events(of codes: Tensor<Float>, lengths: [Int]) -> [Float] {
    precondition(codes.shape == [lengths.count, configuration.hidden])
    let weights = parameters.frozen
    var events: [Float] = []
    events.reserveCapacity(lengths.reduce(0, +) * network.features)
    for chunk in Self.chunks(lengths.count) {
      let decoded = network.decode(
        Variable(codes.rows(Array(chunk))), lengths: lengths[chunk].map { Int32($0) },
        weights: weights, mode: .inference
      ).value
      let row = decoded.shape[1] * network.features
      decoded.withElements { elements in
        for (place, length) in lengths[chunk].enumerated() {
          events += elements[place * row..<place * row + length * network.features]
        }
      }
    }
    return scaling.inverted(on: events)
  }

  private static func chunks(_ count: Int) -> [Range<Int>] {
    stride(from: 0, to: count, by: chunkSize).map { $0..<min($0 + chunkSize, count) }
  }
}
