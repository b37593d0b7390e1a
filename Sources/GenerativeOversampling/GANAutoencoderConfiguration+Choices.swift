extension GANAutoencoderConfiguration {
  /// Which branch of the generator is decoded: with noise in its initial state, or without.
  public enum Branch: String, Codable, Sendable, CaseIterable {
    /// With noise z.
    case fake
    /// z = 0.
    case real
  }

  /// What a model generates (spec/01 sections 9 and 10).
  public enum Form: String, Codable, Sendable, CaseIterable {
    /// `seq2seq` if samples have several labels, else `seq2one`.
    case auto
    /// Events; a synthetic sample has its source's labels.
    case seq2one
    /// Events and labels.
    case seq2seq
  }

  /// What becomes of a synthetic sample whose generated labels are the majority's (section 14).
  public enum MajorityOutput: String, Codable, Sendable, CaseIterable {
    /// It is drawn again with other noise, up to `redraws` times, and then gets its source's labels.
    case reject
    /// It gets its source's labels.
    case source
    /// It stays, as one more sample of the majority; as in the reference.
    case keep
  }

  /// The layer of the generator whose final state the label decoder starts from (section 10.3).
  public enum LabelDecoderLayer: String, Codable, Sendable, CaseIterable {
    /// The one that reads the labels, as in the reference.
    case first
    /// The one whose outputs are the hidden sequence.
    case last
  }

  /// The state of the generator that noise z is put into (D1).
  public enum NoiseEntrance: String, Codable, Sendable, CaseIterable {
    /// The cell state, as the paper says.
    case cell
    /// The hidden state, as in the reference.
    case hidden
  }

  /// Over what the norm of the critic's slope is taken (D3).
  public enum PenaltyNorm: String, Codable, Sendable, CaseIterable {
    /// All events and hidden units of a sample together.
    case joint
    /// The time axis, for each hidden unit; the mean is over units, too. As in the reference.
    case timeAxis = "time-axis"
  }

  /// Which hidden sequences the critic's slope is taken with respect to in the seq2seq form (D4).
  public enum PenaltyParts: String, Codable, Sendable, CaseIterable {
    /// Those of events and of labels.
    case all
    /// Those of events only, as in the reference.
    case encoderOnly = "encoder-only"
  }

  /// Which of the critic's values are in the generator's loss (D5).
  public enum GeneratorTerms: String, Codable, Sendable, CaseIterable {
    /// Those of both branches: E[D(real)] - E[D(fake)].
    case full
    /// Those of the fake branch, as in the reference: -E[D(fake)].
    case fakeOnly = "fake-only"
  }

  /// Where the critic's bidirectional outputs are read (D8).
  public enum CriticReadout: String, Codable, Sendable, CaseIterable {
    /// Each direction where it has seen everything.
    case ends
    /// Both at the last step, where the backward direction has seen one step; as in the reference.
    case lastIndex = "last-index"
  }

  /// What the decoder is fed in synthesis (D10).
  public enum SynthesisInput: String, Codable, Sendable, CaseIterable {
    /// Its own previous event and label.
    case freeRunning = "free-running"
    /// The true previous event and label of the source, as in the reference.
    case sourceEvents = "source-events"
  }

  /// Whose final state the label decoder starts from in synthesis (D12).
  public enum SynthesisLabelStates: String, Codable, Sendable, CaseIterable {
    /// That of the generator's part for the labels, as in training.
    case decoder
    /// That of the generator's part for the events, as in the reference.
    case encoder
  }

  /// What happens when the minority does not fill one block of batches (section 13, step 4).
  public enum SmallDataBlocks: String, Codable, Sendable, CaseIterable {
    /// Batches shrink until a block fits.
    case shrink
    /// Nothing is trained, as in the reference.
    case skip
  }
}

extension GANAutoencoderConfiguration {
  /// The settings of the `reference` profile: what the published code does where it differs from the
  /// paper (spec/01 section 18).
  ///
  /// Its faults that destroy data, such as shuffled labels, are not reproduced.
  public static var reference: GANAutoencoderConfiguration {
    var configuration = GANAutoencoderConfiguration()
    configuration.useReferenceSwitches()
    return configuration
  }

  /// Sets every switch of the `reference` profile and leaves all other settings as they are.
  public mutating func useReferenceSwitches() {
    majorityOutput = .keep
    labelDecoderFlavour = .kerasTanh
    zInto = .hidden
    zSharedAcrossLayers = true
    penaltyNorm = .timeAxis
    penaltyParts = .encoderOnly
    generatorTerms = .fakeOnly
    dropoutAlwaysOn = true
    criticTiedWeights = true
    criticReadout = .lastIndex
    aeStateCarry = false
    synthesisInput = .sourceEvents
    labelDecoderSwapHC = true
    synthesisLabelStates = .encoder
    smallDataBlocks = .skip
  }

  /// Whether a model for samples of so many labels generates these.
  func generatesLabels(labelLength: Int) -> Bool {
    switch form {
    case .auto: labelLength > 1
    case .seq2one: false
    case .seq2seq: true
    }
  }
}
