import Files

/// Reads samples from NumPy or idx arrays: `values [N, T, F]`, or ragged `values [rows, F]` with offsets.
///
/// A NaN is a missing value.
struct ArrayReader {
  private let configuration: DataConfiguration
  private let files: FileStore

  /// A reader that takes files from a store, because an archive holds several arrays.
  init(_ configuration: DataConfiguration, files: FileStore) {
    self.configuration = configuration
    self.files = files
  }

  /// The samples of one set of files.
  ///
  /// - Throws: `DataError` or `FileError`.
  func read(_ paths: SplitFiles) throws -> SampleTable {
    let values = try array(paths.values, member: "values", of: paths)
    let labels = try array(paths.labels, member: "labels", of: paths)
    let (starts, lengths, features) =
      configuration.format == .ragged
      ? try raggedLayout(values, offsets: array(paths.offsets, member: "offsets", of: paths))
      : try paddedLayout(
        values, lengths: optionalArray(paths.lengths, member: "lengths", of: paths))
    let names = configuration.columns.features
    guard names.isEmpty || names.count == features else {
      throw DataError(
        .wrongCount(of: "names in data.columns.features", found: names.count, expected: features),
        at: DataPlace(file: values.name))
    }
    let decoded = try LabelArray(
      labels, encoding: configuration.label.encoding,
      lengths: optionalArray(paths.labelLengths, member: "labelLengths", of: paths))
    let featureNames = names.isEmpty ? (0..<features).map { "feature\($0)" } : names
    for name in configuration.missing.features.keys.sorted() where !featureNames.contains(name) {
      throw DataError(
        .missingColumn(available: featureNames), at: DataPlace(file: values.name, column: name))
    }
    do throws(DataError) {
      let dataset = try SequenceDataset(
        featureNames: featureNames,
        classNames: decoded.classNames, labelLength: decoded.labelLength,
        values: withMissingMarked(
          values.floats(), featureNames, starts: starts, lengths: lengths),
        starts: starts, lengths: lengths, labels: decoded.classes,
        labelLengths: decoded.labelLengths
      ).compacted()
      // A value stands for later ones of its own sample only.
      return SampleTable(
        dataset: dataset, stretches: dataset.starts, declaresClasses: decoded.isOneHot)
    } catch {
      if case .wrongCount(of: let what, _, _) = error.reason, what.hasPrefix("label") {
        throw error.located(in: labels.name)
      }
      throw error.located(in: values.name)
    }
  }

  /// The values with each NaN of a feature that may lack values as a missing one.
  ///
  /// - Throws: `missingValue` with sample, event and feature where none may be missing; what no sample
  ///   holds, such as padding, may be anything.
  private func withMissingMarked(
    _ values: [Float], _ featureNames: [String], starts: [Int], lengths: [Int]
  ) throws(DataError) -> [Float] {
    // Most arrays have none.
    guard values.contains(where: \.isNaN) else { return values }
    let features = featureNames.count
    let isError = featureNames.map { configuration.missing.rule(of: $0) == .error }
    for (sample, start) in starts.enumerated() {
      let first = start * features
      for place in first..<first + lengths[sample] * features
      where values.indices.contains(place) && values[place].isNaN && isError[place % features] {
        throw DataError(
          .missingValue,
          at: DataPlace(
            sample: sample, event: (place - first) / features,
            feature: featureNames[place % features]))
      }
    }
    return values.map { $0.isNaN ? MissingMark.value : $0 }
  }

