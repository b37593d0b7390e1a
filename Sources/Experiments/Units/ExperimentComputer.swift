import Checkpoints
import Classification
import Files
import Foundation
import Networks
import Oversampling
import RandomStreams
import Reports
import Sequences
import Tensors

/// Computes the units of an experiment: fits oversamplers and trains members, fits detectors and
/// scores by them.
///
/// Made on each worker from what the coordinator sent; holds the data, and nothing that a unit
/// could leave behind for the next one.
struct ExperimentComputer: UnitComputer {
  let configuration: ExperimentConfiguration
  let splits: DataSplits
  /// What takes synthetic events back to valid ones; the same for all members.
  private let projection: EventProjection?

  init(configuration: ExperimentConfiguration, splits: DataSplits) {
    self.configuration = configuration
    self.splits = splits
    projection = configuration.synthesis.projection(
      configuration.data.missing, fittedTo: splits.training)
  }

  func compute(
    _ unit: UnitID, prerequisite: [UnitFile], monitor: TrainingMonitor
  ) throws -> [UnitFile] {
    if unit.kind == .detector {
      let detector = try MethodRegistry.detector(ofModel: unit.method, configuration)
      return try fit(detector, unit, monitor)
    }
    switch (try MethodRegistry.method(unit.method, configuration), unit.kind) {
    case (.oversampling(let oversampler), .oversampler):
      // What the oversampler's training held is of other sizes than the members'.
      defer { TensorMemory.returnToSystem() }
      return try fit(oversampler, unit, monitor)
    case (.oversampling(let oversampler), .member(let member)):
      let source = try SyntheticSource(oversampler, prerequisite)
      return try train(member, source, unit, monitor).files
    case (.oversampling(let oversampler), .memberChain):
      return try trainChain(try SyntheticSource(oversampler, prerequisite), unit, monitor)
    case (.detection(let detector), .scores):
      return try score(by: detector, model: prerequisite[UnitFile.model] ?? [], unit)
    default:
      preconditionFailure("The method \(unit.method) has no unit \(unit).")
    }
  }

  private func fit(
    _ oversampler: any Oversampler, _ unit: UnitID, _ monitor: TrainingMonitor
  ) throws -> [UnitFile] {
    let fitted = try oversampler.fit(
      splits.training, vocabulary: splits.vocabulary, stream: stream(of: unit), monitor: monitor)
    var quality: SyntheticQualityRecord?
    if configuration.quality.check, oversampler.makesNewValues {
      quality = try QualityCheck(
        oversampler: oversampler, configuration: configuration, splits: splits,
        projection: projection
      ).record(
        of: fitted, method: unit.method, seed: unit.seed,
        stream: stream(of: unit).substream("quality"), keepOn: { try monitor.report(1) })
    }
    let minority = splits.vocabulary.minorityCount
    let record = OversamplerRecord(
      unit: "\(unit)", minoritySamples: minority,
      warnings: [oversampler.warning(minority: minority), quality?.gate.warning]
        .compactMap(\.self),
      gate: quality?.gate)
    return [
      UnitFile(name: UnitFile.model, bytes: fitted.model),
      UnitFile(name: UnitFile.curves, bytes: Array(fitted.curves.csv.utf8)),
      UnitFile(name: UnitFile.record, bytes: try JSONFile.encode(record)),
    ]
      + (try quality.map {
        [UnitFile(name: UnitFile.quality, bytes: try JSONFile.encode($0, pretty: false))]
      } ?? [])
  }

  /// Trains all members, each from where the one before ended (spec/01 D18).
  private func trainChain(
    _ source: SyntheticSource, _ unit: UnitID, _ monitor: TrainingMonitor
  ) throws -> [UnitFile] {
    var stages = try TrainingStages(
      (0..<configuration.ensemble.members).map { "member \($0)" }, of: monitor,
      by: { try fingerprint(of: unit, source.fitted) })
    var files: [UnitFile] = []
    var state: MemberState?
    for member in 0..<configuration.ensemble.members {
      let name = UnitID(method: unit.method, seed: unit.seed, kind: .member(member))
      let trained = try stages.next(
        decoding: { try ChainedMember(decoding: $0, configuration.classifier) }
      ) { monitor in
        try train(member, source, name, continuing: state, monitor).encoded()
      }
      files += trained.files.map {
        UnitFile(name: UnitFile.name($0.name, ofMember: member), bytes: $0.bytes)
      }
      state = trained.finalState
    }
    return files
  }

