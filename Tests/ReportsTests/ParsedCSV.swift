/// The rows of a CSV text as dictionaries: a reader written apart from the writer under test.
func parsedCSV(_ text: String) -> [[String: String]] {
  var rows: [[String]] = []
  var (row, field, isQuoted): ([String], String, Bool) = ([], "", false)
  var characters = Array(text.unicodeScalars)[...]
  while let character = characters.popFirst() {
    switch (character, isQuoted) {
    case ("\"", true) where characters.first == "\"":
      characters.removeFirst()
      field.unicodeScalars.append("\"")
    case ("\"", _): isQuoted.toggle()
    case (",", false):
      row.append(field)
      field = ""
    case ("\n", false):
      rows.append(row + [field])
      (row, field) = ([], "")
    default: field.unicodeScalars.append(character)
    }
  }
  guard let header = rows.first else { return [] }
  return rows.dropFirst().map { values in
    Dictionary(zip(header, values), uniquingKeysWith: { first, _ in first })
  }
}
