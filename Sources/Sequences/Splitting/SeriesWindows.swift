/// The windows of one split of a series.
///
/// A window is `length` rows followed by `horizon` rows that only its label looks at; all of them
/// belong to the split, so that no two splits share a row (spec/01 section 17). Windows begin every
/// `stride` rows from the split's first row; those with an incomplete row or a time gap are left
/// out and counted.
struct SeriesWindows {
  /// The series.
  let series: Series
  /// The rows of the split.
  let rows: Range<Int>
  /// The first row of each window in the series.
  let starts: [Int]
  /// The number of rows of a window.
  let length: Int
  /// The number of rows behind the window that the label looks at.
  let horizon: Int
  /// What was left out.
  let dropped: LoadedData.DroppedWindows

  /// Cuts the windows of some rows of a series.
  init(of series: Series, rows: Range<Int>, configuration: DataConfiguration) {
    length = configuration.window.length
    horizon = configuration.label.rule == .given ? 0 : configuration.label.horizon
    let needed = length + horizon
    var starts: [Int] = []
    var dropped = LoadedData.DroppedWindows()
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: configuration.window.stride)
    {
      if start + needed > rows.upperBound {
        dropped.atBorders += 1
      } else if series.runs[start] < needed {
        dropped.incomplete += 1
      } else {
        starts.append(start)
      }
    }
    self.series = series
    self.rows = rows
    self.starts = starts
    self.dropped = dropped
  }

  /// The changes that the labels are about, row-major `[window, horizon]`.
  ///
  /// A change is the absolute difference of the watched column between successive rows, the first
  /// one from the window's last row on. In single precision, so that 2.3 - 2.2 and 1.3 - 1.2,
  /// which differ in the last bits of a double, are equal changes.
  func changes() -> [Float] {
    var changes: [Float] = []
    changes.reserveCapacity(starts.count * horizon)
    for start in starts {
      for row in (start + length)..<(start + length + horizon) {
        changes.append(Float(abs(series.watched[row] - series.watched[row - 1])))
      }
    }
    return changes
  }

  /// The windows as a data set with labels `[window, labelLength]`; only rows in use are kept.
  func dataset(
    labels: [Int], labelLength: Int, classNames: [String]
  ) throws(DataError) -> SequenceDataset {
    let features = series.featureNames.count
    do throws(DataError) {
      return try SequenceDataset(
        featureNames: series.featureNames, classNames: classNames, labelLength: labelLength,
        values: Array(series.values[rows.lowerBound * features..<rows.upperBound * features]),
        starts: starts.map { $0 - rows.lowerBound },
        lengths: [Int](repeating: length, count: starts.count), labels: labels
      ).compacted()
    } catch {
      throw error.located(in: series.file)
    }
  }
}

/// The rule `significant-change`: 1 where a change exceeds a threshold (spec/01 section 17).
enum SignificantChange {
  /// The names of the two classes.
  static let classNames = ["steady", "significant"]

  /// The threshold that at most a share of the changes exceeds, and as many as possible.
  ///
  /// If `share * changes.count` of them, rounded down, are to exceed it, it is the next smaller
  /// one. Equal changes are all significant or all not, so the share can come out smaller.
  ///
  /// - Precondition: there is a change.
  static func threshold(of changes: [Float], share: Double) -> Float {
    let descending = changes.sorted(by: >)
    return descending[min(descending.count - 1, Int(share * Double(descending.count)))]
  }

  /// The labels of some changes.
  static func labels(of changes: [Float], threshold: Float) -> [Int] {
    changes.map { $0 > threshold ? 1 : 0 }
  }
}
