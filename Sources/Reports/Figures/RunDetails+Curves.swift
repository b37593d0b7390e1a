import Figures
import Files

/// Figures of how networks were trained.
extension RunDetails {
  /// No line has more points than these; longer ones are means over groups of epochs.
  private static let mostPoints = 100
  /// Lines of fewer points than these have marks.
  private static let fewestUnmarked = 30

  // MARK: Members

  /// How members were trained, with captions.
  func memberFigures(_ summary: StudySummary) -> [(figure: Figure, caption: String)] {
    [
      memberFigure(
        column: "validation_f1", words: "validation F1",
        title: "Members: minority F1 on validation data", isShare: true, summary),
      memberFigure(
        column: "training_loss", words: "training loss", title: "Members: training loss",
        isShare: false, summary),
    ].compactMap(\.self)
  }

  /// A column of all members' trainings, a panel per method: the mean and least to greatest.
  ///
  /// - Returns: nil if no member has such a column.
  private func memberFigure(
    column name: String, words: String, title: String, isShare: Bool, _ summary: StudySummary
  ) -> (figure: Figure, caption: String)? {
    let panels = summary.record.methods.compactMap { method -> LineChart.Panel? in
      memberLine(of: method, column: name, summary).map {
        LineChart.Panel(
          title: summary.label(of: method), lines: [$0], series: summary.series(of: method))
      }
    }
    guard !panels.isEmpty else { return nil }
    let scale = Self.commonScale(panels, isShare: isShare)
    let figure = LineChart(panels: panels, xTitle: "epoch", yTitle: words, yDomain: scale).figure(
      name: "members-\(name.split(separator: "_").joined(separator: "-"))", title: title,
      description: "Mean \(words) of all members and seeds by epoch, and least to greatest as a "
        + "band; late epochs are those of the members that trained longest.")
    let isSingle = panels.allSatisfy { $0.lines.allSatisfy { $0.points.count < 2 } }
    let shape =
      isSingle
      ? "There is a single epoch: the mark is the mean over members and seeds, the upright line "
        + "reaches from least to greatest."
      : "The line is the mean over members and seeds, the band from least to greatest."
    let sameness =
      panels.count < 2
      ? ""
      : scale == nil
        ? " Each panel has a scale of its own: the values of some methods are orders of magnitude "
          + "above those of others."
        : " All panels have the same scale."
    return (figure, shape + sameness)
  }

  /// The mean of a column over a method's members and seeds; nil without values.
  private func memberLine(
    of method: String, column name: String, _ summary: StudySummary
  ) -> LineChart.Line? {
    var values: [Double: [Double]] = [:]
    for curve in curves where curve.isMember && curve.method == method {
      guard let column = curve.table.columns.firstIndex(of: name) else { continue }
      for row in curve.table.rows where row[column].isFinite {
        values[row[0], default: []].append(row[column])
      }
    }
    guard !values.isEmpty else { return nil }
    let epochs = values.keys.sorted()
    let step = max(1, (epochs.count + Self.mostPoints - 1) / Self.mostPoints)
    let shown = stride(from: 0, to: epochs.count, by: step).map { epochs[$0] }
    return LineChart.Line(
      points: shown.map { epoch in
        let all = values[epoch] ?? []
        return (epoch, all.reduce(0, +) / Double(all.count))
      },
      band: shown.map { epoch in
        let all = values[epoch] ?? []
        return (epoch, all.min() ?? 0, all.max() ?? 0)
      }, series: summary.series(of: method))
  }

  /// The vertical axis that all panels share, so that methods can be compared by eye; nil if some
  /// would be flat on it because others lie orders of magnitude higher.
  private static func commonScale(
    _ panels: [LineChart.Panel], isShare: Bool
  ) -> ClosedRange<Double>? {
    let bands = panels.map { $0.lines.flatMap { $0.band.flatMap { [$0.low, $0.high] } } }
    let tops = bands.compactMap { $0.map(abs).max() }
    guard let least = tops.min(), let most = tops.max() else { return nil }
    // A share of 0 is as telling as any other; of a loss it is the logarithm that counts.
    guard isShare || most < 30 * least else { return nil }
    return LinearScale.nice(bands.joined() + (isShare ? [0] : []), about: 4)
  }

  // MARK: Generators and other models

  /// One panel: a column of curves and how it is shown.
  private struct Curve {
    var column: String
    var title: String
    /// -1 for a column that is drawn upside down.
    var sign = 1.0
    /// A value to compare with.
    var level: Double?
  }

  /// Panels that belong together.
  private struct CurveGroup {
    var name: String
    var title: String
    /// What follows the words about lines.
    var caption: String
    var curves: [Curve]
  }

