import Figures
import Files

/// What a report tells beside the results: how a run went, what it cost and how to repeat it.
///
/// None of it is in `results`, whose bytes depend on configuration and data alone.
public struct RunDetails: Sendable {
  /// What one unit cost.
  public struct UnitCost: Sendable, Hashable {
    /// The method, or the model that methods share.
    public var method: String
    /// Whether the unit made predictions, rather than a model that others need.
    public var isPrediction: Bool
    /// Who computed it.
    public var rank: Int
    /// Where.
    public var host: String
    /// Seconds from its beginning to its end.
    public var wallSeconds: Double
    /// Seconds of processor time.
    public var processorSeconds: Double

    /// A cost as given.
    public init(
      method: String, isPrediction: Bool, rank: Int, host: String, wallSeconds: Double,
      processorSeconds: Double
    ) {
      self.method = method
      self.isPrediction = isPrediction
      self.rank = rank
      self.host = host
      self.wallSeconds = wallSeconds
      self.processorSeconds = processorSeconds
    }
  }

  /// How the training of one network, or group of networks, went: a row per epoch.
  public struct Curves: Sendable {
    /// The method, or the model that methods share.
    public var method: String
    /// The seed.
    public var seed: UInt64
    /// Whether it is a member's training, rather than an oversampler's or a detector's.
    public var isMember: Bool
    /// The values; the first column is the epoch.
    public var table: NumberTable

    /// Curves as given.
    public init(method: String, seed: UInt64, isMember: Bool, table: NumberTable) {
      self.method = method
      self.seed = seed
      self.isMember = isMember
      self.table = table
    }
  }

  /// A name and what stands behind it, such as `version` and `0.1.0`.
  public struct Fact: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The value.
    public var value: String

    /// A fact as given.
    public init(_ name: String, _ value: String) {
      self.name = name
      self.value = value
    }
  }

  /// What is missing, a sentence each; empty for a run that is done.
  public var missing: [String]
  /// What units cost, in the order in which they were done.
  public var costs: [UnitCost]
  /// How trainings went, in the order of the experiment.
  public var curves: [Curves]
  /// Versions, hashes, hosts and the like.
  public var facts: [Fact]
  /// The commands that repeat the run, one a line.
  public var commands: [String]
  /// The resolved configuration.
  public var configuration: String
  /// What was found about synthetic samples, in the order of the experiment.
  public var qualities: [SyntheticQualityRecord]

  /// Details as given.
  public init(
    missing: [String] = [], costs: [UnitCost] = [], curves: [Curves] = [], facts: [Fact] = [],
    commands: [String] = [], configuration: String = "",
    qualities: [SyntheticQualityRecord] = []
  ) {
    self.missing = missing
    self.costs = costs
    self.curves = curves
    self.facts = facts
    self.commands = commands
    self.configuration = configuration
    self.qualities = qualities
  }
}

extension RunDetails {
  /// Files for the results folder: figures of how networks were trained and of synthetic samples, which
  /// depend on configuration and data alone.
  public func resultFiles(_ report: StudyReport) -> [StudyReport.File] {
    let training = memberFigures(report.summary) + modelFigures(report.summary)
    return (training.map(\.figure) + qualities.flatMap(\.figures)).map { figure in
      StudyReport.File(name: "figures/\(figure.name).svg", contents: figure.file)
    }
  }

  /// Files for the folder of times.
  public func timingFiles(_ report: StudyReport) -> [StudyReport.File] {
    [timeFigure(report.summary)].compactMap(\.self).map { figure in
      StudyReport.File(name: "\(figure.name).svg", contents: figure.file)
    }
  }
}
