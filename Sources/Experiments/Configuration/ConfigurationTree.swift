import Classification
import Yams

/// A YAML document as a tree: what was written, checked against the tree of the defaults.
///
/// The defaults, encoded, list every known key. Whatever the file says is merged over them, so that
/// decoding can be strict and plain.
struct ConfigurationTree {
  var root: Node

  /// A tree with a given root.
  init(root: Node) {
    self.root = root
  }

  /// The tree of a document.
  ///
  /// - Throws: what the parser throws.
  init(yaml: String) throws {
    root = try Yams.compose(yaml: yaml) ?? Node([(Node, Node)]())
  }

  /// The defaults of every section, for what a document says of `profile` and `classifier.form`.
  ///
  /// What these two say is not checked here: a value that is none has the defaults of `paper`.
  static func defaults(for written: ConfigurationTree) throws -> ConfigurationTree {
    let profile = written[["profile"]]?.string.flatMap(Profile.init) ?? .paper
    let form = written[["classifier", "form"]]?.string.flatMap(ClassifierForm.init) ?? .auto
    let text = try YAMLEncoder().encode(ExperimentConfiguration(profile: profile, form: form))
    return try ConfigurationTree(yaml: text)
  }

  /// This tree with `written` laid over it.
  ///
  /// - Parameters:
  ///   - written: what the file says.
  ///   - complain: makes the error for a node, from its path and a sentence about it.
  /// - Returns: the defaults, with everything that is written in their place.
  /// - Throws: what `complain` makes of an unknown key, or of a value where a section belongs.
  func overlaid(
    with written: Node, complain: (_ path: [String], _ node: Node, _ what: String) -> Error
  ) throws -> ConfigurationTree {
    ConfigurationTree(root: try Self.overlay(written, on: root, path: [], complain))
  }

  private static func overlay(
    _ written: Node, on known: Node, path: [String],
    _ complain: (_ path: [String], _ node: Node, _ what: String) -> Error
  ) throws -> Node {
    // A key or section that is left empty keeps its defaults.
    if written.null != nil { return known }
    guard case .mapping(var merged) = known else { return written }
    guard case .mapping(let given) = written else {
      // Some sections may be a single value.
      if path.isEmpty || written.sequence != nil {
        throw complain(path, written, "a section with keys is expected here")
      }
      return written
    }
    // A section without keys of its own takes names of the user's, such as those of features.
    if merged.isEmpty { return written }
    let keys = Array(merged.keys.compactMap(\.string))
    for (keyNode, value) in given {
      let key = keyNode.string ?? "\(keyNode.any)"
      guard let current = merged[Node(key)] else {
        throw complain(path, keyNode, "the key " + NearestName.sentence(key, among: keys))
      }
      merged[Node(key)] = try overlay(value, on: current, path: path + [key], complain)
    }
    return .mapping(merged)
  }

  /// The node at a path; nil if there is none.
  subscript(path: [String]) -> Node? {
    var node = root
    for key in path {
      if let index = Int(key), case .sequence(let sequence) = node {
        guard sequence.indices.contains(index) else { return nil }
        node = sequence[index]
      } else if let next = node.mapping?[Node(key)] {
        node = next
      } else {
        return nil
      }
    }
    return node
  }

  /// Sets the value at a path of keys, making sections on the way.
  mutating func set(_ value: Node, at path: [String]) {
    root = Self.setting(value, at: path[...], in: root)
  }

  private static func setting(_ value: Node, at path: ArraySlice<String>, in node: Node) -> Node {
    guard let key = path.first else { return value }
    var mapping = node.mapping ?? Node.Mapping([])
    let below = mapping[Node(key)] ?? Node([(Node, Node)]())
    mapping[Node(key)] = setting(value, at: path.dropFirst(), in: below)
    return .mapping(mapping)
  }

  /// The largest whole number that a setting, unlike a seed, can have.
  ///
  /// Far above every useful one, and far enough below the limit of `Int` for products of a few.
  static let largestNumber = 1_000_000_000

  /// Looks for a whole number, alone or in a list, beyond `largestNumber`.
  ///
  /// - Parameter defaults: what tells numbers from texts that look like numbers.
  /// - Returns: the first one with its path; nil if there is none.
  func firstHugeNumber(comparedWith defaults: ConfigurationTree) -> (path: String, value: String)? {
    func numbers(_ value: String) -> [Int?] {
      value.trimmingPrefix("[").split(separator: ", ").map {
        Int($0.hasSuffix("]") ? $0.dropLast() : $0)
      }
    }
    let isNumeric = Dictionary(
      defaults.leaves.map { ($0.path, numbers($0.value).contains { $0 != nil }) },
      uniquingKeysWith: { $1 })
    for (path, value) in leaves where isNumeric[path] == true && !path.contains("seed") {
      let huge = numbers(value).compactMap(\.self).first { $0.magnitude > Self.largestNumber }
      if let huge { return (path, "\(huge)") }
    }
    return nil
  }

  /// Every value by its dotted path, sorted; sequences count as one value.
  var leaves: [(path: String, value: String)] {
    var found: [(path: String, value: String)] = []
    func visit(_ node: Node, _ path: [String]) {
      if case .mapping(let mapping) = node {
        for (key, value) in mapping { visit(value, path + [key.string ?? ""]) }
      } else if case .sequence(let sequence) = node {
        let elements = sequence.map { $0.string ?? ((try? Yams.serialize(node: $0)) ?? "") }
        found.append((path.joined(separator: "."), "[\(elements.joined(separator: ", "))]"))
      } else {
        found.append((path.joined(separator: "."), node.string ?? ""))
      }
    }
    visit(root, [])
    return found.sorted { $0.path < $1.path }
  }
}
