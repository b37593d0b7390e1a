extension ByteEncoder {
  /// Appends a table, its numbers bit by bit.
  public mutating func append(_ table: NumberTable) {
    append(table.columns)
    append(table.rows.count)
    append(table.rows.flatMap(\.self))
  }
}

extension ByteDecoder {
  /// Takes out a table.
  ///
  /// - Throws: `Failure` if the bytes end or the numbers do not fill rows.
  public mutating func table() throws(Failure) -> NumberTable {
    let start = consumed
    var table = NumberTable(columns: try texts())
    let count = try integer()
    let numbers = try doubles()
    let width = table.columns.count
    guard width > 0, count >= 0, numbers.count % width == 0, numbers.count / width == count else {
      throw Failure(position: start)
    }
    for row in 0..<count { table.append(Array(numbers[row * width..<(row + 1) * width])) }
    return table
  }
}