  private func train(
    _ member: Int, _ source: SyntheticSource, _ unit: UnitID,
    continuing state: MemberState? = nil, _ monitor: TrainingMonitor
  ) throws -> ChainedMember {
    let partition = try Self.partition(of: splits, seed: unit.seed, configuration.ensemble)
    let real = partition.dataset(ofMember: member, in: splits.training)
    let stream = stream(of: unit)
    try monitor.claim(Int(MemoryNeed.samples(of: unit.method, configuration, splits).rounded()))
    let synthesis = try source.synthesise(
      for: real, vocabulary: splits.vocabulary, projection: projection,
      stream: stream.substream("synthesis"))
    let set = try MemberTrainingSet(
      real: synthesis.replacement ?? real, synthetic: synthesis.samples)
    let trained = try MemberTrainer(configuration.classifier).train(
      set, splits: splits, stream: stream.substream("training"), continuing: state,
      monitor: monitor)
    let record = MemberRecord(
      unit: "\(unit)", realSamples: real.count, syntheticSamples: set.samples.count - real.count,
      bestEpoch: trained.bestEpoch, validationF1: trained.validationF1,
      warnings: synthesis.warnings + trained.warnings, redraws: synthesis.redraws,
      trainingFit: try TrainingFit(
        of: trained.classifier, on: set, vocabulary: splits.vocabulary))
    try monitor.claim(4 * trained.classifier.parameters.count)
    let probabilities = MemberProbabilities(
      validation: trained.validationProbabilities, test: trained.testProbabilities)
    let files = [
      UnitFile(name: UnitFile.model, bytes: try trained.classifier.safetensors()),
      UnitFile(name: UnitFile.curves, bytes: Array(trained.curves.csv.utf8)),
      UnitFile(
        name: UnitFile.probabilities,
        bytes: probabilities.encoded(
          by: trained.classifier,
          positions: (splits.validation.dataset.labelLength, splits.test.dataset.labelLength))),
      UnitFile(name: UnitFile.record, bytes: try JSONFile.encode(record)),
    ]
    return ChainedMember(files: files, finalState: trained.finalState)
  }

  /// What decides the result of a chain of members.
  private func fingerprint(of unit: UnitID, _ fitted: FittedOversampler?) throws -> UInt64 {
    var fingerprint = Fingerprint()
    fingerprint.combine("\(unit)")
    fingerprint.combine(try ConfigurationFile.resolved(configuration))
    for dataset in [splits.training.dataset, splits.validation.dataset, splits.test.dataset] {
      fingerprint.combine(dataset)
    }
    fingerprint.combine(fitted?.model ?? [])
    return fingerprint.value
  }

  /// The seed's partition of the majority, the same for every method (spec/01 section 16, step 2).
  static func partition(
    of splits: DataSplits, seed: UInt64, _ ensemble: EnsembleConfiguration
  ) throws -> MajorityPartition {
    let majority = splits.vocabulary.majorityCount
    let subset: MajorityPartition.Subset =
      switch ensemble.subset {
      case .disjoint: .disjoint
      case .bootstrap:
        .bootstrap(
          size: ensemble.bootstrapSize > 0
            ? ensemble.bootstrapSize : max(1, majority / max(1, ensemble.members)))
      }
    return try MajorityPartition(
      of: splits.training, vocabulary: splits.vocabulary, members: ensemble.members,
      subset: subset, stream: RandomStream(seed: seed))
  }

  /// The random numbers of a unit, from its name alone.
  func stream(of unit: UnitID) -> RandomStream {
    let method = RandomStream(seed: unit.seed).substream(unit.method)
    switch unit.kind {
    case .oversampler: return method.substream("oversampler")
    case .detector: return method.substream("detector")
    case .scores: return method.substream("scores")
    case .member(let index): return method.substream("member", index)
    case .memberChain: preconditionFailure("Each member of a chain has a stream of its own.")
    }
  }
}
