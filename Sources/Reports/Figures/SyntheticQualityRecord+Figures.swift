import Figures

/// Figures of real and synthetic samples: real ones are always the first series, synthetic ones the
/// second, whatever the method.
extension SyntheticQualityRecord {
  private static let real = (series: 0, label: "real")
  private static let synthetic = (series: 1, label: "synthetic")
  /// How many features of an example are drawn.
  private static let mostFeatures = 4

  /// All figures, each a file of `results/figures`.
  public var figures: [Figure] {
    mapFigures + [histogramFigure].compactMap(\.self) + exampleFigures
  }

  /// The name of a figure, which is that of its file and the root of its ids.
  private func name(_ part: String) -> String {
    "synthetic-\(FileNameText.part(method))-\(seed)-\(part)"
  }

  private var owner: String { "\(method), seed \(seed)" }

  // MARK: Maps

  /// The map of principal components and the first t-SNE map, a figure each, and one of the t-SNE maps
  /// with other seeds.
  public var mapFigures: [Figure] {
    let components = maps.filter { $0.seed == nil }
    let seeded = maps.filter { $0.seed != nil }
    let single = components.prefix(1) + seeded.prefix(1)
    return single.map { map in
      chart([map]).figure(
        name: name(map.seed == nil ? "components" : "t-sne"),
        title: "Map by \(map.method): \(owner)",
        description: description(of: map))
    } + otherMapsFigure(Array(seeded.dropFirst()))
  }

  private func otherMapsFigure(_ maps: [Map]) -> [Figure] {
    guard !maps.isEmpty else { return [] }
    return [
      chart(maps).figure(
        name: name("t-sne-others"), title: "Maps by t-SNE with other seeds: \(owner)",
        description: "Maps of the same samples by \(maps.map(\.title).joined(separator: ", ")); "
          + "what is seen in one of them only is chance.")
    ]
  }

  private func chart(_ maps: [Map]) -> ScatterChart {
    ScatterChart(
      panels: maps.map { map in
        ScatterChart.Panel(
          title: map.title, points: [Self.points(map.real), Self.points(map.synthetic)])
      }, groups: [Self.real, Self.synthetic])
  }

  private func description(of map: Map) -> String {
    "\(NumberText.counted(map.real.count, "real sample")) and "
      + "\(NumberText.counted(map.synthetic.count, "synthetic one")) of \(owner) in the plane by "
      + "\(map.title); samples that are alike lie near each other."
  }

  private static func points(_ rows: [[Double]]) -> [(x: Double, y: Double)] {
    rows.compactMap { $0.count == 2 ? ($0[0], $0[1]) : nil }
  }

  // MARK: Distributions

  /// Distributions such as that of lengths, a panel each; nil if there are none.
  ///
  /// One bin, such as that of samples of equal length, says nothing and is left out.
  public var histogramFigure: Figure? {
    let histograms = histograms.filter { $0.edges.count > 2 }
    guard !histograms.isEmpty else { return nil }
    return HistogramChart(
      panels: histograms.map { histogram in
        HistogramChart.Panel(
          title: QualityMeasureText(histogram.name).title, edges: histogram.edges,
          shares: [histogram.real, histogram.synthetic],
          axis: QualityMeasureText.axis(histogram.name))
      }, groups: [Self.real, Self.synthetic]
    ).figure(
      name: name("distributions"), title: "Distributions: \(owner)",
      description: "Shares of real and of synthetic samples by "
        + histograms.map { QualityMeasureText($0.name).title }.joined(separator: ", by ") + ".")
  }

  // MARK: Examples

  /// Some real sequences beside the synthetic ones that came from them, a figure each.
  public var exampleFigures: [Figure] {
    let shown = shownFeatures
    return examples.prefix(Self.mostExamples).enumerated().compactMap { index, example in
      guard !shown.isEmpty else { return nil }
      return SequenceChart(
        rows: shown.map { features.indices.contains($0) ? features[$0].name : "feature \($0 + 1)" },
        columns: [
          SequenceChart.Column(
            title: "real", values: Self.byFeature(example.real, shown), series: Self.real.series),
          SequenceChart.Column(
            title: "synthetic", values: Self.byFeature(example.synthetic, shown),
            series: Self.synthetic.series),
        ]
      ).figure(
        name: name("example-\(index + 1)"), title: "Example \(index + 1): \(owner)",
        description: "A real sequence of \(NumberText.counted(example.real.count, "event")) at the "
          + "left, and the synthetic one of \(example.synthetic.count) that came from it at the "
          + "right, over the real one drawn faintly.")
    }
  }

  /// How many examples are drawn.
  private static let mostExamples = 4

  /// The first features that are not the same in all events of the real examples; without such, the
  /// first ones.
  private var shownFeatures: [Int] {
    let varying = varyingFeatures
    return Array((varying.isEmpty ? Array(0..<exampleFeatures) : varying).prefix(Self.mostFeatures))
  }

  /// How many features all events of examples have.
  private var exampleFeatures: Int {
    examples.flatMap { $0.real + $0.synthetic }.map(\.count).min() ?? 0
  }

  /// The features that are not the same in all events of the real examples.
  private var varyingFeatures: [Int] {
    let events = examples.flatMap(\.real)
    return (0..<exampleFeatures).filter { feature in
      guard let first = events.first?[feature] else { return false }
      return events.contains { $0[feature] != first }
    }
  }

  /// Which features of the examples are drawn, and of how many: a sentence.
  var meaningOfShownFeatures: String {
    let (all, varying, shown) = (exampleFeatures, varyingFeatures.count, shownFeatures.count)
    guard varying > 0 else {
      return "None of the \(NumberText.counted(all, "feature")) varies in the real examples"
        + (shown < all ? "; the first \(shown) are shown." : ".")
    }
    let which =
      shown < varying
      ? "the first \(shown) of the \(NumberText.counted(varying, "feature"))"
      : "the \(NumberText.counted(varying, "feature"))"
    return "Shown \(shown == 1 ? "is" : "are") \(which) that "
      + "\(varying == 1 ? "varies" : "vary") in the real examples, of \(all) in all."
  }

  private static func byFeature(_ events: [[Double]], _ features: [Int]) -> [[Double]] {
    features.map { feature in events.map { $0[feature] } }
  }
}

extension SyntheticQualityRecord.Map {
  /// How the map was made, in the words of the field.
  var method: String { kind == "PCA" ? "principal components" : kind }

  /// The same with the seed of the map, which is not that of the run.
  var title: String { method + (seed.map { " (its seed \($0))" } ?? "") }
}
