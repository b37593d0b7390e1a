import Tensors

/// The settings of the GAN with autoencoder, with the defaults of spec/01 sections 9 and 11-13.
///
/// The defaults are the `paper` profile with the published values for the power data. Where the
/// published code does something else than the paper's text says, a setting selects it; these are the
/// switches of the `reference` profile (spec/01 section 18), and `reference` has them all set.
public struct GANAutoencoderConfiguration: Codable, Equatable, Sendable {
  /// Hidden units of the generator and of the decoder, which starts from the generator's states.
  public var hiddenUnits = 64
  /// LSTM layers of the generator and of the decoder.
  public var layers = 2
  /// Hidden units of the critic, in each direction.
  public var criticUnits = 64
  /// Bidirectional LSTM layers of the critic.
  public var criticLayers = 2
  /// Units of the critic's dense layers between its LSTMs and its value.
  public var criticDense = [32, 16]
  /// The share of elements that dropout keeps, at each layer's input and at its output; 1 is off.
  public var dropoutKeep = 0.8
  /// The slope of the leaky ReLUs for negative numbers.
  public var leakySlope = 0.3

  /// The weight of the gradient penalty in the critic's loss, lambda.
  public var penaltyWeight = 10.0
  /// The weight of the reconstruction in the generator's loss, mu.
  public var reconstructionWeight = 1.0

  /// Samples in the batch of one update; less if the minority is smaller than a block.
  public var batchSize = 1024
  /// Passes over the minority samples.
  public var epochs = 3000
  /// Updates of the generator in each block of batches.
  public var generatorUpdates = 2
  /// Updates of the critic in each block of batches; one update of the decoder follows.
  public var criticUpdates = 1
  /// Adam's step size for the generator.
  public var generatorLearningRate = 1e-4
  /// Adam's step size for the critic.
  public var criticLearningRate = 1e-5
  /// Adam's step size for the decoder.
  public var autoencoderLearningRate = 1e-4
  /// Adam's decay of the mean gradient, in all three.
  public var firstMomentDecay = 0.5
  /// Adam's decay of the mean squared gradient, in all three.
  public var secondMomentDecay = 0.9

  /// The standard deviation of the instance noise in the first epochs.
  public var noiseStart = 1.0
  /// How much it falls at a time, down to 0.
  public var noiseStep = 0.2
  /// After how many epochs it falls.
  public var noiseInterval = 100

  /// How often training looks at how different synthetic samples are; 0 is never.
  ///
  /// The looks are spread evenly over the epochs and fill the columns `distanceRatio` and `coverage` of
  /// the training curves. They change no weight.
  public var diversityPoints = 20

  /// Synthetic samples for each minority sample.
  public var passes = 3
  /// What synthesis decodes: the noisy branch (the method), or plain reconstructions.
  public var synthesisBranch = Branch.fake

  /// Whether labels are generated together with the events; by default where samples have several.
  public var form = Form.auto
  /// One model for each minority class instead of one for all; only without generated labels.
  public var perClass = false
  /// What becomes of a synthetic sample whose generated labels are the majority's.
  public var majorityOutput = MajorityOutput.reject
  /// How often a sample is drawn again under `majorityOutput: reject` before it gets its source's
  /// labels.
  public var redraws = 10
  /// The layer of the generator whose final state the label decoder starts from.
  public var labelDecoderLayer = LabelDecoderLayer.first
  /// The activations of the label decoder; the reference has `keras-tanh`.
  public var labelDecoderFlavour = LSTMFlavour.standard

