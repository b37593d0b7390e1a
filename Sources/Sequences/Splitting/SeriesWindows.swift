/// The windows of one split of a series.
///
/// A window is `length` rows followed by `future` rows that only its labels look at; all of them
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
  /// The number of rows behind the window that the labels look at.
  let future: Int
  /// What was left out.
  let dropped: LoadedData.DroppedWindows
  private let label: LabelConfiguration

  /// Cuts the windows of some rows of a series.
  init(of series: Series, rows: Range<Int>, configuration: DataConfiguration) {
    length = configuration.window.length
    label = configuration.label
    future = label.firstAhead(whole: false) + label.horizon - 1
    let needed = length + future
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

  /// The rows that the labels of a window are about.
  private func labelledRows(of start: Int) -> Range<Int> {
    let first = start + length - 1 + label.firstAhead(whole: false)
    return first..<first + label.horizon
  }

  /// The numbers that the labels are about, row-major `[window, horizon]`.
  ///
  /// A change is the difference of the watched column between successive rows. In single precision,
  /// so that 2.3 - 2.2 and 1.3 - 1.2, which differ in the last bits of a double, are equal changes.
  func measures() -> [Float] {
    let measure = label.rule == .significantChange ? .absoluteChange : label.measure
    var numbers: [Float] = []
    numbers.reserveCapacity(starts.count * label.horizon)
    for start in starts {
      for row in labelledRows(of: start) {
        switch measure {
        case .value: numbers.append(Float(series.watched[row]))
        case .change: numbers.append(Float(series.watched[row] - series.watched[row - 1]))
        case .absoluteChange:
          numbers.append(Float(abs(series.watched[row] - series.watched[row - 1])))
        }
      }
    }
    return numbers
  }

  /// The windows as samples, with their labels or the numbers that become labels.
  func samples() throws(DataError) -> SampleTable {
    let features = series.featureNames.count
    let labels =
      label.rule == .given
      ? starts.flatMap { labelledRows(of: $0).map { series.labels[$0] } }
      : [Int](repeating: 0, count: starts.count * label.horizon)
    do throws(DataError) {
      let dataset = try SequenceDataset(
        featureNames: series.featureNames,
        classNames: label.rule == .given
          ? series.labelTexts : ThresholdLabels.classNames(of: label),
        labelLength: label.horizon,
        values: Array(series.values[rows.lowerBound * features..<rows.upperBound * features]),
        starts: starts.map { $0 - rows.lowerBound },
        lengths: [Int](repeating: length, count: starts.count), labels: labels)
      return SampleTable(
        dataset: dataset, measures: label.isMeasured ? measures() : [],
        stretches: [0]
          + series.stretches.filter { $0 > rows.lowerBound && $0 < rows.upperBound }
          .map { $0 - rows.lowerBound },
        categories: series.categories, declaresClasses: label.isMeasured)
    } catch {
      throw error.located(in: series.file)
    }
  }
}
