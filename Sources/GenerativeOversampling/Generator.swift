import Differentiation
import Networks
import RandomStreams
import Tensors

/// The generator G(z, x): turns a sequence into a sequence of hidden vectors (spec/01 section 9.1).
///
/// A stack of LSTMs reads the true sequence. Its *real branch* starts from zero states and is thereby
/// the encoder of an autoencoder; its *fake branch* starts from noise z in the cell states, one
/// independent draw for each layer. Both have the same weights, so both may be rows of one batch.
struct Generator: Sendable {
  private let layers: [LSTM]
  private let names: [String]
  private let dropout: ElementDropout
  private let leakySlope: Double
  /// The width of a layer, H.
  let hiddenUnits: Int

  /// What the generator returns.
  struct Output<Scalar: TensorScalar> {
    /// The hidden sequence, `[samples, time, H]`; arbitrary on padding.
    var hidden: Variable<Scalar>
    /// Each layer's cell state after the last valid event, `[samples, H]`.
    var finalCells: [Variable<Scalar>]
  }

  /// A generator with new weights.
  init<Scalar>(
    featureCount: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    hiddenUnits = configuration.hiddenUnits
    dropout = ElementDropout(keep: configuration.dropoutKeep)
    leakySlope = configuration.leakySlope
    names = (1...configuration.layers).map { "generator.layer\($0)" }
    layers = names.enumerated().map { index, name in
      LSTM(
        named: name, inputs: index == 0 ? featureCount : configuration.hiddenUnits,
        hidden: configuration.hiddenUnits, in: &parameters, stream: stream.substream(name))
    }
  }

  /// The hidden sequence and the final states.
  ///
  /// - Parameters:
  ///   - events: `[branches * samples, time, features]`.
  ///   - lengths: valid events of each row.
  ///   - initialCells: z for each layer, `[branches * samples, H]`; nil for zeros.
  ///   - noise: instance noise to add, of the hidden sequence's shape; nil for none.
  ///   - weights: the generator's.
  ///   - mode: dropout on or off.
  ///   - branches: how many times the samples occur in the batch.
  /// - Returns: tensors of as many rows as `events` has.
  func callAsFunction<Scalar>(
    _ events: Tensor<Scalar>, lengths: [Int32], initialCells: [Tensor<Scalar>]?,
    noise: Tensor<Scalar>?, weights: Weights<Scalar>, mode: Mode, branches: Int = 1
  ) -> Output<Scalar> {
    var sequence = dropout(
      Variable(events), mode: mode, named: "generator.input", branches: branches)
    let between = ElementDropout(keep: dropout.keep * dropout.keep)
    var finalCells: [Variable<Scalar>] = []
    for (index, layer) in layers.enumerated() {
      let output = layer(
        sequence, weights, lengths: lengths,
        initialCell: initialCells.map { Variable($0[index]) })
      finalCells.append(output.finalCell)
      let follows = index + 1 < layers.count ? between : dropout
      sequence = follows(output.sequence, mode: mode, named: names[index], branches: branches)
    }
    let active = sequence.leakyReLU(slope: Scalar(leakySlope))
    return Output(
      hidden: noise.map { active + Variable($0) } ?? active, finalCells: finalCells)
  }
}
