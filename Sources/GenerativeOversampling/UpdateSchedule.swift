import Oversampling

/// How an epoch is cut into updates (spec/01 section 13, steps 3 and 4).
///
/// A block is g batches for the generator, then c for the critic, then one for the decoder; no
/// sample is in two of them. A remainder smaller than a block is left out; every epoch shuffles
/// anew, so it is another one each time.
struct UpdateSchedule: Sendable, Equatable {
  /// What an update changes.
  enum Kind: String, Sendable {
    case generator, critic, autoencoder
  }

  /// The updates of one block, in order.
  let block: [Kind]
  /// Samples in the batch of one update.
  let batchSize: Int
  /// Blocks in an epoch.
  let blocks: Int

  /// The schedule for a number of minority samples.
  ///
  /// Where they do not fill one block of the batches that were asked for, the batches shrink, or, with
  /// `smallDataBlocks: skip`, there is no update at all.
  ///
  /// - Throws: `OversamplingError.tooFewMinority` if not even batches of 2 are possible.
  init(
    samples: Int, configuration: GANAutoencoderConfiguration
  ) throws(OversamplingError) {
    block =
      Array(repeating: .generator, count: configuration.generatorUpdates)
      + Array(repeating: .critic, count: configuration.criticUpdates) + [.autoencoder]
    batchSize =
      switch configuration.smallDataBlocks {
      case .shrink: min(configuration.batchSize, samples / block.count)
      case .skip: configuration.batchSize
      }
    guard batchSize >= 2 else {
      throw .tooFewMinority(
        method: GANAutoencoderOversampler.name, count: samples, needed: 2 * block.count)
    }
    blocks = samples / (batchSize * block.count)
  }

  /// The updates of one epoch, each with its batch of the shuffled samples.
  func updates<Sample>(of order: [Sample]) -> [(kind: Kind, batch: ArraySlice<Sample>)] {
    (0..<blocks * block.count).map { update in
      (block[update % block.count], order[update * batchSize..<(update + 1) * batchSize])
    }
  }
}
