import Foundation
import TestSupport
import Testing

@testable import MessagePassing

@Suite("Allowed cores")
struct AllowedCoresTests {
  @Test(
    "Lists of cores are read, and what is none is refused",
    arguments: [
      ("0", [0]), ("0-3", [0, 1, 2, 3]), ("0,2-3,7", [0, 2, 3, 7]), ("", []),
      ("3-1", nil), ("a", nil), ("1-2-3", nil), ("-1", nil), ("1,", [1]),
      ("0-99999999999", nil),
    ] as [(String, [Int]?)])
  func lists(_ text: String, _ expected: [Int]?) {
    #expect(AllowedCores.cores(in: text) == expected)
  }

  @Test("Binding and the least quota of all control groups above are found, of both versions")
  func groups() throws {
    let folder = try TemporaryFolder()
    #expect(AllowedCores.read(root: folder.path) == AllowedCores(bound: []))
    try folder.put("Name:\tx\nCpus_allowed:\tff\nCpus_allowed_list:\t2-3\n", as: "proc/self/status")
    #expect(AllowedCores.read(root: folder.path) == AllowedCores(bound: [2, 3]))
    try folder.put("0::/jobs/7/step\n", as: "proc/self/cgroup")
    try folder.put("max 100000\n", as: "sys/fs/cgroup/jobs/7/step/cpu.max")
    #expect(AllowedCores.read(root: folder.path).quota == nil)
    try folder.put("150000 100000\n", as: "sys/fs/cgroup/jobs/7/cpu.max")
    try folder.put("800000 100000\n", as: "sys/fs/cgroup/jobs/cpu.max")
    #expect(AllowedCores.read(root: folder.path).quota == 1.5)
    #expect(AllowedCores.read(root: folder.path).count == 1.5)
    try folder.put("4:memory:/a\n3:cpu,cpuacct:/a\n0::/\n", as: "proc/self/cgroup")
    try folder.put("-1\n", as: "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us")
    try folder.put("100000\n", as: "sys/fs/cgroup/cpu/a/cpu.cfs_period_us")
    #expect(AllowedCores.read(root: folder.path).quota == nil)
    try folder.put("400000\n", as: "sys/fs/cgroup/cpu/a/cpu.cfs_quota_us")
    #expect(AllowedCores.read(root: folder.path).quota == 4)
    #expect(AllowedCores.read(root: folder.path).count == 2)
  }

  @Test("The cores of this process are those that taskset gives it")
  func here() throws {
    let bound = try #require(AllowedCores.here.bound.first)
    let probe = try BuiltProgram("MessagePassingProbe")
    let ending = try probe.run(["cores"], under: ["taskset", "-c", "\(bound)"])
    #expect(ending.output == "[\(bound)]\n", "\(ending.errors)")
  }
}

@Suite("Placement of workers")
struct WorkerPlacementTests {
  private func warnings(_ hosts: [(String, [[Int]], Double?)]) -> [String] {
    var rank = 0
    let workers = hosts.flatMap { host, bound, quota in
      bound.map { cores in
        rank += 1
        return WorkerPlacement.Worker(
          rank: rank, host: host, cores: AllowedCores(bound: cores, quota: quota))
      }
    }
    return WorkerPlacement(workers).warnings
  }

  @Test("Workers with a core each are not warned of, bound or not")
  func enough() {
    #expect(warnings([("a", [[0], [1], [2]], nil)]).isEmpty)
    #expect(warnings([("a", [[0, 1], [0, 1]], nil), ("b", [[0]], nil)]).isEmpty)
    #expect(warnings([("a", [[0, 1], [0, 1]], 2)]).isEmpty)
    #expect(warnings([("a", [[0]], 0.5)]).isEmpty)
    #expect(warnings([("a", [[], []], nil)]).isEmpty)
    #expect(warnings([]).isEmpty)
  }

  @Test("More workers than cores are told with numbers, per host")
  func tooMany() throws {
    let all = warnings([
      ("b", [[0, 1], [0, 1], [0, 1]], nil), ("a", [[0, 1], [0, 1]], nil),
      ("c", [[4], [4]], nil),
    ])
    try #require(all.count == 2)
    #expect(all[0].hasPrefix("b: 3 workers may use 2 cores between them"))
    #expect(all[0].contains("about 1.5 times as long"))
    #expect(all[1].hasPrefix("c: 2 workers may use one core (number 4) between them"))
    #expect(all[1].contains("-bind-to none"))
  }

  @Test("A quota counts like cores")
  func quota() throws {
    let all = warnings([("a", [[0, 1, 2, 3], [0, 1, 2, 3], [0, 1, 2, 3]], 1.5)])
    try #require(all.count == 1)
    #expect(all[0].contains("3 workers may use the time of 1.5 cores"))
    #expect(all[0].contains("about 2 times as long"))
  }

  @Test("Workers that are bound to one core while others are free are named")
  func crowd() throws {
    let all = warnings([("a", [[0], [0], [1, 2, 3]], nil)])
    try #require(all.count == 1)
    #expect(all[0].hasPrefix("a: ranks 1, 2 are all bound to core 0"))
  }
}