  /// The state of the generator that noise z is put into (D1).
  public var zInto = NoiseEntrance.cell
  /// Whether all layers of the generator get the same z (D2).
  public var zSharedAcrossLayers = false
  /// Over what the norm of the critic's slope is taken (D3).
  public var penaltyNorm = PenaltyNorm.joint
  /// Which hidden sequences the slope is taken with respect to (D4).
  public var penaltyParts = PenaltyParts.all
  /// Which of the critic's values are in the generator's loss (D5).
  public var generatorTerms = GeneratorTerms.full
  /// Whether dropout stays on in synthesis, with masks of its own in every evaluation (D6).
  public var dropoutAlwaysOn = false
  /// Whether all LSTM layers and directions of the critic are one (D7).
  public var criticTiedWeights = false
  /// Where the critic's bidirectional outputs are read (D8).
  public var criticReadout = CriticReadout.ends
  /// Whether the decoder carries its state from event to event (D9).
  public var aeStateCarry = true
  /// What the decoder is fed in synthesis (D10).
  public var synthesisInput = SynthesisInput.freeRunning
  /// Whether the label decoder starts with hidden and cell state exchanged (D11).
  public var labelDecoderSwapHC = false
  /// Whose final state the label decoder starts from in synthesis (D12).
  public var synthesisLabelStates = SynthesisLabelStates.decoder
  /// What happens when the minority does not fill one block of batches (section 13, step 4).
  public var smallDataBlocks = SmallDataBlocks.shrink

  private static let largestCount = 1_000_000_000

  /// The defaults.
  public init() {}

  /// What is wrong with the values, one sentence each; empty if they can be used.
  public func problems() -> [String] {
    let counts = [
      ("hiddenUnits", hiddenUnits), ("layers", layers), ("criticUnits", criticUnits),
      ("criticLayers", criticLayers), ("epochs", epochs),
      ("generatorUpdates", generatorUpdates), ("criticUpdates", criticUpdates),
      ("noiseInterval", noiseInterval), ("passes", passes),
    ]
    var problems: [String] = []
    // The upper bound lies far beyond any use; it keeps products of two counts within 64 bits.
    for (name, count) in counts where !(1...Self.largestCount).contains(count) {
      problems.append("\(name) is \(count), but must be from 1 to \(Self.largestCount).")
    }
    if !(2...Self.largestCount).contains(batchSize) {
      problems.append("batchSize is \(batchSize), but must be from 2 to \(Self.largestCount).")
    }
    if !(0...Self.largestCount).contains(redraws) {
      problems.append("redraws is \(redraws), but must be from 0 to \(Self.largestCount).")
    }
    if !(0...Self.largestCount).contains(diversityPoints) {
      problems.append(
        "diversityPoints is \(diversityPoints), but must be from 0 to \(Self.largestCount).")
    }
    if let units = criticDense.first(where: { $0 < 1 }) {
      problems.append("criticDense contains \(units), but a dense layer has at least 1 unit.")
    }
    let positive = [
      ("generatorLearningRate", generatorLearningRate),
      ("criticLearningRate", criticLearningRate),
      ("autoencoderLearningRate", autoencoderLearningRate),
    ]
    for (name, value) in positive where !(value > 0 && value.isFinite) {
      problems.append("\(name) is \(value), but must be above 0.")
    }
    let notNegative = [
      ("penaltyWeight", penaltyWeight), ("reconstructionWeight", reconstructionWeight),
      ("noiseStart", noiseStart), ("noiseStep", noiseStep),
    ]
    for (name, value) in notNegative where !(value >= 0 && value.isFinite) {
      problems.append("\(name) is \(value), but must be 0 or more.")
    }
    let shares = [
      ("leakySlope", leakySlope), ("firstMomentDecay", firstMomentDecay),
      ("secondMomentDecay", secondMomentDecay),
    ]
    for (name, value) in shares where !(value >= 0 && value < 1) {
      problems.append("\(name) is \(value), but must be at least 0 and below 1.")
    }
    if !(dropoutKeep > 0 && dropoutKeep <= 1) {
      problems.append("dropoutKeep is \(dropoutKeep), but must be above 0 and at most 1.")
    }
    if criticTiedWeights, criticUnits != hiddenUnits {
      problems.append(
        "criticTiedWeights needs criticUnits (\(criticUnits)) to equal hiddenUnits (\(hiddenUnits)): "
          + "one layer reads both the generator's outputs and its own.")
    }
    if perClass, form == .seq2seq {
      problems.append(
        "perClass cannot be used with form seq2seq, where one model generates all label sequences.")
    }
    return problems
  }
}
