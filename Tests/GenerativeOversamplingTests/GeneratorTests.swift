import Differentiation
import Foundation
import Networks
import RandomStreams
import Tensors
import Testing

@testable import GenerativeOversampling

@Suite struct GeneratorTests {
  private func run(
    _ model: GANAutoencoderModel<Double>, cells: [Tensor<Double>]? = nil
  ) -> Generator.Part<Double> {
    model.generator(
      TinyGAN.batch(), z: cells, noise: nil, weights: model.generatorParameters.frozen,
      mode: .inference
    ).events
  }

  @Test("A20: the fake branch with z = 0 is the real branch to the last bit")
  func zeroNoise() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let zeros = [Tensor<Double>.zeros([4, 4]), Tensor<Double>.zeros([4, 4])]
    let (real, fake) = (run(model), run(model, cells: zeros))
    #expect(real.hidden.value == fake.hidden.value)
    #expect(zip(real.finalCells, fake.finalCells).allSatisfy { $0.value == $1.value })
    let noisy = run(model, cells: zeros.map { $0 + Tensor(repeating: 0.5, shape: $0.shape) })
    #expect(real.hidden.value != noisy.hidden.value)
  }

  @Test("A20: the real branch is two plain LSTMs and a leaky ReLU")
  func plainLSTM() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let weights = model.generatorParameters.tensors.map { Variable($0) }
    var sequence = Variable(batch.events)
    for layer in 0..<2 {
      sequence =
        sequence.lstm(
          inputWeight: weights[3 * layer], recurrentWeight: weights[3 * layer + 1],
          bias: weights[3 * layer + 2], lengths: batch.lengths, initialHidden: nil,
          initialCell: nil, recurrentMask: nil, options: LSTMOptions()
        ).sequence
    }
    #expect(run(model).hidden.value == sequence.leakyReLU(slope: 0.3).value)
  }

  @Test("A21: z enters the cell state of each layer, and nothing else")
  func noiseIntoCell() {
    var model: GANAutoencoderModel<Double> = TinyGAN.model()
    // Without recurrent weights and with inputs and candidates of 0, c = sigmoid(1)^t z.
    for index in model.generatorParameters.tensors.indices {
      model.generatorParameters.tensors[index].fill(0)
    }
    let cells = [0.7, -1.2].map { Tensor(repeating: $0, shape: [4, 4]) }
    let output = run(model, cells: cells)
    let forget = 1 / (1 + exp(-1.0))
    for (layer, z) in [0.7, -1.2].enumerated() {
      for (sample, length) in TinyGAN.lengths.enumerated() {
        let expected = z * pow(forget, Double(length))
        for value in output.finalCells[layer].value.samples(sample..<sample + 1).scalars {
          #expect(abs(value - expected) < 1e-12)
        }
      }
    }
    // h0 = 0: had z entered h, the first output would depend on more than c = f z + i g.
    let first = output.hidden.atTime(0).value.scalars
    let expected = 0.3 * 0.5 * tanh(forget * -1.2)
    #expect(first.allSatisfy { abs($0 - expected) < 1e-12 })
  }

  @Test("A29: instance noise has mean 0 and the given standard deviation on both branches")
  func instanceNoise() throws {
    let draws = UpdateDraws<Float>(
      hidden: [50, 20, 16], layers: 2, standardDeviation: 0.4, stream: RandomStream(seed: 1))
    let real = try #require(draws.realInstanceNoise)
    let fake = try #require(draws.fakeInstanceNoise)
    for noise in [real, fake] {
      let count = Double(noise.shape.count)
      let mean = Double(noise.sum()) / count
      let deviation = (Double(noise.squaredNorm()) / count - mean * mean).squareRoot()
      #expect(abs(mean) < 4 * 0.4 / count.squareRoot())
      #expect(abs(deviation - 0.4) < 4 * 0.4 / (2 * count).squareRoot())
    }
    #expect(abs(Double(real.dot(fake)) / 16000) < 4 * 0.16 / 16000.squareRoot())
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    func hidden(_ draws: UpdateDraws<Double>) -> Tensor<Double> {
      model.bothBranches(batch, draws, weights: model.generatorParameters.frozen)
        .events.hidden.value
    }
    let noisy: UpdateDraws<Double> = TinyGAN.draws(standardDeviation: 0.4)
    var quiet = noisy
    quiet.realInstanceNoise = nil
    quiet.fakeInstanceNoise = nil
    let added = try #require(noisy.instanceNoise?.events)
    #expect(largestDifference(hidden(noisy), hidden(quiet) + added) < 1e-15)
  }

  @Test("D2: each layer has a noise of its own, and each update another")
  func independentNoise() {
    let draws: UpdateDraws<Float> = TinyGAN.draws()
    #expect(draws.noise[0] != draws.noise[1])
    #expect(draws.noise[0] != (TinyGAN.draws(seed: 9) as UpdateDraws<Float>).noise[0])
  }

  @Test("B3: the length of the padding changes nothing")
  func padding() {
    let model: GANAutoencoderModel<Double> = TinyGAN.model()
    let batch: SequenceBatch<Double> = TinyGAN.batch()
    let draws: UpdateDraws<Double> = TinyGAN.draws()
    var events = [Double](repeating: 1e6, count: 4 * 8 * 3)
    for sample in 0..<4 {
      for index in 0..<Int(batch.lengths[sample]) * 3 {
        events[sample * 24 + index] = batch.events.scalars[sample * 15 + index]
      }
    }
    let longer = SequenceBatch(
      events: Tensor(events, shape: [4, 8, 3]), lengths: batch.lengths)
    #expect(
      model.criticUpdate(longer, draws).losses == model.criticUpdate(batch, draws).losses)
    let (first, second) = (
      model.generatorUpdate(batch, draws), model.generatorUpdate(longer, draws)
    )
    #expect(abs(first.losses.total - second.losses.total) < 1e-12)
    for (left, right) in zip(first.gradients, second.gradients) {
      #expect(largestDifference(left, right) < 1e-12)
    }
  }
}
