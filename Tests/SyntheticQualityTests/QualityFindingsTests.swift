import RandomStreams
import Sequences
import Testing

@testable import SyntheticQuality

@Suite("What is found about synthetic samples")
struct QualityFindingsTests {
  private let stream = RandomStream(seed: 2).substream("quality")

  @Test("Samples of the same process have the values that real ones have against each other")
  func alike() throws {
    var waves = Waves(lengths: 8...12)
    let samples = try waves.samples(waves.events(120), waves.events(120))
    let findings = try QualityFindings(samples, .quick, stream: stream)
    #expect(findings.realCount == 120)
    #expect(findings.syntheticCount == 120)
    #expect(findings.measures.map(\.name) == QualityMeasure.Name.allCases)
    for (name, tolerance) in [
      (QualityMeasure.Name.outsideShare, 0.05), (.farOutsideShare, 0), (.lengthDistance, 0.2),
      (.distanceRatio, 0.15), (.nearDuplicates, 0), (.precision, 0.15), (.recall, 0.15),
      (.density, 0.35), (.coverage, 0.15), (.nearestRealRatio, 0.15), (.closerThanReal, 0.05),
      (.copies, 0),
    ] {
      let measure = try #require(findings[name])
      let (found, reference) = (try #require(measure.synthetic), try #require(measure.reference))
      #expect(abs(found - reference) <= tolerance, "\(name): \(found), \(reference)")
    }
    // One draw of each source.
    #expect(findings[.sourceSpread]?.synthetic == nil)
    #expect(findings[.discriminatorAccuracy]?.synthetic == nil)
    #expect(findings.features.map(\.name) == ["wave", "trend", "constant"])
    #expect(findings.features.allSatisfy { $0.synthetic.maximum <= $0.real.maximum + 5 })
    #expect(findings.histograms.map(\.name) == ["length", "nearest real sample"])
  }

  @Test("Copies are found, and noise is measured by its draws")
  func copies() throws {
    var waves = Waves()
    let real = waves.events(50)
    let copied = try QualityFindings(waves.samples(real, real), .quick, stream: stream)
    #expect(copied[.copies]?.synthetic == 1)
    #expect(copied[.copies]?.reference == 0)
    #expect(copied[.nearestRealRatio]?.synthetic == 0)
    #expect(copied[.closerThanReal]?.synthetic == 1)
    #expect(copied[.coverage]?.synthetic == 1)
    let drawn = try QualityFindings(
      waves.samples(real, waves.noisy(real, by: 0.05, draws: 3)), .quick, stream: stream)
    #expect(drawn[.copies]?.synthetic == 0)
    #expect(drawn[.equalDraws]?.synthetic == 0)
    let spread = try #require(drawn[.sourceSpread]?.synthetic)
    #expect(spread > 0.001 && spread < 0.1)
  }

  @Test("A look is a function of its samples, settings and stream; everything is in it")
  func whole() throws {
    var waves = Waves(lengths: 6...9)
    let real = waves.events(40)
    let samples = try waves.samples(real, waves.noisy(real, by: 0.5, draws: 2))
    var configuration = QualityConfiguration()
    configuration.maps = 2
    configuration.discriminator.epochs = 3
    let findings = try QualityFindings(samples, configuration, stream: stream)
    #expect(try QualityFindings(samples, configuration, stream: stream) == findings)
    #expect(findings.maps.map(\.kind) == ["PCA", "t-SNE", "t-SNE"])
    #expect(findings.maps.map(\.seed) == [nil, 1, 2])
    for map in findings.maps {
      #expect(map.real.count == 40)
      #expect(map.synthetic.count == 80)
      #expect((map.real + map.synthetic).allSatisfy { $0.count == 2 && $0.allSatisfy(\.isFinite) })
    }
    #expect(findings.maps[1].real != findings.maps[2].real)
    #expect(findings.examples.count == 4)
    for example in findings.examples {
      // A draw of a source is as long as it and near to it.
      #expect(example.real.count == example.synthetic.count)
      #expect(example.real.allSatisfy { $0.count == 3 && $0[2] == 7 })
    }
    #expect(Set(findings.examples.map(\.real)).count == 4)
    #expect(findings.measures.allSatisfy { $0.synthetic?.isFinite ?? true })
  }

  @Test("Too few samples leave measures undefined and nothing fails", arguments: [1, 2, 3, 6])
  func few(count: Int) throws {
    var waves = Waves()
    let real = waves.events(count)
    let findings = try QualityFindings(
      waves.samples(real, waves.noisy(real, by: 1)), QualityConfiguration(), stream: stream)
    #expect(findings[.outsideShare]?.synthetic != nil)
    #expect((findings[.coverage]?.synthetic == nil) == (count <= 5))
    #expect(findings[.discriminativeScore]?.synthetic == nil)
    let none = try QualityFindings(
      waves.samples(real, []), QualityConfiguration(), stream: stream)
    #expect(none.measures.allSatisfy { $0.synthetic == nil })
    #expect(none.syntheticCount == 0)
  }

  @Test("Real samples that are all equal have no ratio of distances, and nothing fails")
  func equal() throws {
    var waves = Waves()
    let one = waves.events(1)
    let real = Array(repeating: one[0], count: 30)
    let findings = try QualityFindings(
      waves.samples(real, waves.noisy(real, by: 1)), QualityConfiguration(), stream: stream)
    #expect(findings[.distanceRatio]?.synthetic == nil)
    #expect(findings[.copies]?.reference == 1)
  }

  @Test("Long sequences have no examples")
  func long() throws {
    var waves = Waves(lengths: 5000...5000)
    let real = waves.events(5)
    let findings = try QualityFindings(waves.samples(real, real), .quick, stream: stream)
    #expect(findings.examples.isEmpty)
  }
}
