/// What an examination has brought to light; findings follow from it alone.
struct Evidence: Equatable, Sendable {
  /// How far a host's clock is ahead of rank 0's.
  struct Clock: Equatable, Sendable {
    var host: String
    /// In seconds; negative: behind.
    var ahead: Double
    /// Half the shortest round trip, in seconds: so much may the other number be wrong.
    var uncertainty: Double
  }

  /// How many ranks there are.
  var size: Int
  /// What the ranks that answered have told, by rank; rank 0 first.
  var reports: [RankReport]
  /// The clocks of the hosts that are not rank 0's.
  var clocks: [Clock] = []
  /// The run folder; nil: none was named.
  var output: OutputProbe.Sight?
  /// Why it is not known which files the data are; nil if it is.
  var dataProblem: String?
  /// Launchers on the PATH, by name, with the program that the name leads to.
  var launchers: [String: String] = [:]
  /// Whether an MPI launcher has started the program.
  var isLaunched = false

  /// The ranks that have not answered in time.
  var silent: [Int] {
    let heard = Set(reports.map(\.rank))
    return (0..<size).filter { !heard.contains($0) }
  }

  /// The reports by host, rank 0's host first, then in the order of the lowest ranks.
  var hosts: [(host: String, reports: [RankReport])] {
    var order: [String] = []
    var groups: [String: [RankReport]] = [:]
    for report in reports.sorted(by: { $0.rank < $1.rank }) {
      if groups[report.host] == nil { order.append(report.host) }
      groups[report.host, default: []].append(report)
    }
    return order.map { ($0, groups[$0] ?? []) }
  }
}
