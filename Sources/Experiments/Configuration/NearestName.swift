/// Finds what somebody probably meant by a name that does not exist.
enum NearestName {
  /// The known name that is fewest edits away; nil if none is near.
  static func to(_ name: String, among known: [String]) -> String? {
    let best = known.map { (name: $0, distance: distance(name, $0)) }.min {
      ($0.distance, $0.name) < ($1.distance, $1.name)
    }
    guard let best, best.distance <= max(2, name.count / 3) else { return nil }
    return best.name
  }

  /// Says that a name is unknown, which one is near, or which there are.
  static func sentence(_ name: String, among known: [String]) -> String {
    if let near = to(name, among: known) {
      return "\"\(name)\" is not known; did you mean \"\(near)\"?"
    }
    return "\"\(name)\" is not known; there are \(known.joined(separator: ", "))."
  }

  /// The number of letters to insert, delete, replace or swap with their neighbour
  /// (optimal string alignment), upper and lower case alike.
  static func distance(_ first: String, _ second: String) -> Int {
    let (a, b) = (Array(first.lowercased()), Array(second.lowercased()))
    var beforeLast: [Int] = []
    var last = Array(0...b.count)
    for i in 0..<a.count {
      var current = [i + 1] + Array(repeating: 0, count: b.count)
      for j in 0..<b.count {
        current[j + 1] = min(last[j + 1] + 1, current[j] + 1, last[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
          current[j + 1] = min(current[j + 1], beforeLast[j - 1] + 1)
        }
      }
      (beforeLast, last) = (last, current)
    }
    return last[b.count]
  }
}
