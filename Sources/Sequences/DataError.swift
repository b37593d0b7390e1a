import Files

/// Why data cannot be used, and where.
///
/// The description is one sentence: which file or sample, what is wrong, what to do (spec/00
/// section 8; architecture rule 6). Lines count from 1, as editors do; samples, events and label
/// positions count from 0, as arrays do.
public struct DataError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What is wrong.
  public let reason: Reason
  /// Where it is, as far as that is known.
  public private(set) var place: DataPlace

  /// An error for `reason` at `place`.
  public init(_ reason: Reason, at place: DataPlace = DataPlace()) {
    self.reason = reason
    self.place = place
  }

  /// The same error, placed in `file` unless it names one already.
  func located(in file: String) -> DataError {
    var copy = self
    copy.place.file = copy.place.file ?? file
    return copy
  }

  /// One sentence: where, what, what to do.
  public var description: String {
    let location = place.description
    return location.isEmpty ? reason.sentence.firstCapitalised : "\(location): \(reason.sentence)"
  }
}

/// A place in the data; whatever is not known is nil.
public struct DataPlace: Sendable, Equatable, CustomStringConvertible {
  /// The path of the file.
  public var file: String?
  /// The line in the file, from 1.
  public var line: Int?
  /// The name of the column.
  public var column: String?
  /// The split, such as `training`.
  public var split: String?
  /// The sample, from 0.
  public var sample: Int?
  /// The event of the sample, from 0.
  public var event: Int?
  /// The name of the feature.
  public var feature: String?

  /// A place of which only the given parts are known.
  public init(
    file: String? = nil, line: Int? = nil, column: String? = nil, split: String? = nil,
    sample: Int? = nil, event: Int? = nil, feature: String? = nil
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.split = split
    self.sample = sample
    self.event = event
    self.feature = feature
  }

  /// The known parts from the outermost to the innermost, such as `a.csv, line 3, column 'x'`.
  public var description: String {
    var parts: [String] = []
    if let file { parts.append(file) }
    if let line { parts.append("line \(line)") }
    if let column { parts.append("column '\(column)'") }
    if let split { parts.append("\(split) split") }
    if let sample { parts.append("sample \(sample)") }
    if let event { parts.append("event \(event)") }
    if let feature { parts.append("feature '\(feature)'") }
    return parts.joined(separator: ", ")
  }
}

extension String {
  /// The text with its first letter in upper case, unless it begins with a configuration key.
  var firstCapitalised: String {
    hasPrefix("data.") ? self : prefix(1).uppercased() + dropFirst()
  }
}
