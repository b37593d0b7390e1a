/// Something to compute, of a fixed size, whose time and memory are measured.
///
///     for workload in Workload.all { print(try workload.measured().line) }
///
/// The training steps are ones that other programs can repeat exactly (`Scripts/peers`): one step is
/// forward pass, loss and backward pass for all parameters in single precision, without optimiser.
/// The numbers that the networks see are random; times do not depend on them.
///
/// Measure each workload in a process of its own (`WorkloadProcess`): memory that one has used stays
/// with the process and would count as the next one's.
package struct Workload: Sendable {
  /// The name on the command line and in results.
  package let name: String
  /// How often it is repeated unless asked otherwise; the shortest repetition counts.
  package let repetitions: Int
  let kind: Kind

  /// What is computed.
  enum Kind: Sendable {
    /// One step of a classifier on sequences of equal length.
    case classifier(ClassifierShape, batch: Int, time: Int)
    /// One step of a GAN's critic with gradient penalty.
    case critic(batch: Int, time: Int, hidden: Int, layers: Int)
    /// One epoch of classifier steps on sequences of different lengths.
    case ragged(ClassifierShape, lengths: [Int], batch: Int)
    /// SMOTE or ADASYN on points, until the classes are equally large.
    case resampling(
      Resampling.Method, majority: Int, minority: Int, dimensions: Int, neighbours: Int)
    /// One epoch of an ensemble member's training.
    case memberEpoch(majority: Int, minority: Int, time: Int, features: Int, labels: Int)
    /// Some epochs of a GAN with autoencoder, which generates labels where there are several.
    case ganEpochs(Int, minority: Int, time: Int, features: Int, labels: Int)
    /// One epoch of a sequence autoencoder.
    case autoencoderEpoch(minority: Int, time: Int, features: Int)
    /// An oversampler's synthetic samples for one member.
    case synthesis(String, majority: Int, minority: Int, time: Int, features: Int)
    /// Units that are nothing, handed out and taken back; the coordinator's time counts.
    case dispatch(units: Int, workers: Int)
    /// One product of square matrices; the best rate among these sizes counts.
    case squareProduct([Int])
  }

  init(_ name: String, repetitions: Int, _ kind: Kind) {
    self.name = name
    self.repetitions = repetitions
    self.kind = kind
  }

  /// The workload of a name; nil if there is none.
  package static func named(_ name: String) -> Workload? { all.first { $0.name == name } }

  /// All workloads.
  package static let all: [Workload] = [
    Workload(
      "power-classifier", repetitions: 10,
      .classifier(ClassifierShape(features: 6, hidden: 8, layers: 5), batch: 256, time: 20)),
    Workload(
      "lstm-64x2", repetitions: 10,
      .classifier(ClassifierShape(features: 6, hidden: 64, layers: 2), batch: 256, time: 20)),
    Workload(
      "lstm-64x2-large-batch", repetitions: 10,
      .classifier(ClassifierShape(features: 64, hidden: 64, layers: 2), batch: 1024, time: 20)),
    Workload(
      "sentiment-classifier", repetitions: 3,
      .classifier(ClassifierShape(features: 300, hidden: 64, layers: 3), batch: 128, time: 600)),
    Workload(
      "critic-short", repetitions: 3, .critic(batch: 1024, time: 20, hidden: 64, layers: 2)),
    Workload(
      "critic-long", repetitions: 3, .critic(batch: 64, time: 100, hidden: 64, layers: 2)),
    Workload(
      "ragged", repetitions: 3,
      .ragged(
        ClassifierShape(features: 16, hidden: 64, layers: 2), lengths: raggedLengths, batch: 64)),
    // A member's samples of the power example, as codes of an autoencoder.
    Workload(
      "smote", repetitions: 10,
      .resampling(.smote, majority: 3285, minority: 663, dimensions: 64, neighbours: 5)),
    Workload(
      "adasyn", repetitions: 10,
      .resampling(.adasyn, majority: 3285, minority: 663, dimensions: 64, neighbours: 5)),
    // The embedded power data (Cluster/examples/power): of its 33508 training windows of 20 minutes
    // 32845 are majority, a tenth of which each member sees, and 663 minority.
    Workload(
      "power-epoch", repetitions: 5,
      .memberEpoch(majority: 3285, minority: 663, time: 20, features: 6, labels: 1)),
    // The same windows with four labels each, which a decoder with attention predicts.
    Workload(
      "power-labels-epoch", repetitions: 5,
      .memberEpoch(majority: 3285, minority: 663, time: 20, features: 6, labels: 4)),
    Workload(
      "gan-100-epochs", repetitions: 1,
      .ganEpochs(100, minority: 663, time: 20, features: 6, labels: 1)),
    // The same with 4 labels for each sample, which the GAN generates with the events.
    Workload(
      "gan-labels-100-epochs", repetitions: 1,
      .ganEpochs(100, minority: 663, time: 20, features: 6, labels: 4)),
    Workload(
      "autoencoder-epoch", repetitions: 5,
      .autoencoderEpoch(minority: 663, time: 20, features: 6)),
    synthesis("smote"), synthesis("ae-smote"), synthesis("ae-adasyn"),
    synthesis("gan-autoencoder"),
    Workload("dispatch", repetitions: 5, .dispatch(units: 1000, workers: 2)),
    Workload("sgemm", repetitions: 5, .squareProduct([512, 1024, 1536, 2048])),
  ]
}

