import Testing

@testable import Sequences

@Suite("Rows of single measurements, and files of labels")
struct MeasurementRowsTests {
  private static let text = """
    who,at,what,much
    p1,00:00,age,61
    p1,00:00,unit,ccu
    p1,00:10,pulse,80
    p1,00:10,lactate,2
    p1,00:10,pulse,82
    p1,00:40,code,7
    p2,00:00,age,?
    p2,00:00,pulse,90
    p2,00:00,unit,icu

    """

  private func recipe(_ configuration: inout DataConfiguration) {
    configuration.columns.id = "who"
    configuration.columns.time = ["at"]
    configuration.columns.variable = "what"
    configuration.columns.value = "much"
    configuration.columns.labels = ["died"]
    configuration.columns.exclude = ["code"]
    configuration.columns.categorical = ["unit"]
    configuration.missing.rule = .mask
  }

  private func read(
    labels: String = "who,age,died\np2,1,yes\np1,2,no\np3,1,no\n",
    _ change: (inout DataConfiguration) -> Void = { _ in }
  ) throws -> SampleTable {
    try RecipeData.table(Self.text, labels: labels) {
      recipe(&$0)
      change(&$0)
    }
  }

  @Test("measurements of one time are an event, what it lacks is missing, the last of two counts")
  func pivot() throws {
    let lost = MissingMark.value
    let table = try read()
    #expect(table.dataset.featureNames == ["age", "lactate", "pulse", "unit"])
    #expect(table.dataset.lengths == [3, 1])
    #expect(
      table.dataset.values == [
        61, lost, lost, 0, lost, 2, 82, lost, lost, lost, lost, lost, lost, lost, 90, 1,
      ])
    #expect(table.categories == [nil, nil, nil, ["ccu", "icu"]])
    #expect(table.endTimes == [2400, 0])
    #expect(table.warnings.contains { $0.contains("1 measurements follow another one") })
    #expect(table.warnings.contains { $0.contains("1 rows are of ids that a.csv does not have") })
    let named = try read {
      $0.columns.features = ["pulse", "age"]
      $0.columns.exclude = []
      $0.columns.categorical = []
    }
    #expect(named.dataset.values == [lost, 61, 82, lost, lost, lost, 90, lost])
  }

  @Test("a file of labels gives each id its own")
  func labels() throws {
    let table = try read()
    #expect(table.dataset.labels.map { table.dataset.classNames[$0] } == ["no", "yes"])
    let bySize = try read {
      $0.label.rule = .threshold
      $0.label.column = "age"
      $0.label.threshold = 1.5
    }
    #expect(bySize.measures == [2, 1])
    // Without a header and without ids, rows are for the ids in their order.
    let plain = try read(labels: "3,no\n4,yes\n") {
      $0.label.fileColumns = ["number", "died"]
    }
    #expect(plain.dataset.classNames == ["no", "yes"])
  }

  @Test("an id without a label, with two, and a variable that does not exist are refused")
  func errors() throws {
    #expect(
      throws: DataError(.labelAbsent(id: "p2"), at: DataPlace(file: "labels.csv"))
    ) { try read(labels: "who,age,died\np1,1,no\n") }
    #expect(
      throws: DataError(.repeatedLabel(id: "p1"), at: DataPlace(file: "labels.csv", line: 3))
    ) { try read(labels: "who,age,died\np1,1,no\np1,1,no\n") }
    #expect(
      throws: DataError(
        .missingValue, at: DataPlace(file: "labels.csv", line: 2, column: "died"))
    ) { try read(labels: "who,age,died\np1,1,?\n") }
    for change: (inout DataConfiguration) -> Void in [
      { $0.columns.features = ["weight"] }, { $0.columns.exclude = ["weight"] },
      { $0.columns.categorical.append("weight") }, { $0.missing.features = ["weight": .mask] },
    ] {
      #expect { try read(change) } throws: {
        guard case .missingColumn? = ($0 as? DataError)?.reason else { return false }
        return true
      }
    }
    #expect(
      throws: DataError(
        .notANumber(text: "ccu"), at: DataPlace(file: "a.csv", line: 3, column: "much"))
    ) { try read { $0.columns.categorical = [] } }
  }

  @Test("another file has the features of the training file, whatever it measures")
  func otherFile() throws {
    var data = try RecipeData(
      training: Self.text + "p4,00:00,pulse,70\n", validation: Self.text,
      test: "who,at,what,much\nq,00:01,pulse,60\nq,00:02,oxygen,1\nq,00:02,code,1\n")
    recipe(&data.configuration)
    for (name, text) in [
      ("a", "who,died\np1,no\np2,yes\np4,no\n"), ("b", "who,died\np1,no\np2,yes\n"),
      ("c", "who,died\nq,no\n"),
    ] { try data.folder.put(text, as: name) }
    data.configuration.files.training.labels = "a"
    data.configuration.files.validation.labels = "b"
    data.configuration.files.test.labels = "c"
    let test = try data.load().splits.test.dataset
    #expect(
      test.featureNames == [
        "age", "lactate", "pulse", "unit=ccu", "unit=icu", "age.present", "lactate.present",
        "pulse.present", "unit.present",
      ])
    #expect(Array(test.values[0..<9]) == [61, 2, 60, 0, 0, 0, 0, 1, 0])
    #expect(test.lengths == [2])
  }

  @Test("files without a header, with blanks between and behind numbers, are read")
  func blanks() throws {
    let table = try RecipeData.table("1 1  -0.5\t8 no  \r\n1 2 0.25 9 no \n\n2 1 7 7 yes") {
      $0.columns.names = ["id", "t", "x", "y", "label"]
      $0.columns.time = ["t"]
      $0.separator = " "
    }
    #expect(table.dataset.values == [-0.5, 8, 0.25, 9, 7, 7])
    #expect(table.dataset.classNames == ["no", "yes"])
    #expect(
      throws: DataError(
        .fieldCount(found: 4, expected: 5), at: DataPlace(file: "a.csv", line: 2))
    ) {
      try RecipeData.table("1 1 2 3 no\n1 2 3 no\n") {
        $0.columns.names = ["id", "t", "x", "y", "label"]
        $0.separator = " "
      }
    }
  }
}
