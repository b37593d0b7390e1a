import Differentiation
import Networks
import RandomStreams
import Tensors

/// The label part of the decoder: turns the generator's reading of the labels back into labels
/// (spec/01 section 10.3).
///
/// One LSTM layer starts from the final state of one layer of the generator's label stack and reads
/// the previous label at each position (zeros at the first); a dense layer with softmax gives the
/// probabilities of the classes. It has no dropout, nor has the reference's.
struct LabelDecoder: Sendable {
  private let layer: LSTM
  private let output: Dense
  private let classCount: Int
  private let startsFrom: GANAutoencoderConfiguration.LabelDecoderLayer
  private let swapsStates: Bool

  /// A label decoder with new weights.
  init<Scalar>(
    classCount: Int, configuration: GANAutoencoderConfiguration,
    in parameters: inout Parameters<Scalar>, stream: RandomStream
  ) {
    self.classCount = classCount
    startsFrom = configuration.labelDecoderLayer
    swapsStates = configuration.labelDecoderSwapHC
    let units = configuration.hiddenUnits
    layer = LSTM(
      named: "decoder.labels.layer", inputs: classCount, hidden: units,
      flavour: configuration.labelDecoderFlavour, in: &parameters,
      stream: stream.substream("decoder.labels.layer"))
    output = Dense(
      named: "decoder.labels.output", inputs: units, outputs: classCount, in: &parameters,
      stream: stream.substream("decoder.labels.output"))
  }

  /// The state before the first label.
  private func initialState<Scalar>(
    _ encoded: Generator.Part<Scalar>
  ) -> (hidden: Variable<Scalar>, cell: Variable<Scalar>) {
    let index = startsFrom == .first ? 0 : encoded.finalCells.count - 1
    let (hidden, cell) = (encoded.finalHiddens[index], encoded.finalCells[index])
    return swapsStates ? (cell, hidden) : (hidden, cell)
  }

  /// Reconstructs by teacher forcing: each position is given the true previous label.
  ///
  /// - Parameters:
  ///   - encoded: what the generator made of the labels.
  ///   - previous: the true labels one position later, zeros first: `[samples, positions, classes]`.
  ///   - lengths: valid positions of each row.
  ///   - weights: the decoder's.
  /// - Returns: probabilities, `[samples, positions, classes]`; arbitrary on padding.
  func reconstruct<Scalar>(
    _ encoded: Generator.Part<Scalar>, previous: Variable<Scalar>, lengths: [Int32],
    weights: Weights<Scalar>
  ) -> Variable<Scalar> {
    let start = initialState(encoded)
    let sequence = layer(
      previous, weights, lengths: lengths, initialHidden: start.hidden, initialCell: start.cell
    ).sequence
    return output(sequence, weights).softmax()
  }

  /// Generates by free running: each position is given the most probable class of the last one.
  ///
  /// - Parameters:
  ///   - encoded: what the generator made of the source's labels.
  ///   - lengths: the sources' numbers of labels.
  ///   - weights: the decoder's.
  /// - Returns: the classes of each sample, as many as its source has; the lower one of two that are
  ///   equally probable.
  func generate<Scalar>(
    _ encoded: Generator.Part<Scalar>, lengths: [Int32], weights: Weights<Scalar>
  ) -> [[Int]] {
    let everyRow = [Int32](repeating: 1, count: lengths.count)
    var state = initialState(encoded)
    var label = Variable(Tensor<Scalar>.zeros([lengths.count, 1, classCount]))
    var classes = lengths.map { _ in [Int]() }
    for position in 0..<Int(lengths.max() ?? 0) {
      let step = layer(
        label, weights, lengths: everyRow, initialHidden: state.hidden, initialCell: state.cell)
      state = (step.finalHidden, step.finalCell)
      let chosen = Self.mostProbable(output(step.sequence, weights).value)
      for (row, length) in lengths.enumerated() where position < Int(length) {
        classes[row].append(chosen[row])
      }
      label = Variable(LabelBatch(chosen.map { [$0] }, classCount: classCount).oneHot)
    }
    return classes
  }

  /// The class with the greatest value in each row of `[..., classes]`, the lowest among equals.
  static func mostProbable<Scalar>(_ values: Tensor<Scalar>) -> [Int] {
    let width = values.shape[-1]
    let numbers = Tensor<Double>(converting: values).scalars
    return stride(from: 0, to: numbers.count, by: width).map { start in
      var best = start
      for index in start..<start + width where numbers[index] > numbers[best] { best = index }
      return best - start
    }
  }
}
