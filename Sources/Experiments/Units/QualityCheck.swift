import Foundation
import Oversampling
import RandomStreams
import Reports
import Sequences
import SyntheticQuality

/// Looks at what a fitted oversampler makes, as a member would get it, and decides whether members do.
///
/// The samples are made once for this, from at most `quality.samples` minority samples and as large a
/// share of a member's majority, so that oversamplers that go by it find what they find in a member.
struct QualityCheck {
  let oversampler: any Oversampler
  let configuration: ExperimentConfiguration
  let splits: DataSplits
  /// What takes synthetic events back to valid ones.
  let projection: EventProjection?

  /// What is found, and what is decided.
  ///
  /// - Parameters:
  ///   - fitted: what was learned.
  ///   - method: the method's name.
  ///   - seed: the seed.
  ///   - stream: the stream of this look.
  ///   - keepOn: called now and then; what it throws ends the work.
  /// - Returns: the record. An oversampler that cannot work with so few samples is let pass with a
  ///   note: its members have more.
  /// - Throws: what `keepOn` throws.
  func record(
    of fitted: FittedOversampler, method: String, seed: UInt64, stream: RandomStream,
    keepOn: () throws -> Void
  ) throws -> SyntheticQualityRecord {
    func record(_ gate: QualityGate, _ findings: QualityFindings? = nil) -> SyntheticQualityRecord {
      SyntheticQualityRecord(
        method: method, seed: seed, gate, insisting: configuration.quality.gate.insist, findings)
    }
    try keepOn()
    let (member, minority) = try member(stream)
    let synthesis: Synthesis
    do {
      synthesis = try oversampler.synthesise(
        for: member, vocabulary: splits.vocabulary,
        fitted: oversampler.needsFitting ? fitted : nil, projection: projection,
        stream: stream.substream("synthesis"))
    } catch let error as DataError where error.reason == .notFinite {
      return record(QualityGate(notFinite: "\(error)"))
    } catch let error as OversamplingError where error.isNotFinite {
      return record(QualityGate(notFinite: "\(error)"))
    } catch {
      return record(QualityGate(note: "No samples could be made for a look at them: \(error)"))
    }
    try keepOn()
    let places = Dictionary(
      uniqueKeysWithValues: minority.enumerated().map { ($0.element, $0.offset) })
    let sources = synthesis.sources.compactMap { places[$0] }
    guard let synthetic = synthesis.samples, sources.count == synthetic.count else {
      return record(QualityGate(note: "No synthetic samples are made, so there are none to judge."))
    }
    let training = splits.training.dataset
    let samples = QualitySamples(
      real: member.subset(minority), synthetic: synthetic, sources: sources,
      population: training.subset(splits.vocabulary.minorityIndices(in: training)),
      limit: configuration.quality.samples, stream: stream)
    let findings = try QualityFindings(
      samples, configuration.quality, stream: stream, keepOn: keepOn)
    let gate = QualityGate(
      findings, configuration.quality.gate, drawsDiffer: oversampler.drawsDiffer)
    return record(gate, findings)
  }

  /// What stands for a member: some minority samples and the same share of the first member's majority.
  ///
  /// - Returns: the samples, and the places of the minority among them.
  private func member(
    _ stream: RandomStream
  ) throws -> (samples: SequenceDataset, minority: [Int]) {
    let training = splits.training.dataset
    let all = splits.vocabulary.minorityIndices(in: training)
    let majority = splits.vocabulary.majorityIndices(in: training)
    var choice = stream.substream("sources")
    let count = min(all.count, configuration.quality.samples)
    let chosen = choice.permutation(count: all.count).prefix(count).map { all[$0] }.sorted()
    let ensemble = configuration.ensemble
    let part =
      ensemble.subset == .bootstrap && ensemble.bootstrapSize > 0
      ? ensemble.bootstrapSize : majority.count / max(1, ensemble.members)
    let share = max(1, Int(Double(part) * Double(count) / Double(all.count)))
    let others = choice.permutation(count: majority.count).prefix(share).map { majority[$0] }
    return (
      training.subset(others.sorted() + chosen), Array(others.count..<others.count + count)
    )
  }
}

extension SyntheticQualityRecord {
  /// The record of what was found and decided, in numbers that are short to store.
  init(
    method: String, seed: UInt64, _ gate: QualityGate, insisting: Bool, _ findings: QualityFindings?
  ) {
    self.init(
      method: method, seed: seed, realCount: findings?.realCount ?? 0,
      syntheticCount: findings?.syntheticCount ?? 0,
      gate: Gate(
        gate.reasons.isEmpty ? .passed : insisting ? .overridden : .closed, reasons: gate.reasons,
        doubts: gate.doubts),
      measures: findings?.measures.map {
        Measure(
          $0.name.rawValue, synthetic: $0.synthetic?.rounded(digits: 6),
          reference: $0.reference?.rounded(digits: 6))
      } ?? [],
      features: findings?.features.map {
        Feature(name: $0.name, real: .init($0.real), synthetic: .init($0.synthetic))
      } ?? [],
      histograms: findings?.histograms.map {
        Histogram(
          name: $0.name, edges: $0.edges.rounded(digits: 6), real: $0.real.rounded(digits: 6),
          synthetic: $0.synthetic.rounded(digits: 6))
      } ?? [],
      maps: findings?.maps.map {
        Map(
          kind: $0.kind, seed: $0.seed, real: $0.real.map { $0.rounded(digits: 4) },
          synthetic: $0.synthetic.map { $0.rounded(digits: 4) })
      } ?? [],
      examples: findings?.examples.map {
        Example(
          real: $0.real.map { $0.rounded(digits: 5) },
          synthetic: $0.synthetic.map { $0.rounded(digits: 5) })
      } ?? [], notes: gate.notes)
  }
}

extension OversamplingError {
  fileprivate var isNotFinite: Bool {
    if case .notFinite = self { true } else { false }
  }
}

extension SyntheticQualityRecord.Feature.Values {
  fileprivate init(_ values: FeatureValues) {
    self.init(
      minimum: values.minimum.rounded(digits: 6), maximum: values.maximum.rounded(digits: 6),
      mean: values.mean.rounded(digits: 6),
      standardDeviation: values.standardDeviation.rounded(digits: 6),
      autocorrelation: values.autocorrelation?.rounded(digits: 6))
  }
}

extension Double {
  /// The nearest number of so many significant digits.
  fileprivate func rounded(digits: Int) -> Double {
    Double(String(format: "%.*g", digits, self)) ?? self
  }
}

extension [Double] {
  fileprivate func rounded(digits: Int) -> [Double] { map { $0.rounded(digits: digits) } }
}
