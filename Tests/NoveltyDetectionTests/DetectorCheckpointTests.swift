import Checkpoints
import Files
import RandomStreams
import Sequences
import TestSupport
import Testing

@testable import NoveltyDetection

@Suite("Detector checkpoints")
struct DetectorCheckpointTests {
  @Test("A34: continued from any state, the detector's model, curves and diagnostics are the same")
  func continuation() throws {
    var settings = NoveltyConfiguration()
    settings.gan.hiddenUnits = 4
    settings.gan.criticUnits = 3
    settings.gan.criticDense = [4]
    settings.gan.batchSize = 8
    settings.gan.epochs = 4
    let training = try ContractData().training()
    let vocabulary = try LabelVocabulary(training)
    let majority = try training.subset(vocabulary.majorityIndices(in: training.dataset))
    let detector = GANNoveltyDetector(.critic, settings)
    let violations = try CheckpointContract().violations { monitor in
      let fitted = try detector.fit(majority, stream: RandomStream(seed: 3), monitor: monitor)
      var rest = ByteEncoder()
      rest.append(fitted.curves)
      rest.append(fitted.diagnostics.keys.sorted().compactMap { fitted.diagnostics[$0] })
      return [fitted.model, rest.bytes]
    }
    #expect(violations == [])
  }
}
