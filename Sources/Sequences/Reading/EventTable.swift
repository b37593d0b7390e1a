/// The rows of a file, brought together by id and ordered by time, before they become samples.
///
/// Row by row: what was measured, when, and what the row says about labels.
struct EventTable {
  /// The path for errors.
  let file: String
  /// The ids in the order in which the file first names them.
  var ids: [String]
  /// The number of rows of each id; rows of one id lie behind one another.
  var lengths: [Int]
  /// One name per feature.
  var featureNames: [String]
  /// For each categorical feature its texts, nil for others; a value is an index into them.
  var categories: [[String]?]
  /// Row-major `[row, feature]`; `MissingMark.value` where there is none.
  var values: [Float]
  /// The time of each row; empty without columns of time.
  var times: [Double] = []
  /// The labels `[row, position]` as numbers of `labelTexts`, or `LabelCells.absent` behind a row's
  /// last one; empty unless they are given.
  var labels: [Int] = []
  /// The number of given label positions.
  var labelPositions = 0
  /// The texts of labels.
  var labelTexts: [String] = []
  /// The watched number of each row, NaN where it is missing; empty unless the label rule has one.
  var watched: [Double] = []
  /// Whether each row is an event; empty unless a column says so.
  var isEvent: [Bool] = []
  /// How far the event of each id lies behind its last row; empty unless a file says so.
  var remaining: [Double] = []
  /// The group of each id; empty if there are none.
  var groups: [Int] = []
  /// The text that names each id's split; empty if there is none.
  var splits: [String] = []
  /// What is worth noting, such as how many rows became how many.
  var notes: [String] = []
  /// What is doubtful: sentences.
  var warnings: [String] = []

  /// The number of features.
  var featureCount: Int { featureNames.count }
  /// The number of rows.
  var rowCount: Int { lengths.reduce(0, +) }
}

/// Rows in the order of a file, on their way to an `EventTable`.
struct EventRows {
  /// The ids.
  var ids = TextNumbering()
  /// The number of each row's id.
  var idOfRow: [Int] = []
  /// The time of each row.
  var times: [Double] = []
  /// The labels `[row, position]`.
  var labels: [Int] = []
  /// The texts of labels.
  var labelTexts = TextNumbering()
  /// The watched number of each row.
  var watched: [Double] = []
  /// Whether each row is an event.
  var isEvent: [Bool] = []
  /// The first row of each id.
  var firstRows: [Int] = []
  /// The group of each id.
  var groups: [Int] = []
  /// The texts of groups.
  var groupTexts = TextNumbering()
  /// The number of each id's split text.
  var splits: [Int] = []
  /// The texts of splits.
  var splitTexts = TextNumbering()

  /// The rows in the order of ids and times; rows of equal time stay in the order of the file.
  ///
  /// Cost: one pass if they are in that order already, else a sort.
  func order() -> [Int] {
    let isOrdered = idOfRow.indices.dropFirst().allSatisfy { row in
      idOfRow[row - 1] < idOfRow[row]
        || idOfRow[row - 1] == idOfRow[row] && (times.isEmpty || times[row - 1] <= times[row])
    }
    guard !isOrdered else { return Array(idOfRow.indices) }
    return idOfRow.indices.sorted { first, second in
      if idOfRow[first] != idOfRow[second] { return idOfRow[first] < idOfRow[second] }
      if !times.isEmpty, times[first] != times[second] { return times[first] < times[second] }
      return first < second
    }
  }

  /// Sentences about rows whose order the file leaves open.
  func orderWarnings(order: [Int], file: String) -> [String] {
    if times.isEmpty {
      var seen: Set<Int> = []
      var apart: Set<Int> = []
      var last: Int?
      for id in idOfRow where id != last {
        if !seen.insert(id).inserted { apart.insert(id) }
        last = id
      }
      guard !apart.isEmpty else { return [] }
      return [
        "\(file): the rows of one id do not lie together (\(apart.count) ids); without "
          + "data.columns.time they stay in the order of the file."
      ]
    }
    let equal = zip(order, order.dropFirst()).count { first, second in
      idOfRow[first] == idOfRow[second] && times[first] == times[second]
    }
    guard equal > 0 else { return [] }
    return [
      "\(file): rows of one sample have the same time (\(equal) times); they stay in the order "
        + "of the file."
    ]
  }
}
