import Experiments

/// Handing out units and taking their results, without computing or storing anything.
struct Dispatch: MeasuredWork {
  let units: Int
  let workers: Int
  private(set) var ownProcessorTime: Double? = nil

  init(units: Int, workers: Int) {
    self.units = units
    self.workers = workers
  }

  mutating func run() throws {
    ownProcessorTime = try DispatchTrial.run(units: units, workers: workers)
  }
}
