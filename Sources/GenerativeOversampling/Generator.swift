import Differentiation
import Networks
import RandomStreams
import Tensors

/// The generator G(z, x[, y]): turns a sequence into a sequence of hidden vectors (spec/01 sections
/// 9.1 and 10.1).
///
/// A stack of LSTMs reads the true sequence. Its *real branch* starts from zero states and is thereby
/// the encoder of an autoencoder; its *fake branch* starts from noise z in the cell states, one
/// independent draw for each layer. Both have the same weights, so both may be rows of one batch.
///
/// In the seq2seq form a second stack reads the true labels. Each of its layers starts from the final
/// states of the same layer of the first, which is the only way that the noise gets into it.
struct Generator: Sendable {
  private let events: RecurrentStack
  private let labels: RecurrentStack?
  private let leakySlope: Double
  private let zInto: GANAutoencoderConfiguration.NoiseEntrance

  /// What the generator makes of one kind of sequence.
  struct Part<Scalar: TensorScalar> {
    /// The hidden sequence, `[samples, time, H]`; arbitrary on padding.
    var hidden: Variable<Scalar>
    /// Each layer's hidden state after the last valid event, `[samples, H]`.
    var finalHiddens: [Variable<Scalar>]
    /// Each layer's cell state after the last valid event, `[samples, H]`.
    var finalCells: [Variable<Scalar>]
  }

  /// What the generator returns: a part for the events and, in the seq2seq form, one for the labels.
  typealias Output<Scalar: TensorScalar> = HiddenSequences<Part<Scalar>>

  /// A generator with new weights; `classCount` is nil for the seq2one form.
  init<Scalar>(
    featureCount: Int, classCount: Int?, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    leakySlope = configuration.leakySlope
    zInto = configuration.zInto
    events = RecurrentStack(
      named: "generator", inputs: featureCount, configuration: configuration, in: &parameters,
      stream: stream)
    if let classCount {
      labels = RecurrentStack(
        named: "generator.labels", inputs: classCount, configuration: configuration,
        in: &parameters, stream: stream)
    } else {
      labels = nil
    }
  }

  /// The hidden sequences and the final states.
  ///
  /// - Parameters:
  ///   - batch: `branches * samples` true sequences, with labels in the seq2seq form.
  ///   - z: noise for each layer, `[branches * samples, H]`; nil for none, the real branch.
  ///   - noise: instance noise to add, of the hidden sequences' shapes; nil for none.
  ///   - weights: the generator's.
  ///   - mode: dropout on or off.
  ///   - branches: how many times the samples occur in the batch.
  /// - Returns: tensors of as many rows as the batch has.
  func callAsFunction<Scalar>(
    _ batch: SequenceBatch<Scalar>, z: [Tensor<Scalar>]?,
    noise: HiddenSequences<Tensor<Scalar>>?, weights: Weights<Scalar>, mode: Mode,
    branches: Int = 1
  ) -> Output<Scalar> {
    precondition(
      (labels == nil) == (batch.labels == nil), "The generator and a batch differ in form.")
    let z = z?.map { Variable($0) }
    let read = events(
      Variable(batch.events), lengths: batch.lengths,
      initialHiddens: zInto == .hidden ? z : nil, initialCells: zInto == .cell ? z : nil,
      weights: weights, mode: mode, branches: branches)
    let readLabels = labels.flatMap { stack in
      batch.labels.map { labels in
        stack(
          Variable(labels.oneHot), lengths: labels.lengths, initialHiddens: read.finalHiddens,
          initialCells: read.finalCells, weights: weights, mode: mode, branches: branches)
      }
    }
    // The activation is the events' alone: the reference has none on the labels' outputs (D45).
    let active = read.sequence.leakyReLU(slope: Scalar(leakySlope))
    return Output(
      events: Part(
        hidden: noise.map { active + Variable($0.events) } ?? active,
        finalHiddens: read.finalHiddens, finalCells: read.finalCells),
      labels: readLabels.map { labels in
        Part(
          hidden: noise?.labels.map { labels.sequence + Variable($0) } ?? labels.sequence,
          finalHiddens: labels.finalHiddens, finalCells: labels.finalCells)
      })
  }
}

extension Generator.Part {
  /// The part of the first samples of a batch: the real branch of one that holds both.
  func firstSamples(_ count: Int) -> Self {
    Self(
      hidden: hidden.firstSamples(count),
      finalHiddens: finalHiddens.map { $0.firstSamples(count) },
      finalCells: finalCells.map { $0.firstSamples(count) })
  }
}