  /// What is drawn of a GAN with autoencoder; its other columns follow from these.
  private static let ofGAN = [
    CurveGroup(
      name: "losses", title: "losses",
      caption: ". The critic gap, E[D(real)] \u{2212} E[D(fake)], is how well the "
        + "critic tells synthetic from real sequences: it may rise while the critic learns, and should "
        + "come down towards 0 without leaps. The reconstruction error should fall and level off.",
      curves: [
        Curve(column: "criticAdversarial", title: "critic gap", sign: -1, level: 0),
        Curve(column: "gradientPenalty", title: "gradient penalty"),
        Curve(column: "autoencoderLoss", title: "reconstruction error"),
        Curve(column: "generatorLoss", title: "generator's loss"),
      ]),
    CurveGroup(
      name: "gradients", title: "norms of gradients",
      caption:
        ": the mean over the updates of an epoch. A norm that goes to 0 early "
        + "means that a network has stopped learning, one that grows that the training is not stable.",
      curves: [
        Curve(column: "generatorGradient", title: "generator's gradient"),
        Curve(column: "criticGradient", title: "critic's gradient"),
        Curve(column: "autoencoderGradient", title: "autoencoder's gradient"),
      ]),
    CurveGroup(
      name: "diversity", title: "how different its samples are",
      caption:
        "; a look at up to 64 synthetic samples. The distance ratio compares how "
        + "far they are from each other with real ones: 1 is right, falling towards 0 is collapse. "
        + "Coverage is the share of real samples with a synthetic one in their neighbourhood.",
      curves: [
        Curve(column: "distanceRatio", title: "distance ratio", level: 1),
        Curve(column: "coverage", title: "coverage", level: 1),
      ]),
  ]

  /// What models other than members noted while they were trained, with captions.
  func modelFigures(_ summary: StudySummary) -> [(figure: Figure, caption: String)] {
    var methods: [String] = []
    for curve in curves where !curve.isMember && !methods.contains(curve.method) {
      methods.append(curve.method)
    }
    return methods.flatMap { method in
      let all = curves.filter { !$0.isMember && $0.method == method && !$0.table.rows.isEmpty }
      let series =
        summary.record.methods.contains(method) ? summary.series(of: method) : FigureStyle.neutral
      return Self.groups(of: all).compactMap { group -> (Figure, String)? in
        let panels = group.curves.compactMap { Self.panel($0, all, series: series) }
        guard !panels.isEmpty else { return nil }
        let isSingle = panels.allSatisfy { $0.lines.allSatisfy { $0.points.count < 2 } }
        let title = "Training of \(method)" + (group.title.isEmpty ? "" : ": \(group.title)")
        return (
          LineChart(panels: panels, xTitle: "epoch", yTitle: "").figure(
            name: "model-\(FileNameText.part(method))"
              + (group.name.isEmpty ? "" : "-\(group.name)"), title: title,
            description: "By epoch, a line per seed: "
              + group.curves.map(\.title).joined(separator: ", ") + "."),
          (isSingle ? "There is a single epoch, a mark per seed" : "A line per seed")
            + group.caption
        )
      }
    }
  }

  /// What is drawn of a model: of one that is not known here every column.
  private static func groups(of curves: [Curves]) -> [CurveGroup] {
    guard let columns = curves.first?.table.columns.dropFirst() else { return [] }
    guard !columns.contains("criticAdversarial") else { return ofGAN }
    return [
      CurveGroup(
        name: "", title: "", caption: ".",
        curves: columns.filter { $0 != "class" }.map { Curve(column: $0, title: words($0)) })
    ]
  }

  /// A column of all seeds and, where each has a model of its own, of all classes; nil if it has no
  /// values.
  private static func panel(_ curve: Curve, _ all: [Curves], series: Int) -> LineChart.Panel? {
    let lines = all.flatMap { training -> [LineChart.Line] in
      let table = training.table
      guard let column = table.columns.firstIndex(of: curve.column) else { return [] }
      let classColumn = table.columns.firstIndex(of: "class")
      let classes = Dictionary(grouping: table.rows) { row in classColumn.map { row[$0] } ?? 0 }
      return classes.sorted { $0.key < $1.key }.compactMap { _, rows in
        let points = points(rows, column: column).map { (x: $0.x, y: curve.sign * $0.y) }
        guard !points.isEmpty else { return nil }
        return LineChart.Line(
          points: points,
          radii: points.count < 2
            ? [2.6] : points.count < fewestUnmarked ? points.map { _ in 1.8 } : [],
          series: series, isThin: true)
      }
    }
    guard !lines.isEmpty else { return nil }
    return LineChart.Panel(title: curve.title, lines: lines, level: curve.level)
  }

  /// The values of a column over the epochs in which it is defined, thinned out.
  private static func points(_ rows: [[Double]], column: Int) -> [(x: Double, y: Double)] {
    let defined = rows.filter { $0[column].isFinite }
    let size = max(1, (defined.count + mostPoints - 1) / mostPoints)
    return stride(from: 0, to: defined.count, by: size).map { first in
      let group = defined[first..<min(first + size, defined.count)]
      func mean(_ column: Int) -> Double {
        group.reduce(0) { $0 + $1[column] } / Double(group.count)
      }
      return (mean(0), mean(column))
    }
  }

  /// `gradientPenalty` as `gradient penalty`.
  private static func words(_ name: String) -> String {
    name.reduce(into: "") { words, character in
      if character.isUppercase { words += " " }
      words += character == "_" ? " " : character.lowercased()
    }
  }
}
