import Foundation
import TestSupport
import Testing

@testable import MessagePassing

@Suite("Available memory")
struct AvailableMemoryTests {
  @Test("The node's memory, and the least of all control groups above, of both versions")
  func groups() throws {
    let folder = try TemporaryFolder()
    var found: AvailableMemory? { AvailableMemory.read(root: folder.path) }
    #expect(found == nil)
    try folder.put("MemTotal: 1000 kB\nMemFree: 1 kB\nMemAvailable: 400 kB\n", as: "proc/meminfo")
    #expect(found == AvailableMemory(total: 1_024_000, free: 409_600))

    try folder.put("0::/jobs/7\n", as: "proc/self/cgroup")
    try folder.put("max\n", as: "sys/fs/cgroup/jobs/7/memory.max")
    try folder.put("300000\n", as: "sys/fs/cgroup/jobs/7/memory.current")
    #expect(found == AvailableMemory(total: 1_024_000, free: 409_600))
    try folder.put("500000\n", as: "sys/fs/cgroup/jobs/memory.max")
    try folder.put("450000\n", as: "sys/fs/cgroup/jobs/memory.current")
    #expect(found == AvailableMemory(total: 500_000, free: 50_000))
    // Files that were read are given up first.
    try folder.put(
      "anon 1\ninactive_file 70000\nactive_file 20000\nslab_reclaimable 10000\n",
      as: "sys/fs/cgroup/jobs/memory.stat")
    #expect(found == AvailableMemory(total: 500_000, free: 150_000))

    try folder.put("7:cpu:/x\n6:memory:/b\n", as: "proc/self/cgroup")
    try folder.put("9223372036854771712\n", as: "sys/fs/cgroup/memory/b/memory.limit_in_bytes")
    try folder.put("10\n", as: "sys/fs/cgroup/memory/b/memory.usage_in_bytes")
    #expect(found?.total == 1_024_000)
    try folder.put("200000\n", as: "sys/fs/cgroup/memory/b/memory.limit_in_bytes")
    try folder.put("190000\n", as: "sys/fs/cgroup/memory/b/memory.usage_in_bytes")
    try folder.put("total_inactive_file 5000\n", as: "sys/fs/cgroup/memory/b/memory.stat")
    #expect(found == AvailableMemory(total: 200_000, free: 15_000))
  }

  @Test(
    "Launchers tell how many processes share a node",
    arguments: [
      (["MPI_LOCALNRANKS": "4", "MPI_LOCALRANKID": "2"], 4, 2),
      (["OMPI_COMM_WORLD_LOCAL_SIZE": "3", "OMPI_COMM_WORLD_LOCAL_RANK": "0"], 3, 0),
      (["SLURM_STEP_TASKS_PER_NODE": "2(x3),1", "SLURM_LOCALID": "1"], 2, 1),
      ([:], 1, 0), (["MPI_LOCALNRANKS": "x"], 1, 0),
    ] as [([String: String], Int, Int)])
  func neighbours(_ environment: [String: String], _ count: Int, _ number: Int) {
    #expect(
      Launcher.Neighbours.of(environment) == Launcher.Neighbours(count: count, number: number))
  }
}
