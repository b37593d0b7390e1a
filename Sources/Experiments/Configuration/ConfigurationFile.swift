import Files
import Yams

/// Reads an experiment file strictly: every key must be known, every value of its kind.
public struct ConfigurationFile: Sendable {
  /// The configuration, complete with defaults.
  public let configuration: ExperimentConfiguration
  /// The file's path, as given.
  public let path: String
  /// The folder that paths in the file are relative to.
  public let folder: String

  /// Reads and checks a file.
  ///
  /// - Parameters:
  ///   - path: the YAML file.
  ///   - overrides: `key.of.a.section=value`, laid over the file in order.
  /// - Throws: `FileError` if it cannot be read, `ConfigurationError` for everything else.
  public init(_ path: String, overrides: [String] = []) throws {
    self.path = path
    folder = Paths.folder(of: path)
    let text = String(decoding: try FileContents.read(path), as: UTF8.self)
    var written = ConfigurationTree(root: try Self.compose(text, source: path))
    var known = try ConfigurationTree.defaults(for: written)
    _ = try known.overlaid(with: written.root) { keys, node, what in
      Self.error(path, keys, node, what)
    }

    for override in overrides {
      let (keys, value) = try Self.parse(override)
      var alone = ConfigurationTree(root: Node([(Node, Node)]()))
      alone.set(value, at: keys)
      _ = try known.overlaid(with: alone.root) { keys, _, what in
        ConfigurationError("--set \(override): \(Self.place(keys))\(what.endingSentence)")
      }
      written.set(value, at: keys)
    }
    // An override may have chosen another profile.
    known = try ConfigurationTree.defaults(for: written)
    let complete = try known.overlaid(with: written.root) { keys, node, what in
      Self.error(path, keys, node, what)
    }
    func source(_ keys: [String]) -> String {
      Self.source(of: keys, path: path, written: written, overrides: overrides)
    }
    configuration = try Self.decode(complete, source: source)
    if let (key, value) = complete.firstHugeNumber(comparedWith: known) {
      throw ConfigurationError(
        "\(source(Self.keys(key))): \(key): the number \(value) is too large; "
          + "\(ConfigurationTree.largestNumber) is the limit.")
    }
    if let problem = configuration.problems().first {
      let key = problem.prefix { !" :,".contains($0) }
      throw ConfigurationError("\(source(Self.keys(String(key)))): \(problem)")
    }
  }

  /// Where a value was written: an override, a line of the file, or, for a default, the file.
  private static func source(
    of keys: [String], path: String, written: ConfigurationTree, overrides: [String]
  ) -> String {
    // The last override wins, and one of a whole section speaks for everything in it.
    let override = overrides.last { override in
      keys.starts(with: Self.keys(String(override.prefix { $0 != "=" })))
    }
    if let override { return "--set \(override)" }
    return path + (written[keys]?.mark.map { ", line \($0.line)" } ?? "")
  }

  private static func keys(_ path: String) -> [String] {
    path.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
  }

  /// The complete configuration as YAML, keys in a fixed order.
  public static func resolved(_ configuration: ExperimentConfiguration) throws -> String {
    try YAMLEncoder().encode(configuration)
  }

  /// Reads what `resolved` wrote, perhaps in an earlier version: keys that were not there yet have
  /// their defaults.
  public static func read(resolved text: String, path: String) throws -> ExperimentConfiguration {
    let written = ConfigurationTree(root: try compose(text, source: path))
    let complete = try ConfigurationTree.defaults(for: written).overlaid(with: written.root) {
      error(path, $0, $1, $2)
    }
    return try decode(complete) { _ in path }
  }

  private static func compose(_ text: String, source: String) throws -> Node {
    do {
      return try Yams.compose(yaml: text) ?? Node([(Node, Node)]())
    } catch let error as YamlError {
      throw ConfigurationError("\(source)\(explain(error)).")
    }
  }

