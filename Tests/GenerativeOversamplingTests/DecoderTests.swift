import Differentiation
import Networks
import RandomStreams
import Sequences
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct DecoderTests {
  @Test("A33: the state is carried: an event depends on the events two and more steps before")
  func stateCarry() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let encoded = model.generator(
      batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
    ).events
    let tape = Tape<Double>()
    // The encoder's results are constants: only the decoder's own input can carry the influence.
    let previous = tape.variable(batch.previousEvents)
    let output = model.decoder.reconstruct(
      encoded, previous: previous, lengths: batch.lengths, weights: model.decoderParameters.frozen,
      mode: .inference)
    let gradient = tape.gradients(of: output.atTime(3).sum(), for: [previous])[0]
    let first = gradient.samples(0..<1).scalars
    for time in 0..<5 {
      let influence = first[3 * time..<3 * time + 3].map(abs).max() ?? 0
      #expect((influence > 1e-6) == (time <= 3), "decoder input at \(time)")
    }
  }

  @Test("A32: free running depends on the code and the states, not on the source's events")
  func freeRunning() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let weights = model.decoderParameters.frozen
    let encoded = model.generator(
      batch, z: nil, noise: nil, weights: model.generatorParameters.frozen, mode: .inference
    ).events
    let steps = model.decoder.generate(encoded, lengths: batch.lengths, weights: weights)
    #expect(steps.count == 5)
    // Fed with what it returned, teacher forcing must return the same: it is one and the same chain.
    var own = Tensor<Double>.zeros([4, 5, 3])
    own.withMutableElements { own in
      for (time, step) in steps.dropLast().enumerated() {
        for sample in 0..<4 {
          for feature in 0..<3 {
            own[(sample * 5 + time + 1) * 3 + feature] = step.scalars[sample * 3 + feature]
          }
        }
      }
    }
    let forced = model.decoder.reconstruct(
      encoded, previous: Variable(own), lengths: batch.lengths, weights: weights, mode: .inference)
    for (time, step) in steps.enumerated() {
      for (sample, length) in batch.lengths.enumerated() where time < Int(length) {
        for feature in 0..<3 {
          let forced = forced.atTime(time).value.scalars[sample * 3 + feature]
          #expect(abs(forced - step.scalars[sample * 3 + feature]) < 1e-12)
        }
      }
    }
    // With the source's own events it returns something else.
    let source = model.decoder.reconstruct(
      encoded, previous: Variable(batch.previousEvents), lengths: batch.lengths, weights: weights,
      mode: .inference)
    #expect(largestDifference(source.atTime(3).value, forced.atTime(3).value) > 1e-3)
  }
}
