/// What happens to three splits between reading and training, in this order: labels by a threshold,
/// the choice of a label position, merging of classes, duplicates, thinning, missing values and
/// categories.
///
/// Whatever is fitted is fitted to the training split as it is after the steps before.
struct DataPreparation {
  private let configuration: DataConfiguration

  init(_ configuration: DataConfiguration) {
    self.configuration = configuration
  }

  /// The three data sets, with what there is to say about them.
  ///
  /// - Throws: if a step cannot be done, or leaves a split empty.
  func prepare(_ parts: SplitParts) throws(DataError) -> PreparedParts {
    var tables = [parts.training, parts.validation, parts.test]
    var result = PreparedParts(notes: parts.notes, warnings: parts.warnings)
    try Self.requireSamples(tables)
    if let note = try ThresholdLabels.decide(&tables, configuration: configuration.label) {
      result.notes.append(note)
    }
    for index in tables.indices {
      tables[index].dataset = try selectLabel(of: tables[index].dataset)
    }
    try ClassMerging(configuration.label).apply(to: &tables)
    removeDuplicates(in: &tables, &result)
    let thinned = try Thinning(configuration.thin).apply(to: &tables)
    result.notes += thinned.notes
    result.warnings += thinned.warnings
    try Self.requireSamples(tables)
    result.warnings += TimeWarnings.about(tables, rule: configuration.split.rule)
    let completion = try FeatureCompletion(configuration.missing, fittedTo: tables[0])
    var missing: [[FeatureCompletion.Missing]] = []
    for (table, name) in zip(tables, Self.names) {
      do throws(DataError) {
        let (dataset, lacking, warnings) = try completion.apply(to: table)
        result.datasets.append(dataset)
        missing.append(lacking)
        result.warnings += warnings.map { "In the \(name) split: \($0)" }
      } catch {
        throw DataError(error.reason, at: DataPlace(split: name, feature: error.place.feature))
      }
    }
    result.missing = completion.features.enumerated().map { index, feature in
      LoadedData.MissingShares(
        feature: feature.name, events: missing.map { $0[index].events },
        samples: missing.map { $0[index].samples })
    }
    result.declaresClasses = tables[0].declaresClasses
    return result
  }

  /// The names of the splits.
  static let names = ["training", "validation", "test"]

  private static func requireSamples(_ tables: [SampleTable]) throws(DataError) {
    for (table, name) in zip(tables, names) where table.dataset.isEmpty {
      throw DataError(.empty, at: DataPlace(split: name))
    }
  }

  private func removeDuplicates(in tables: inout [SampleTable], _ result: inout PreparedParts) {
    guard configuration.duplicates == .remove else { return }
    for (name, removed) in zip(Self.names, tables.removeDuplicates())
    where removed != (repeated: 0, inEarlier: 0) {
      result.notes.append(
        "Duplicates left out of \(name): \(removed.repeated) that repeat another sample of it, "
          + "\(removed.inEarlier) that are in an earlier split.")
    }
  }

  private func selectLabel(of dataset: SequenceDataset) throws(DataError) -> SequenceDataset {
    let position = configuration.label.position
    guard position != 0 else { return dataset }
    if let shortest = dataset.labelLengths.min(), position > shortest {
      throw DataError(
        .configuration(
          sentence: "data.label.position is \(position), but a label has "
            + "\(shortest) positions; choose one of them."))
    }
    return dataset.selectingLabel(at: position < 0 ? position : position - 1)
  }
}

/// Three data sets whose features are complete, before classes are ordered.
struct PreparedParts {
  /// Training, validation, test.
  var datasets: [SequenceDataset] = []
  /// What was missing, by feature of the files, before categories and indicators.
  var missing: [LoadedData.MissingShares] = []
  /// Whether the files say which classes there are.
  var declaresClasses = false
  /// What was decided: sentences.
  var notes: [String] = []
  /// What is doubtful: sentences.
  var warnings: [String] = []
}

/// Three tables of samples on their way to becoming splits.
struct SplitParts {
  var training: SampleTable
  var validation: SampleTable
  var test: SampleTable
  var notes: [String] = []
  var warnings: [String] = []
  var dropped = LoadedData.DroppedWindows()
}
