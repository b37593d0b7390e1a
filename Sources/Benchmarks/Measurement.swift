import Files
import Foundation
import Tensors

/// A workload with its data and weights made, ready to be run again and again.
protocol MeasuredWork {
  /// One repetition.
  mutating func run() throws

  /// What runs once before anything is measured, so that memory and libraries are ready.
  mutating func warmUp() throws

  /// How many multiply-adds the mathematics of one repetition needs; nil where nobody has counted.
  ///
  /// Those of the model, not those that the program happens to do: a wasteful program has a low
  /// rate.
  var multiplyAdds: Int? { get }

  /// The processor seconds of the last repetition, where not those of the whole process count.
  var ownProcessorTime: Double? { get }

  /// How many samples one repetition makes; nil where that is not what it is for.
  var samples: Int? { get }
}

extension MeasuredWork {
  mutating func warmUp() throws { try run() }
  var multiplyAdds: Int? { nil }
  var ownProcessorTime: Double? { nil }
  var samples: Int? { nil }
}

/// What a workload took: of all repetitions the shortest.
package struct Measurement: Sendable {
  /// The name of the workload.
  package let workload: String
  /// Processor time of the whole process, or of the part that counts, user and system, in seconds.
  package private(set) var processorTime = Double.infinity
  /// Wall time, in seconds; its minimum may come from another repetition.
  package private(set) var wallTime = Double.infinity
  /// Floating point operations per second of processor time, two for each multiply-add that the
  /// mathematics needs; nil where they are not counted.
  package var rate: Double? { multiplyAdds.map { 2 * Double($0) / processorTime } }
  /// The largest memory of the process when the data were made, in bytes: what the program and its
  /// libraries take, and the data.
  package let startBytes: Int
  /// The largest memory of the process until the end, in bytes.
  package let peakBytes: Int
  /// How many large blocks of memory the last repetition asked the system for; a steady step needs
  /// none.
  package let newBlocks: Int
  private let multiplyAdds: Int?
  private let samples: Int?

  /// Runs a workload once to warm up and then as often as asked.
  init(of work: some MeasuredWork, named name: String, repetitions: Int) throws {
    workload = name
    multiplyAdds = work.multiplyAdds
    samples = work.samples
    startBytes = ProcessMemory.peak
    var work = work
    try work.warmUp()
    var newBlocks = 0
    for _ in 0..<repetitions {
      let blocks = TensorMemory.newBlocks
      let (processor, wall) = (Self.seconds(CLOCK_PROCESS_CPUTIME_ID), ContinuousClock.now)
      try work.run()
      let whole = Self.seconds(CLOCK_PROCESS_CPUTIME_ID) - processor
      processorTime = min(processorTime, work.ownProcessorTime ?? whole)
      wallTime = min(wallTime, (ContinuousClock.now - wall) / .seconds(1))
      newBlocks = TensorMemory.newBlocks - blocks
    }
    self.newBlocks = newBlocks
    peakBytes = ProcessMemory.peak
  }

  /// The measurement as one line of JSON, in the form that all programs of a comparison share.
  package var line: String {
    var members = [
      ("peer", JSONString.quoted("counterweight")),
      ("workload", JSONString.quoted(workload)),
      ("cpu_ms", Self.text(processorTime * 1e3)),
      ("wall_ms", Self.text(wallTime * 1e3)),
      ("start_bytes", "\(startBytes)"),
      ("peak_bytes", "\(peakBytes)"),
      ("new_blocks", "\(newBlocks)"),
    ]
    if let samples, samples > 0 {
      members.append(("cpu_us_per_sample", Self.text(processorTime * 1e6 / Double(samples))))
    }
    if let rate { members.append(("gflops", Self.text(rate / 1e9))) }
    return "{" + members.map { "\"\($0.0)\": \($0.1)" }.joined(separator: ", ") + "}"
  }

  private static func text(_ value: Double) -> String { String(format: "%.3f", value) }

  private static func seconds(_ clock: clockid_t) -> Double {
    var time = timespec()
    clock_gettime(clock, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
  }
}
