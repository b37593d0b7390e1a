import RandomStreams
import Sequences
import Testing

@testable import SyntheticQuality

@Suite("The gate")
struct QualityGateTests {
  private let stream = RandomStream(seed: 9).substream("gate")

  private func gate(
    _ real: [[[Float]]], _ synthetic: [[[Float]]], drawsDiffer: Bool = true,
    _ bounds: QualityGateConfiguration = QualityGateConfiguration()
  ) throws -> QualityGate {
    QualityGate(
      try QualityFindings(Waves().samples(real, synthetic), .quick, stream: stream), bounds,
      drawsDiffer: drawsDiffer)
  }

  @Test("Samples of the same process, noisy copies, weak noise and interpolation pass")
  func passes() throws {
    var waves = Waves(lengths: 10...10)
    let real = waves.events(60)
    let between = real.indices.map { sample in
      zip(real[sample], real[(sample + 1) % 60]).map { zip($0, $1).map { 0.7 * $0 + 0.3 * $1 } }
    }
    // Shrunk towards the mean, as autoencoders with few units do.
    let shrunk = real.map { $0.map { [0.3 * $0[0], 100 + 0.3 * ($0[1] - 100), $0[2]] } }
    for synthetic in [
      waves.events(60), waves.noisy(real, by: 0.3, draws: 3),
      waves.noisy(real, by: 0.001, draws: 3),
      between, shrunk,
    ] {
      let found = try gate(real, synthetic)
      #expect(found.reasons == [])
      #expect(found.notes == [])
    }
    // What is much less various than real samples is used, and told.
    #expect(try gate(real, waves.noisy(real, by: 0.3, draws: 3)).doubts == [])
    let doubts = try gate(real, shrunk).doubts
    #expect(doubts.count == 1)
    #expect(doubts.first?.contains("times as far from each other") == true, "\(doubts)")
  }

  @Test("A constant generator is caught")
  func constant() throws {
    var waves = Waves()
    let real = waves.events(60)
    let found = try gate(real, Array(repeating: real[3], count: 120))
    #expect(found.reasons.contains { $0.contains("collapsed") && $0.contains("0 times as far") })
    #expect(found.reasons.contains { $0.contains("noise does nothing") })
  }

  @Test("A generator with two modes is caught, though its samples are far from each other")
  func modes() throws {
    var waves = Waves()
    let real = waves.events(60)
    let found = try gate(real, waves.noisy((0..<120).map { real[$0 % 2] }, by: 0.001))
    #expect(found.reasons.contains { $0.contains("one from another source") })
  }

  @Test("A generator that explodes is caught, in all samples or in some")
  func exploding() throws {
    var waves = Waves()
    let real = waves.events(60)
    let all = try gate(real, waves.noisy(real, by: 1e6))
    #expect(all.reasons.contains { $0.contains("outside the range of real ones") })
    let some = try gate(
      real, real.enumerated().map { $0 % 10 == 0 ? $1.map { [1e9 * $0[0], $0[1], 7] } : $1 })
    #expect(some.reasons.count == 1)
    #expect(some.reasons.first?.contains("10 % of the synthetic samples") == true)
    // Beyond what single precision can square.
    let huge = try gate(real, real.map { $0.map { [1e38, $0[1], 7] } })
    #expect(huge.reasons.contains { $0.contains("range") })
  }

  @Test("Samples elsewhere within the range cover nothing, and are caught")
  func elsewhere() throws {
    var waves = Waves()
    let real = waves.events(60)
    // The wave jumps between its extremes, which no real one does.
    let jumping = real.map { sample in
      sample.enumerated().map { [$0 % 2 == 0 ? 2.9 : -2.9, $1[1], 7] }
    }
    var bounds = QualityGateConfiguration()
    bounds.minimumCoverage = 0.1
    let found = try gate(real, waves.noisy(jumping, by: 0.05), bounds)
    #expect(found.reasons.contains { $0.contains("in their neighbourhood") })
  }

  @Test("Draws of a source that are all the same count only where they are meant to differ")
  func draws() throws {
    var waves = Waves()
    let real = waves.events(40)
    let once = waves.noisy(real, by: 0.3)
    #expect(try gate(real, once + once).reasons.count == 1)
    #expect(try gate(real, once + once, drawsDiffer: false).reasons.isEmpty)
  }

  @Test("Too few samples pass with a note; so do none")
  func few() throws {
    var waves = Waves()
    let real = waves.events(19)
    let found = try gate(real, Array(repeating: real[0], count: 40))
    #expect(found.reasons.isEmpty)
    #expect(found.notes.count == 1)
    #expect(found.notes.first?.contains("19 real") == true)
    #expect(try gate(waves.events(30), []).notes.first?.contains("No synthetic samples") == true)
    var bounds = QualityGateConfiguration()
    bounds.minimumSamples = 10
    #expect(try !gate(real, Array(repeating: real[0], count: 40), bounds).reasons.isEmpty)
  }

  @Test("Bounds of 1 and 0 let everything through that has distances")
  func bounds() throws {
    var waves = Waves()
    let real = waves.events(40)
    var bounds = QualityGateConfiguration()
    (bounds.maximumOutside, bounds.maximumFarOutside, bounds.maximumNearDuplicates) = (1, 1, 1)
    (bounds.minimumDistanceRatio, bounds.minimumCoverage) = (0, 0)
    let constant = Array(repeating: real[0].map { $0.map { 1e6 * $0 } }, count: 40)
    #expect(try gate(real, constant, drawsDiffer: false, bounds).reasons.isEmpty)
  }

  @Test("Settings out of range are named in a sentence each")
  func problems() {
    var configuration = QualityConfiguration()
    #expect(configuration.problems().isEmpty)
    configuration.samples = 9
    configuration.neighbours = 0
    configuration.maps = -1
    configuration.examples = 5001
    configuration.perplexity = .nan
    configuration.discriminator.epochs = -1
    configuration.discriminator.hidden = 0
    configuration.discriminator.batchSize = 0
    configuration.gate.minimumSamples = 1
    configuration.gate.margin = -0.1
    configuration.gate.maximumOutside = 1.1
    configuration.gate.maximumFarOutside = -1
    configuration.gate.minimumDistanceRatio = .infinity
    configuration.gate.minimumCoverage = 2
    configuration.gate.maximumNearDuplicates = .nan
    let problems = configuration.problems()
    let keys = problems.map { $0.prefix { $0 != " " } }
    #expect(
      keys == [
        "samples", "neighbours", "maps", "examples", "perplexity", "discriminator.epochs",
        "discriminator.hidden", "discriminator.batchSize", "gate.minimumSamples", "gate.margin",
        "gate.maximumOutside", "gate.maximumFarOutside", "gate.minimumDistanceRatio",
        "gate.minimumCoverage", "gate.maximumNearDuplicates",
      ])
    #expect(problems.allSatisfy { $0.hasSuffix(".") })
  }
}
