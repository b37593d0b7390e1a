import Experiments

/// Handing out units and taking their results, without computing or storing anything.
struct Dispatch: MeasuredWork {
  let units: Int
  let workers: Int

  mutating func run() throws { _ = try DispatchTrial.run(units: units, workers: workers) }
}
