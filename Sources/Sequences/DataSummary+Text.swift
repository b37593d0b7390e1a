import Files

extension DataSummary {
  /// The summary as text for a terminal: tables of splits and features, notes, warnings.
  public var text: String {
    var sections = [splitTable, featureTable]
    if !droppedText.isEmpty { sections.append("Windows left out: \(droppedText).") }
    if !notes.isEmpty { sections.append(notes.joined(separator: "\n")) }
    if !warnings.isEmpty {
      sections.append(warnings.map { "warning: \($0)" }.joined(separator: "\n"))
    }
    return sections.joined(separator: "\n\n") + "\n"
  }

  private var splitTable: String {
    // Many labels, and sequences of several, have a table of their own.
    let isShort = labelNames.count <= 4 && labelNames.allSatisfy { $0.count <= 16 }
    let labels = isShort ? shownLabels : [minorityLabel]
    let header =
      ["split", "samples", "lengths"] + labels.map(\.name) + ["repeated", "in earlier split"]
    let rows = splits.map { split -> [String] in
      let (shortest, longest) = (split.minimumLength, split.maximumLength)
      let lengths =
        shortest == longest ? "\(longest)" : "\(shortest)-\(longest), median \(split.medianLength)"
      return [split.name, "\(split.sampleCount)", lengths]
        + labels.map { share($0.count(split), of: split.sampleCount) }
        + ["\(split.duplicates)", "\(split.duplicatesAcross)"]
    }
    return TextTable.text(header: header, rows: rows)
      + "\nImbalance in training: \(Self.rounded(imbalanceRatio)) to 1."
      + (isShort ? "" : "\n\n" + labelTable)
  }

  /// A row for each label, a column for each split.
  private var labelTable: String {
    TextTable.text(
      header: ["label"] + splits.map(\.name),
      rows: shownLabels.map { label in
        [label.name] + splits.map { share(label.count($0), of: $0.sampleCount) }
      })
  }

  /// What a table says about some samples of a split.
  private typealias Label = (name: String, count: (Split) -> Int)

  private var minorityLabel: Label { ("minority", { $0.minorityCount }) }

  /// The labels in the order of the vocabulary, the rarest of many together, then unknown ones.
  private var shownLabels: [Label] {
    // Hundreds of label sequences would bury the rest.
    let byCount = labelNames.indices.dropFirst().sorted {
      (-splits[0].labelCounts[$0], $0) < (-splits[0].labelCounts[$1], $1)
    }
    let shown = [LabelVocabulary.majority] + byCount.prefix(11).sorted()
    let rest = byCount.dropFirst(11)
    var labels = shown.map { id -> Label in
      let name = id == LabelVocabulary.majority ? "\(labelNames[id]) (majority)" : labelNames[id]
      return (name, { $0.labelCounts[id] })
    }
    if !rest.isEmpty {
      labels.append(
        ("\(rest.count) other labels", { split in rest.map { split.labelCounts[$0] }.reduce(0, +) })
      )
    }
    if splits.contains(where: { $0.labelCounts.last ?? 0 > 0 }) {
      labels.append(("unknown", { $0.labelCounts.last ?? 0 }))
    }
    return labels
  }

  private var droppedText: String {
    [
      (droppedWindows.incomplete, "with a missing value or time gap"),
      (droppedWindows.atBorders, "across a border"),
      (droppedWindows.tooShort, "because an id has too few rows"),
      (droppedWindows.unobserved, "because their id ends before the label is known"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private var featureTable: String {
    let isComplete = missing.allSatisfy { $0.events.allSatisfy { $0 == 0 } }
    let shares = Dictionary(
      missing.map { ($0.feature, $0.events) }, uniquingKeysWith: { first, _ in first })
    var header = ["feature (training)", "minimum", "mean", "maximum", "sd"]
    if !isComplete { header.append("missing") }
    header.append("")
    // Word vectors would fill the screen, and say nothing one by one.
    let listed = measuredAndOneHot
    let shown = listed.count > 100 ? Array(listed.prefix(20)) : listed
    let rows = shown.map { index in
      let feature = features[index]
      var row = [feature.name]
      row += [
        Double(feature.minimum), feature.mean, Double(feature.maximum), feature.standardDeviation,
      ].map(significant)
      if !isComplete {
        row.append(percent(shares[feature.name] ?? shares[feature.name.before("=")]))
      }
      let isShifted =
        measured.contains(index)
        && splits.dropFirst().contains {
          self.isShifted(index, in: $0)
        }
      row.append(feature.isConstant ? "constant" : isShifted ? "shifted" : "")
      return row
    }
    var text = TextTable.text(header: header, rows: rows)
    if shown.count < listed.count { text += "\n… and \(listed.count - shown.count) more features." }
    let indicators = features.count - listed.count
    if indicators > 0 {
      text += "\nBesides, \(indicators) features NAME.present say where values were measured."
    }
    return text
  }

  /// All features but indicators.
  private var measuredAndOneHot: [Int] {
    let measured = Set(measured)
    return features.indices.filter { measured.contains($0) || features[$0].name.contains("=") }
  }

  /// The share of missing values in training, and in the other splits if they differ visibly.
  private func percent(_ shares: [Double]?) -> String {
    guard let shares, shares.contains(where: { $0 > 0 }) else { return "" }
    let texts = shares.map { share in
      share > 0 && share < 0.001 ? "<0.1" : Self.rounded(100 * share)
    }
    return texts.allSatisfy { $0 == texts[0] }
      ? "\(texts[0]) %" : texts.joined(separator: " / ") + " %"
  }

  private func share(_ count: Int, of total: Int) -> String {
    let percent = (Double(count) / Double(max(1, total)) * 1000).rounded() / 10
    return "\(count) (\(percent) %)"
  }

  /// A number with about five digits.
  private func significant(_ value: Double) -> String {
    guard value != 0, value.isFinite else { return "0" }
    var step = 1.0
    while abs(value) / step >= 100_000 { step *= 10 }
    while abs(value) / step < 10_000, step > 1e-12 { step /= 10 }
    // Dividing by the reciprocal keeps decimal fractions short: 3 / 10 is 0.3, 3 * 0.1 is not.
    let whole = (value / step).rounded()
    let rounded = step >= 1 ? whole * step : whole / (1 / step).rounded()
    return rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)"
  }
}
