import Classification
import Files
import Foundation
import GenerativeOversampling
import Oversampling
import Sequences

/// An experiment that has been read and checked whole: nothing that the user wrote can fail later.
public struct Experiment: Sendable {
  /// What was asked.
  public let configuration: ExperimentConfiguration
  /// The data, with what there is to say about them.
  public let data: LoadedData
  /// The data's splits, as workers on this node open them.
  let sharedData: SharedBytes
  /// What is doubtful, though possible: sentences.
  public let warnings: [String]

  /// Reads and checks an experiment.
  ///
  /// - Parameter file: the experiment file.
  /// - Throws: `FileError`, `ConfigurationError` or `DataError`.
  public init(_ file: ConfigurationFile) throws {
    configuration = file.configuration
    let loaded = try DataLoader.load(configuration.data, relativeTo: file.folder)
    sharedData = try loaded.splits.shared()
    // The values as they were read are let go of: this process has one copy, too.
    let splits = try DataSplits(shared: sharedData)
    data = loaded.replacingSplits(splits)
    // The partition of one seed can be made if that of another can.
    _ = try ExperimentComputer.partition(
      of: splits, seed: configuration.seeds[0], configuration.ensemble)
    do throws(ClassificationError) {
      _ = try MemberTrainer.form(configuration.classifier, of: splits)
    } catch {
      throw ConfigurationError("\(file.path): classifier.form: \(error)")
    }
    let minority = splits.vocabulary.minorityCount
    var warnings = data.warnings
    for method in configuration.methods {
      let warning: String?
      switch try MethodRegistry.method(method, configuration) {
      case .oversampling(let oversampler):
        if minority < oversampler.minimumMinority {
          throw DataError(
            .configuration(
              sentence: "The method \(method) needs at least \(oversampler.minimumMinority) "
                + "minority samples for training, and the data have \(minority)."))
        }
        do {
          try oversampler.check(splits.training, vocabulary: splits.vocabulary)
        } catch {
          throw DataError(.configuration(sentence: "\(error)"))
        }
        warning = oversampler.warning(minority: minority)
      case .detection(let detector):
        try Self.check(detector, splits)
        warning = detector.warning(majority: splits.vocabulary.majorityCount)
      }
      // Methods that share a model share its warning.
      if let warning, !warnings.contains(warning) { warnings.append(warning) }
    }
    self.warnings = warnings
    if let problem = MemoryNeed.limitProblem() { throw ConfigurationError(problem) }
    for need in MemoryNeed.all(configuration, splits) {
      if let problem = need.problem() { throw ConfigurationError("\(file.path): \(problem)") }
    }
  }

  /// The units of the experiment.
  func graph() throws -> UnitGraph { try configuration.graph() }

  /// What units cost, in numbers of samples passed through a network: a guess for the first hand-out.
  func cost() -> UnitCost {
    let vocabulary = data.splits.vocabulary
    let majority = Double(vocabulary.majorityCount)
    let part = majority / Double(configuration.ensemble.members)
    let minority = Double(vocabulary.minorityCount)
    let member = Double(configuration.classifier.epochs) * (part + 4 * minority)
    let members = Double(configuration.ensemble.members)
    let detector = Double(configuration.novelty.gan.epochs) * majority * 10
    let scores = Double(data.splits.validation.dataset.count + data.splits.test.dataset.count)
    let passes = [
      AutoencoderSMOTEOversampler.name: 2.0, AutoencoderADASYNOversampler.name: 2,
      GANAutoencoderOversampler.name: 10,
    ]
    let epochs = configuration.oversamplerEpochs.reduce(into: [String: Double]()) {
      $0[$1.key] = Double($1.value) * minority * (passes[$1.key] ?? 1)
    }
    let quality = configuration.quality
    // Maps and distances take about as long as so many passes.
    let look =
      Double(quality.discriminator.epochs + 50 * quality.maps + 50)
      * min(minority, Double(quality.samples))
    return UnitCost { unit in
      switch unit.kind {
      case .oversampler: (epochs[unit.method] ?? minority) + (quality.check ? look : 0)
      case .member: member
      case .memberChain: member * members
      case .detector: detector
      case .scores: scores
      }
    }
  }

  /// What a worker needs to compute units, beside the data.
  func settings() throws -> [UInt8] {
    Array(try ConfigurationFile.resolved(configuration).utf8)
  }

  /// What a worker makes of the coordinator's settings and the data.
  static func computer(settings: [UInt8], data: SharedBytes) throws -> any UnitComputer {
    let configuration = try ConfigurationFile.read(
      resolved: String(decoding: settings, as: UTF8.self), path: "the coordinator's configuration")
    let splits = try DataSplits(shared: data)
    configuration.kernels.use()
    return ExperimentComputer(configuration: configuration, splits: splits)
  }
}
