extension StudyPage {
  /// How members do on what they were trained on.
  var trainingFit: Section? {
    guard let (header, rows) = summary.trainingFitRows else { return nil }
    return Section(
      id: "training-fit", title: "Real and synthetic training samples",
      content: """
        <p>\(Self.plain(StudySummary.meaningOfTrainingFit))</p>
        \(HTML.table(header, rows.map { $0.map { "\($0)" as HTML } }))
        \(unusedNote(summary.methodsWithTrainingFits))
        """)
  }
}