  /// Splits `a.b=value`; the value is read as YAML.
  private static func parse(_ override: String) throws -> ([String], Node) {
    guard let equals = override.firstIndex(of: "="), equals != override.startIndex else {
      throw ConfigurationError("--set \(override): write it as key=value, such as seeds=[1,2].")
    }
    let text = String(override[override.index(after: equals)...])
    // Nothing is a text without letters here; in a file, an empty key keeps its default.
    let value =
      text.isEmpty
      ? Node("", Tag(.str), .singleQuoted)
      : try compose(text, source: "--set \"\(override)\"")
    return (keys(String(override[..<equals])), value)
  }

  private static func decode(
    _ tree: ConfigurationTree, source: ([String]) -> String
  ) throws -> ExperimentConfiguration {
    do {
      return try YAMLDecoder().decode(ExperimentConfiguration.self, from: tree.root)
    } catch let error as DecodingError {
      let (keys, what) = explain(error, in: tree)
      throw ConfigurationError("\(source(keys)): \(place(keys))\(what.endingSentence)")
    }
  }

  private static func explain(
    _ error: DecodingError, in tree: ConfigurationTree
  ) -> ([String], String) {
    func keys(_ context: DecodingError.Context) -> [String] {
      context.codingPath.map { $0.intValue.map(String.init) ?? $0.stringValue }
    }
    func found(_ path: [String]) -> String {
      guard let node = tree[path] else { return "nothing" }
      return node.string.map { "\"\($0)\"" } ?? (node.sequence == nil ? "a section" : "a list")
    }
    switch error {
    case .typeMismatch(let type, let context):
      let path = keys(context)
      return (path, "\(kind(type)) is expected, not \(found(path))")
    case .dataCorrupted(let context):
      let path = keys(context)
      if let choices = ConfigurationChoices.choices(at: path) {
        let value = tree[path]?.string ?? ""
        return (path, NearestName.sentence(value, among: choices).trimmingFullStop)
      }
      return (path, "\(found(path)) cannot be used: \(flat(context.debugDescription))")
    case .valueNotFound(let type, let context):
      return (keys(context), "\(kind(type)) is expected, not nothing")
    case .keyNotFound(let key, let context):
      return (keys(context), "the key \"\(key.stringValue)\" is missing")
    @unknown default:
      return ([], flat("\(error)"))
    }
  }

  private static func kind(_ type: Any.Type) -> String {
    switch type {
    case is Int.Type: "a whole number"
    case is UInt64.Type: "a whole number that is not negative"
    case is Double.Type, is Float.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    case is Node.Sequence.Type: "a list"
    case is Node.Mapping.Type: "a section with keys"
    default: "a single value"
    }
  }

  private static func error(
    _ path: String, _ keys: [String], _ node: Node, _ what: String
  ) -> ConfigurationError {
    let line = node.mark.map { ", line \($0.line)" } ?? ""
    return ConfigurationError("\(path)\(line): \(place(keys))\(what.endingSentence)")
  }

  private static func place(_ keys: [String]) -> String {
    keys.isEmpty ? "" : keys.joined(separator: ".") + ": "
  }

  /// What the parser did not like, without the excerpt that it prints over several lines.
  private static func explain(_ error: YamlError) -> String {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      ", line \(mark.line), column \(mark.column): this is not valid YAML: \(flat(problem))"
        + (context.map { " \(flat($0.text)) that begins in line \($0.mark.line)" } ?? "")
    case .duplicatedKeysInMapping(let duplicates, let context):
      ", line \(context.mark.line): the key \"\(duplicates.sorted().joined(separator: "\", \""))\" "
        + "is written twice in one section"
    case .reader(let problem, _, _, _):
      ": this is not valid YAML: \(flat(problem))"
    default:
      ": this is not valid YAML: \(flat("\(error)"))"
    }
  }

  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).map { $0.trimmingPrefix { $0 == " " } }
      .joined(separator: " ").trimmingFullStop
  }
}

extension String {
  /// With a full stop at the end, unless it ends with a question.
  fileprivate var endingSentence: String { hasSuffix("?") || hasSuffix(".") ? self : self + "." }

  /// Without a full stop at the end.
  fileprivate var trimmingFullStop: String {
    hasSuffix(".") ? String(dropLast()) : self
  }
}
