import Figures
import Foundation
import FoundationXML
import Statistics
import Testing

@testable import Reports

@Suite("Figures of a study")
struct StudyFigureTests {
  @Test("a study with predictions has every figure, each well-formed")
  func all() throws {
    let report = try StudyReport(PredictedStudy.record())
    let figures = report.files.filter { $0.name.hasSuffix(".svg") }
    #expect(
      figures.map(\.name)
        == [
          "scores", "bars", "differences", "precision-recall", "roc", "calibration", "confusion",
          "confusion-differences",
        ].map { "figures/\($0).svg" })
    for figure in figures {
      #expect(XMLParser(data: Data(figure.contents.utf8)).parse(), "\(figure.name)")
    }
  }

  @Test("the areas under the curves that are drawn are those that are scored")
  func areas() throws {
    let run = PredictedStudy.prediction("none", 1, skill: 0.5)
    let (positive, scores) = (run.isMinority, run.minorityScores)
    let precisions = try #require(
      RankingCurve.precisions(isPositive: positive, scores: scores))
    let average = try #require(RankingScores.averagePrecision(isPositive: positive, scores: scores))
    #expect(abs(precisions.reduce(0, +) / 100 - average) < 0.02)
    let recalls = try #require(RankingCurve.recalls(isPositive: positive, scores: scores))
    let area = try #require(RankingScores.rocAUC(isPositive: positive, scores: scores))
    #expect(abs(recalls.reduce(0, +) / 101 - area) < 0.02)
    #expect(recalls.last == 1)
  }

  @Test("curves by hand: tied scores are taken together")
  func byHand() throws {
    let positive = [true, false, true, false]
    let scores = [0.9, 0.5, 0.5, 0.1]
    let precisions = try #require(RankingCurve.precisions(isPositive: positive, scores: scores))
    #expect(precisions[49] == 1)
    #expect(abs(precisions[50] - 2 / 3) < 1e-12 && abs(precisions[99] - 2 / 3) < 1e-12)
    let recalls = try #require(RankingCurve.recalls(isPositive: positive, scores: scores))
    // Straight from (0, 0.5) to (0.5, 1): one false alarm of two comes with the second find.
    #expect(recalls[0] == 0.5 && abs(recalls[25] - 0.75) < 1e-12 && recalls[50] == 1)
  }

  @Test("no curve without both classes or with a score that is no number")
  func undefined() {
    #expect(RankingCurve.recalls(isPositive: [true, true], scores: [1, 2]) == nil)
    #expect(RankingCurve.precisions(isPositive: [false], scores: [1]) == nil)
    #expect(RankingCurve.recalls(isPositive: [true, false], scores: [.nan, 2]) == nil)
  }

  @Test("calibration: of all seeds together, of probabilities only, rounded ones taken as they are")
  func calibration() throws {
    var runs = [1, 2].map { PredictedStudy.prediction("none", $0, skill: 0.5) }
    for (index, scores) in [[0.05, 0.07], [1 + 1e-12, 0.95]].enumerated() {
      runs[index].truth = [1, 0]
      runs[index].predicted = [1, 0]
      runs[index].minorityScores = scores
    }
    let bins = try #require(
      StudySummary(PredictedStudy.record(runs)).calibration(of: "none")
    ).bins
    #expect(bins.map(\.count) == [2, 2])
    #expect(abs(bins[0].meanProbability - 0.06) < 1e-12 && bins[0].positiveShare == 0.5)
    #expect(abs(bins[1].meanProbability - 0.975) < 1e-12 && bins[1].positiveShare == 0.5)
    for index in runs.indices { runs[index].isProbability = false }
    #expect(try StudySummary(PredictedStudy.record(runs)).calibration(of: "none") == nil)
  }

  @Test("calibration of rare minorities: one scale for both axes, up to the greatest that occurs")
  func rareCalibration() throws {
    var runs = [1, 2].map { PredictedStudy.prediction("none", $0, skill: 0.5) }
    for index in runs.indices {
      runs[index].truth = runs[index].truth.indices.map { $0 < 4 ? 1 : 0 }
      runs[index].minorityScores = runs[index].truth.indices.map { $0 < 20 ? 0.19 : 0.03 }
    }
    let drawn = try #require(try StudySummary(PredictedStudy.record(runs)).calibrationFigure)
    #expect(
      drawn.element.ranges(of: ">0.2</text>").count + drawn.element.ranges(of: ">0.20</text>").count
        == 2)
    #expect(!drawn.element.contains(">0.4") && !drawn.element.contains(">0.6"))
    for index in runs.indices { runs[index].truth = runs[index].truth.map { _ in 0 } }
    var record = PredictedStudy.record(runs)
    for index in record.runs.indices { record.runs[index].values[.calibrationError] = 0.1 }
    let report = try StudyReport(record)
    #expect(report.summary.calibrationFigure == nil)
    #expect(
      StudyPage(report, RunDetails()).html.contains(
        "Nothing is drawn: the test split has no minority sample."))
  }

  @Test("intervals beyond what a metric can be end with an arrow, and the caption says so")
  func impossibleIntervals() throws {
    let wide = study([("none", [1: 0, 2: 0.6]), ("gan", [1: 0.2, 2: 0.5])], seeds: [1, 2])
    let page = StudyPage(try StudyReport(wide), RunDetails()).html
    #expect(page.contains("An arrow: the interval goes on, beyond what minority F1 can be."))
    #expect(page.contains("An arrow: the interval goes on, beyond what a difference can be."))
    let near = study([("none", [1: 0.5, 2: 0.501]), ("gan", [1: 0.5, 2: 0.502])], seeds: [1, 2])
    #expect(!StudyPage(try StudyReport(near), RunDetails()).html.contains("An arrow"))
    // Files keep the whole interval.
    let row = try #require(parsedCSV(try text("summary.csv", of: wide)).first)
    #expect(row.values.contains { (Double($0) ?? 0) < -0.5 })
  }

  @Test("NaN scores and a single class leave out what cannot be drawn, and nothing else")
  func hostile() throws {
    var run = PredictedStudy.prediction("none", 1, skill: 0.5)
    run.minorityScores[3] = .nan
    let report = try StudyReport(PredictedStudy.record([run]))
    let names = report.files.map(\.name)
    #expect(!names.contains("figures/roc.svg") && !names.contains("figures/calibration.svg"))
    #expect(names.contains("figures/confusion.svg"))
    for file in report.files where !file.name.hasPrefix("tsml") {
      #expect(!file.contents.contains("nan") && !file.contents.contains("NaN"), "\(file.name)")
    }
  }
}
