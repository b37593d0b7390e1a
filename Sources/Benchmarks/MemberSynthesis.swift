import GenerativeOversampling
import Oversampling
import RandomStreams
import Sequences

/// The synthetic samples of one ensemble member of the power example, on random numbers of the same
/// shape: what an oversampler costs each member, apart from its fit.
///
/// Three samples for each of the minority, or as many as bring balance (`ae-adasyn`). Networks have
/// 64 units and 2 layers, as by default; they are fitted for one epoch, as times do not depend on it.
struct MemberSynthesis: MeasuredWork {
  let samples: Int?
  private let oversampler: any Oversampler
  private let member: SequenceDataset
  private let vocabulary: LabelVocabulary
  private let fitted: FittedOversampler?
  private let stream: RandomStream

  init(
    _ method: String, majority: Int, minority: Int, time: Int, features: Int, seed: UInt64 = 1
  ) throws {
    oversampler = Self.oversampler(method)
    stream = RandomStream(seed: seed)
    member = try .random(
      majority: majority, minority: minority, time: time, features: features,
      stream: stream.substream("events"))
    let training = try TrainingSplit(member)
    vocabulary = try LabelVocabulary(training)
    fitted =
      oversampler.needsFitting
      ? try oversampler.fit(
        training, vocabulary: vocabulary, stream: stream.substream("fit"), monitor: .none)
      : nil
    samples = oversampler.synthesisCount(minorities: [minority], majority: majority).upperBound
  }

  func run() throws { _ = try result() }

  /// What is added to the member.
  func result() throws -> Synthesis {
    try oversampler.synthesise(
      for: member, vocabulary: vocabulary, fitted: fitted, stream: stream.substream("member", 0))
  }

  private static func oversampler(_ method: String) -> any Oversampler {
    var autoencoder = SequenceAutoencoderConfiguration()
    autoencoder.epochs = 1
    switch method {
    case SMOTEOversampling.name:
      return SMOTEOversampling()
    case AutoencoderSMOTEOversampler.name:
      var configuration = AutoencoderSMOTEConfiguration()
      configuration.autoencoder = autoencoder
      return AutoencoderSMOTEOversampler(configuration)
    case AutoencoderADASYNOversampler.name:
      var configuration = AutoencoderADASYNConfiguration()
      configuration.exactTotal = true
      configuration.autoencoder = autoencoder
      return AutoencoderADASYNOversampler(configuration)
    case GANAutoencoderOversampler.name:
      var configuration = GANAutoencoderConfiguration()
      configuration.epochs = 1
      return GANAutoencoderOversampler(configuration)
    default:
      preconditionFailure("No workload has the method \(method).")
    }
  }
}
