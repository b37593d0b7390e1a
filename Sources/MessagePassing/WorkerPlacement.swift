/// Where the workers of a run sit, and whether they get in each other's way.
public struct WorkerPlacement: Sendable {
  /// A rank that computes.
  public struct Worker: Equatable, Sendable {
    /// The rank.
    public var rank: Int
    /// Its host.
    public var host: String
    /// What it may use there.
    public var cores: AllowedCores

    /// A worker.
    public init(rank: Int, host: String, cores: AllowedCores) {
      self.rank = rank
      self.host = host
      self.cores = cores
    }
  }

  private let workers: [Worker]

  /// The placement of these workers; rank 0 sleeps between messages and does not count.
  public init(_ workers: [Worker]) {
    self.workers = workers
  }

  /// A sentence for each host on which workers share cores, in the order of the hosts' names.
  public var warnings: [String] {
    Dictionary(grouping: workers, by: \.host).sorted { $0.key < $1.key }.compactMap {
      Self.warning(host: $0.key, $0.value)
    }
  }

  private static func warning(host: String, _ workers: [Worker]) -> String? {
    let bound = Set(workers.flatMap(\.cores.bound))
    guard workers.count > 1, workers.allSatisfy({ !$0.cores.bound.isEmpty }) else { return nil }
    let quota = workers.compactMap(\.cores.quota).min()
    if workers.count > bound.count {
      let cores =
        bound.count == 1
        ? "one core (number \(bound.first ?? 0))" : "\(bound.count) cores"
      return "\(host): \(workers.count) workers may use \(cores) between them, so units take "
        + "about \(ratio(workers.count, Double(bound.count))) times as long; start fewer ranks, ask "
        + "for more cores, or keep mpirun from binding them (MPICH: -bind-to none, Open MPI: "
        + "--bind-to none)."
    }
    if let quota, Double(workers.count) > quota + 0.5 {
      return "\(host): \(workers.count) workers may use the time of \(number(quota)) cores between "
        + "them (a quota of their control group), so units take about "
        + "\(ratio(workers.count, quota)) times as long; start fewer ranks, or ask for more cores."
    }
    // Enough cores in all, but some workers crowd on one of them.
    let single = Dictionary(grouping: workers.filter { $0.cores.bound.count == 1 }) {
      $0.cores.bound[0]
    }
    guard let (core, crowd) = single.filter({ $0.value.count > 1 }).min(by: { $0.key < $1.key })
    else { return nil }
    let ranks = crowd.map { "\($0.rank)" }.joined(separator: ", ")
    return "\(host): ranks \(ranks) are all bound to core \(core), while others are free; keep "
      + "mpirun from binding them (MPICH: -bind-to none, Open MPI: --bind-to none)."
  }

  private static func ratio(_ workers: Int, _ cores: Double) -> String {
    number((10 * Double(workers) / cores).rounded() / 10)
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : "\((10 * value).rounded() / 10)"
  }
}
