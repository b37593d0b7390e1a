import Testing

@testable import Experiments

@Suite("NearestName")
struct NearestNameTests {
  @Test(
    "The distance counts letters that differ, are missing, too many or swapped",
    arguments: [
      ("", "", 0), ("abc", "", 3), ("seeds", "seeds", 0), ("Seeds", "seeds", 0),
      ("seed", "seeds", 1), ("sedes", "seeds", 1), ("methds", "methods", 1),
      ("kitten", "sitting", 3), ("epoch", "epochs", 1),
    ])
  func distance(_ first: String, _ second: String, _ expected: Int) {
    #expect(NearestName.distance(first, second) == expected)
    #expect(NearestName.distance(second, first) == expected)
  }

  @Test("A name far from all gets the list instead of a guess")
  func far() {
    #expect(NearestName.to("xylophone", among: ["seeds", "data"]) == nil)
    #expect(
      NearestName.sentence("xylophone", among: ["seeds", "data"])
        == "\"xylophone\" is not known; there are seeds, data.")
    #expect(
      NearestName.sentence("dat", among: ["seeds", "data"])
        == "\"dat\" is not known; did you mean \"data\"?")
  }
}
