import Files
import Foundation
import RandomStreams

extension Fingerprint {
  /// The fingerprint of what usually decides a training's result.
  ///
  /// - Parameters:
  ///   - settings: of the training.
  ///   - samples: what it sees.
  ///   - stream: what it draws from, by name: what was drawn does not count.
  /// - Throws: `EncodingError` if a setting is not a number.
  public init(
    of settings: some Encodable, samples: SequenceDataset..., stream: RandomStream
  ) throws {
    self.init()
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    combine(Array(try encoder.encode(settings)))
    for dataset in samples { combine(dataset) }
    var draws = stream.substream("fingerprint")
    combine(draws.next())
  }

  /// Puts samples in: names, events and labels, but no rows that belong to no sample.
  ///
  /// Samples that share events count as different from the same samples without sharing.
  public mutating func combine(_ dataset: SequenceDataset) {
    for names in [dataset.featureNames, dataset.classNames] {
      combine(names.count)
      for name in names { combine(name) }
    }
    let rows = dataset.usedRows()
    rows.forEach(in: dataset.values, features: dataset.featureCount) { combine($0) }
    combine(rows.places(of: dataset.starts))
    combine(dataset.lengths)
    combine(dataset.labels)
    combine(dataset.labelLengths)
  }
}