  private func paddedLayout(
    _ values: NumpyArray, lengths: NumpyArray?
  ) throws(DataError) -> (starts: [Int], lengths: [Int], features: Int) {
    let shape = values.shape
    guard shape.count == 3 || shape.count == 2, shape[1] > 0, shape.last != 0 else {
      throw DataError(
        .shape(found: shape, expected: "(samples, time, features), or (samples, time) for one"),
        at: DataPlace(file: values.name))
    }
    let (count, time) = (shape[0], shape[1])
    let starts = (0..<count).map { $0 * time }
    let features = shape.count == 3 ? shape[2] : 1
    guard let lengths else { return (starts, [Int](repeating: time, count: count), features) }
    let given = try lengths.integers()
    guard lengths.shape.count == 1, given.count == count else {
      throw DataError(
        .shape(found: lengths.shape, expected: "(\(count),), one length per sample,"),
        at: DataPlace(file: lengths.name))
    }
    if let sample = given.firstIndex(where: { $0 > time }) {
      throw DataError(.outsideStorage, at: DataPlace(file: lengths.name, sample: sample))
    }
    return (starts, given, features)
  }

  private func raggedLayout(
    _ values: NumpyArray, offsets: NumpyArray
  ) throws(DataError) -> (starts: [Int], lengths: [Int], features: Int) {
    guard values.shape.count == 2 || values.shape.count == 1, values.shape.last != 0 else {
      throw DataError(
        .shape(found: values.shape, expected: "(rows, features), or (rows,) for one,"),
        at: DataPlace(file: values.name))
    }
    let borders = try offsets.integers()
    let place = DataPlace(file: offsets.name)
    guard offsets.shape.count == 1, borders.count >= 2 else {
      throw DataError(.shape(found: offsets.shape, expected: "(samples + 1,)"), at: place)
    }
    guard borders[0] == 0 else {
      throw DataError(.offsets(detail: "begin with \(borders[0])"), at: place)
    }
    let rows = values.shape[0]
    guard borders[borders.count - 1] == rows else {
      let detail = "end with \(borders[borders.count - 1]), but there are \(rows) rows"
      throw DataError(.offsets(detail: detail), at: place)
    }
    // Before any subtraction: offsets in order lie between 0 and `rows`, others may overflow.
    if let sample = (0..<borders.count - 1).first(where: { borders[$0 + 1] < borders[$0] }) {
      throw DataError(
        .offsets(detail: "decrease from \(borders[sample]) to \(borders[sample + 1])"),
        at: DataPlace(file: offsets.name, sample: sample))
    }
    let lengths = zip(borders.dropFirst(), borders).map { $0 - $1 }
    return (Array(borders.dropLast()), lengths, values.shape.count == 2 ? values.shape[1] : 1)
  }

  /// An array that need not be there: the named one, or the archive's if it has one.
  private func optionalArray(
    _ path: String, member: String, of paths: SplitFiles
  ) throws -> NumpyArray? {
    if path.isEmpty {
      let (file, _) = Self.parts(of: paths.values)
      let content = try files.content(of: file)
      guard content.starts(with: NumpyArchive.magic) else { return nil }
      let archive = try NumpyArchive(content, file: file)
      return archive.names.contains(member) ? try archive.array(member) : nil
    }
    return try array(path, member: member, of: paths)
  }

  /// The array of a path, or that member of the archive of values if no path is given.
  private func array(_ path: String, member: String, of paths: SplitFiles) throws -> NumpyArray {
    let (file, name) = Self.parts(of: path.isEmpty ? paths.values : path)
    let content = try files.content(of: file)
    if configuration.format == .idx { return try NumpyArray(idx: content, name: file) }
    if content.starts(with: NumpyArchive.magic) {
      return try NumpyArchive(content, file: file).array(path.isEmpty ? member : name ?? member)
    }
    guard !path.isEmpty else {
      throw DataError(
        .configuration(
          sentence: "the file of \(member) is not set, and this is no .npz archive that could hold "
            + "them; set data.files.….\(member)."),
        at: DataPlace(file: file))
    }
    return try NumpyArray(content, name: file)
  }

  /// The file and the member of a path such as `data.npz:x_train`.
  static func parts(of path: String) -> (file: String, member: String?) {
    guard let end = path.firstRange(of: ".npz:") else { return (path, nil) }
    let colon = path.index(before: end.upperBound)
    return (String(path[..<colon]), String(path[end.upperBound...]))
  }
}
