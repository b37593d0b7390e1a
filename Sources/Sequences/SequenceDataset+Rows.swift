extension SequenceDataset {
  // Data may have far more rows than samples, so nothing that a unit does keeps a number per row.

  /// Rows one behind another that equally many samples contain.
  struct RowRun: Equatable {
    let rows: Range<Int>
    /// How many samples contain each of them, at least 1.
    let coverage: Int
  }

  /// The rows that belong to a sample, in order, with how many samples they belong to.
  ///
  /// Cost: linear in the number of samples where they are in the order of their rows, else a sort.
  func rowRuns() -> [RowRun] {
    let firsts = starts.sorted()
    let ends = zip(starts, lengths).map { $0 + $1 }.sorted()
    var runs: [RowRun] = []
    var (begun, ended, row) = (0, 0, 0)
    while ended < ends.count {
      let next = begun < firsts.count ? min(firsts[begun], ends[ended]) : ends[ended]
      if begun > ended, next > row {
        if let last = runs.last, last.rows.upperBound == row, last.coverage == begun - ended {
          runs[runs.count - 1] = RowRun(
            rows: last.rows.lowerBound..<next, coverage: last.coverage)
        } else {
          runs.append(RowRun(rows: row..<next, coverage: begun - ended))
        }
      }
      row = next
      while begun < firsts.count, firsts[begun] == next { begun += 1 }
      while ended < ends.count, ends[ended] == next { ended += 1 }
    }
    return runs
  }

  /// How many samples contain each row.
  func rowCoverage() -> [Int] {
    var coverage = [Int](repeating: 0, count: rowCount + 1)
    for sample in 0..<count {
      coverage[starts[sample]] += 1
      coverage[starts[sample] + lengths[sample]] -= 1
    }
    var running = 0
    for row in coverage.indices {
      running += coverage[row]
      coverage[row] = running
    }
    coverage.removeLast()
    return coverage
  }

  /// The rows that belong to a sample.
  func usedRows() -> UsedRows { UsedRows(rowRuns()) }

  /// The same samples with other values, of which there are none but those of a sample.
  ///
  /// - Parameters:
  ///   - rows: the rows that belong to a sample.
  ///   - transform: fills the second place from the first, both row-major `[row, feature]`.
  /// - Returns: samples that share rows as these do.
  func mapping(
    _ rows: UsedRows,
    _ transform: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) -> SequenceDataset {
    let size = rows.count * featureCount
    let mapped = [Float](unsafeUninitializedCapacity: size) { target, count in
      rows.map(values, into: target, features: featureCount, transform)
      count = size
    }
    return replacingEvents(
      values: EventValues(mapped), starts: rows.places(of: starts), lengths: lengths)
  }
}

/// The rows of a data set that belong to its samples, and where they are if the others are left out.
struct UsedRows {
  private let stretches: [Range<Int>]
  /// How many of the rows lie before each stretch.
  private let offsets: [Int]
  /// The number of rows.
  let count: Int

  init(_ runs: [SequenceDataset.RowRun]) {
    var stretches: [Range<Int>] = []
    for run in runs {
      if let last = stretches.last, last.upperBound == run.rows.lowerBound {
        stretches[stretches.count - 1] = last.lowerBound..<run.rows.upperBound
      } else {
        stretches.append(run.rows)
      }
    }
    var offsets: [Int] = []
    var count = 0
    for stretch in stretches {
      offsets.append(count)
      count += stretch.count
    }
    self.stretches = stretches
    self.offsets = offsets
    self.count = count
  }

  /// Where rows are when the others are left out.
  ///
  /// Cost: a binary search for each.
  ///
  /// - Precondition: they belong to a sample.
  func places(of rows: [Int]) -> [Int] {
    rows.map { row in
      // The last stretch that begins at the row or before it.
      var (low, high) = (0, stretches.count)
      while high - low > 1 {
        let middle = (low + high) / 2
        if stretches[middle].lowerBound <= row { low = middle } else { high = middle }
      }
      return offsets[low] + row - stretches[low].lowerBound
    }
  }

  /// Calls a function with the values of each stretch, in order.
  func forEach(
    in values: EventValues, features: Int, _ body: (UnsafeBufferPointer<Float>) -> Void
  ) {
    values.withUnsafeBufferPointer { source in
      for stretch in stretches {
        body(
          UnsafeBufferPointer(
            rebasing: source[stretch.lowerBound * features..<stretch.upperBound * features]))
      }
    }
  }

  /// Fills a place with what becomes of the values of each stretch, one behind another.
  func map(
    _ values: EventValues, into target: UnsafeMutableBufferPointer<Float>, features: Int,
    _ transform: (UnsafeBufferPointer<Float>, UnsafeMutableBufferPointer<Float>) -> Void
  ) {
    var first = 0
    forEach(in: values, features: features) { source in
      transform(source, UnsafeMutableBufferPointer(rebasing: target[first..<first + source.count]))
      first += source.count
    }
  }

  /// Copies the values of the rows, one behind another.
  func copy(_ values: EventValues, into target: UnsafeMutableBufferPointer<Float>, features: Int) {
    map(values, into: target, features: features) { _ = $1.initialize(from: $0) }
  }
}