extension Workload {
  private static func synthesis(_ method: String) -> Workload {
    Workload(
      "\(method)-synthesis", repetitions: 5,
      .synthesis(method, majority: 3285, minority: 663, time: 20, features: 6))
  }

  /// What is computed, in a line.
  package var summary: String {
    switch kind {
    case .classifier(let shape, let batch, let time):
      "a step of \(shape): batch \(batch), \(time) events"
    case .critic(let batch, let time, let hidden, let layers):
      "a step of a critic, \(layers) bidirectional LSTM layers of \(hidden), with gradient "
        + "penalty: batch \(batch), \(time) events"
    case .ragged(let shape, let lengths, let batch):
      "an epoch of \(shape): \(lengths.count) sequences of \(lengths.min() ?? 0) to "
        + "\(lengths.max() ?? 0) events, batch \(batch)"
    case .resampling(let method, let majority, let minority, let dimensions, let neighbours):
      "\(method.rawValue) from \(minority) to \(majority) points of \(dimensions) dimensions, "
        + "\(neighbours) neighbours"
    case .memberEpoch(let majority, let minority, let time, _, let labels):
      "an epoch of the power example's ensemble member: \(majority) + \(minority) sequences of "
        + "\(time) events" + (labels == 1 ? "" : " and \(labels) labels")
    case .ganEpochs(let epochs, let minority, let time, _, let labels):
      "\(epochs) epochs of the power example's GAN with autoencoder: \(minority) sequences of "
        + "\(time) events" + (labels == 1 ? "" : " and \(labels) labels")
    case .autoencoderEpoch(let minority, let time, _):
      "an epoch of a sequence autoencoder of 64 units and 2 layers: \(minority) sequences of "
        + "\(time) events"
    case .synthesis(let method, let majority, let minority, let time, _):
      "the synthetic samples of \(method) for an ensemble member: \(majority) + \(minority) "
        + "sequences of \(time) events"
    case .dispatch(let units, let workers):
      "\(units) empty units handed to \(workers) threads and taken back; the coordinator's time"
    case .squareProduct(let sizes):
      "the best rate of matrix products, sizes \(sizes.map(String.init).joined(separator: ", "))"
    }
  }

  /// Runs the workload in this process and measures it.
  ///
  /// - Parameter repetitions: how many; nil for the workload's own number.
  /// - Returns: the shortest repetition.
  /// - Throws: what the training throws.
  package func measured(repetitions: Int? = nil) throws -> Measurement {
    let repetitions = max(1, repetitions ?? self.repetitions)
    func measure(_ work: some MeasuredWork) throws -> Measurement {
      try Measurement(of: work, named: name, repetitions: repetitions)
    }
    switch kind {
    case .classifier(let shape, let batch, let time):
      return try measure(ClassifierStep(shape, batch: batch, time: time))
    case .critic(let batch, let time, let hidden, let layers):
      return try measure(CriticStep(batch: batch, time: time, hidden: hidden, layers: layers))
    case .ragged(let shape, let lengths, let batch):
      return try measure(RaggedEpoch(shape, lengths: lengths, batch: batch))
    case .resampling(let method, let majority, let minority, let dimensions, let neighbours):
      return try measure(
        Resampling(
          method, majority: majority, minority: minority, dimensions: dimensions,
          neighbours: neighbours))
    case .memberEpoch(let majority, let minority, let time, let features, let labels):
      return try measure(
        MemberEpoch(
          majority: majority, minority: minority, time: time, features: features, labels: labels))
    case .ganEpochs(let epochs, let minority, let time, let features, let labels):
      return try measure(
        GANEpochs(epochs, minority: minority, time: time, features: features, labels: labels))
    case .autoencoderEpoch(let minority, let time, let features):
      return try measure(AutoencoderEpoch(minority: minority, time: time, features: features))
    case .synthesis(let method, let majority, let minority, let time, let features):
      return try measure(
        MemberSynthesis(
          method, majority: majority, minority: minority, time: time, features: features))
    case .dispatch(let units, let workers):
      return try measure(Dispatch(units: units, workers: workers))
    case .squareProduct(let sizes):
      let measurements = try sizes.map { try measure(SquareProduct($0)) }
      guard let best = measurements.max(by: { $0.rate ?? 0 < $1.rate ?? 0 }) else {
        preconditionFailure("The matrix product has no size.")
      }
      return best
    }
  }
}
